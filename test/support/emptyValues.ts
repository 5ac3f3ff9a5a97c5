/** People of whom some say nothing, and what of it a message is given by *Empty Values*. */
export const PEOPLE = [
  { id: 'demo-0001', code: '', city: 'Rome' },
  { id: 'demo-0002', code: 'B', city: null },
];

export const CHOICES: readonly [emptyValues: string, wanted: readonly object[]][] = [
  [
    'sendEmpty',
    [
      { code: '', city: 'Rome' },
      { code: 'B', city: null },
    ],
  ],
  ['leaveOut', [{ city: 'Rome' }, { code: 'B' }]],
];
