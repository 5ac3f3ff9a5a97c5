import { formOf, inputFrom, operation, optionsFrom, optionsIn, validate } from '../../../engine';
import { trigger } from '../../../vendors/bryj/trigger';
import { getReport } from '../../../vendors/bryj/getReport';
import { getScheduled } from '../../../vendors/bryj/getScheduled';
import { base, context } from '../../support/acme';
import { fileOf } from '../../support/host';

const names = (place: string, o = trigger) =>
  formOf(o)
    .filter((each) => each.place === place)
    .map(({ name }) => name);

describe('the form of an operation with recipients', () => {
  it('asks for the campaign, then for the recipients by their source, and keeps the rest apart', () => {
    expect(names('main')).toEqual(['campaignId', 'recipientsFrom', 'userColumn', 'variables', 'variableColumns', 'messages', 'file']);
    expect(names('more')).toEqual(['sendAt', 'sendAs']);
    expect(names('options')).toEqual(['emptyValues', 'duplicates', 'dryRun', 'sendOnceKey', 'sendOnceHours', 'stopAbove']);
  });

  it('requires what nothing can be sent without, and lists each choice by its label', () => {
    const form = formOf(trigger);
    const required = form.filter(({ field }) => field.required).map(({ name }) => name);
    expect(required).toEqual(['campaignId', 'recipientsFrom', 'userColumn', 'variables', 'messages', 'file']);
    const rows = form.find(({ name }) => name === 'variableColumns')!.field as { columns: Record<string, { required?: boolean }> };
    expect(Object.entries(rows.columns).map(([name, { required: needed = false }]) => [name, needed])).toEqual([
      ['variable', true],
      ['column', false],
    ]);
    const labels = optionsIn(form.find(({ name }) => name === 'recipientsFrom')!.field).map(({ label }) => label);
    expect(labels).toEqual(['CSV File', 'Input Items', 'JSON']);
  });

  const item = { User: 'u1', firstname: 'Anne', lastname: 'Blanc', age: 40 };
  const base = { campaignId: 'CMP_1', recipientsFrom: 'items', userColumn: 'User', messages: [], file: 'data' };
  const messages = (values: object) => inputFrom(trigger, { ...base, ...values }, item);

  it('makes an item a recipient, all its other fields the variables', () => {
    expect(messages({ variables: 'all' })).toEqual({
      campaign_id: 'CMP_1',
      messages: [{ user_id: 'u1', template_variables: { firstname: 'Anne', lastname: 'Blanc', age: 40 } }],
    });
  });

  it('takes only the chosen fields, renamed', () => {
    expect(messages({ variables: 'chosen', variableColumns: [{ variable: 'firstname' }, { variable: 'name', column: 'lastname' }] })).toEqual({
      campaign_id: 'CMP_1',
      messages: [{ user_id: 'u1', template_variables: { firstname: 'Anne', name: 'Blanc' } }],
    });
  });

  it('takes none', () => {
    expect(messages({ variables: 'none' })).toMatchObject({ messages: [{ user_id: 'u1', template_variables: {} }] });
  });

  it('takes a list as it stands, or a file, and never both', () => {
    const list = [{ user_id: 'a' }];
    expect(inputFrom(trigger, { ...base, recipientsFrom: 'json', messages: list }, item)).toEqual({ campaign_id: 'CMP_1', messages: list });
    const file = fileOf('');
    expect(inputFrom(trigger, { ...base, recipientsFrom: 'file' }, item, { file: (name) => (name === 'data' ? file : undefined) })).toEqual({
      campaign_id: 'CMP_1',
      file,
    });
  });
});

it('duplicates are dealt with only where the user says so', () => {
  const chosen = ['keepAll', 'keepLast', 'refuse', undefined].map((duplicates) => optionsFrom(trigger, { duplicates }).duplicates);
  expect(chosen).toEqual([undefined, 'keepLast', 'refuse', undefined]);
});

it('empty values are asked for where variables are sent', () => {
  const [field] = formOf(trigger).filter(({ name }) => name === 'emptyValues');
  expect(field!.when).toEqual({ recipientsFrom: ['items'], variables: ['all', 'chosen'] });
  expect(optionsIn(field!.field).map(({ value }) => value)).toEqual(['leaveOut', 'refuse', 'sendEmpty']);
});

it('a report is waited for only where the user says so', () => {
  expect(optionsFrom(getReport, { waitUntilReady: false, longestWait: 5, simplify: true })).toEqual({ simplify: true });
  expect(optionsFrom(getReport, { waitUntilReady: true, longestWait: 5, askEvery: 2, simplify: false, returnAll: false, limit: 7 })).toEqual({
    longestWaitMs: 300_000,
    askEveryMs: 2_000,
    simplify: false,
    limit: 7,
  });
  // As in forms saved before the time between two checks doubled.
  expect(optionsFrom(getReport, { waitUntilReady: true })).toEqual({ longestWaitMs: 7_200_000, askEveryMs: 600_000, simplify: true });
  expect(optionsFrom(getReport, { waitUntilReady: true, askEvery: 300, longestInterval: 20 })).toMatchObject({ askEveryMs: 300_000, slowestMs: 1_200_000 });
});

it('a list offers a limit, and a reading no dry run', () => {
  expect(names('main', getScheduled)).toEqual(['campaignId', 'returnAll', 'limit', 'simplify']);
  expect(names('options', getScheduled)).toEqual([]);
});

describe('the form of an operation that speaks of one person an input', () => {
  const text = (label: string, more = {}) => ({ type: 'text', label, description: label, ...more }) as const;
  const json = (label: string, more = {}) => ({ type: 'json', label, description: label, ...more }) as const;
  const kinds = ['attributes', 'event', 'json'].map((value) => ({ value, label: value }));
  const track = operation({
    ...base,
    fields: {
      kind: { type: 'choice', label: 'Kind', description: 'Kind', required: true, default: 'attributes', options: kinds },
      user: text('User', { required: true, dependsOn: { field: 'kind', is: ['attributes', 'event'] } }),
      attributes: json('Attributes', { dependsOn: { field: 'kind', is: ['attributes'] } }),
      name: text('Name', { required: true, dependsOn: { field: 'kind', is: ['event'] } }),
      properties: json('Properties', { dependsOn: { field: 'kind', is: ['event'] } }),
      raw: json('Raw', { required: true, dependsOn: { field: 'kind', is: ['json'] } }),
    },
    recipients: {
      id: 'user',
      variables: { by: 'kind', of: { attributes: 'attributes', event: 'properties' } },
      called: { id: 'User', variables: 'Attributes' },
      when: { field: 'kind', is: ['attributes', 'event'] },
    },
    retry: 'idempotent',
    returns: 'object',
  });
  const item = { id: 'u1', city: 'Paris', plan: 'gold' };
  const from = (values: object) => inputFrom(track, { recipientsFrom: 'items', userColumn: 'id', variables: 'all', ...values }, item);

  it('asks for the kind first, then where the values come from, and for the fields only where they are written by hand', () => {
    expect(names('main', track)).toEqual([
      'kind',
      'recipientsFrom',
      'userColumn',
      'variables',
      'variableColumns',
      'user',
      'attributes',
      'name',
      'properties',
      'raw',
    ]);
    const when = Object.fromEntries(formOf(track).map((each) => [each.name, each.when]));
    expect(when.recipientsFrom).toEqual({ kind: ['attributes', 'event'] });
    expect(when.userColumn).toEqual({ kind: ['attributes', 'event'], recipientsFrom: ['items'] });
    expect(when.attributes).toEqual({ kind: ['attributes'], recipientsFrom: ['json'] });
    expect(when.name).toEqual({ kind: ['event'] });
  });

  it('fills them from the item, the object by the kind', () => {
    expect(from({ kind: 'attributes' })).toEqual({ kind: 'attributes', user: 'u1', attributes: { city: 'Paris', plan: 'gold' } });
    expect(from({ kind: 'event', name: 'bought', variables: 'chosen', variableColumns: [{ variable: 'tier', column: 'plan' }] })).toEqual({
      kind: 'event',
      name: 'bought',
      user: 'u1',
      properties: { tier: 'gold' },
    });
    expect(from({ kind: 'event', name: 'bought', variables: 'none' })).toMatchObject({ properties: {} });
  });

  it('takes them as they are written', () => {
    expect(from({ recipientsFrom: 'json', kind: 'attributes', user: 'u9', attributes: { a: 1 } })).toEqual({
      kind: 'attributes',
      user: 'u9',
      attributes: { a: 1 },
    });
  });
});

describe('the form of an operation that can mean everyone', () => {
  const broadcast = operation({
    ...base,
    fields: {
      recipients: { type: 'rows', label: 'Recipients', description: 'Who', columns: { id: { type: 'text', label: 'ID', description: 'Who', required: true } } },
      all: { type: 'boolean', label: 'All', description: 'Everyone' },
    },
    recipients: {
      rows: 'recipients',
      id: 'id',
      variables: 'properties',
      everybody: { field: 'all', label: 'Everyone', description: 'All people of the segment' },
    },
    retry: 'send',
    returns: 'object',
  });

  it('has it as a choice of its own, never as what is left out', () => {
    const source = formOf(broadcast).find(({ name }) => name === 'recipientsFrom')!.field;
    expect(optionsIn(source).map(({ value }) => value)).toEqual(['everybody', 'items', 'json']);
    expect(names('main', broadcast)).not.toContain('all');
    expect(inputFrom(broadcast, { recipientsFrom: 'everybody' }, {})).toEqual({ all: true });
    expect(inputFrom(broadcast, { recipientsFrom: 'json', recipients: [] }, {})).toEqual({ recipients: [] });
  });
});

describe('a list of which the entries are known', () => {
  const o = operation({
    ...base,
    fields: {
      days: {
        type: 'list',
        label: 'Days',
        description: 'Which days',
        options: [
          { value: '0', label: 'Sunday' },
          { value: '1', label: 'Monday' },
        ],
      },
    },
    retry: 'safe',
    returns: 'object',
  });

  it('takes these alone, as numbers and as text with commas too', () => {
    expect(validate(o, { days: [0, '1'] }, context)).toMatchObject({ input: { days: ['0', '1'] } });
    expect(validate(o, { days: '0, 1' }, context)).toMatchObject({ input: { days: ['0', '1'] } });
    expect(validate(o, { days: ['7'] }, context)).toMatchObject({
      problems: [{ field: 'days[0]', message: "'Days' (days[0]) is '7'; it must be one of 0, 1.", todo: 'Use one of these values.' }],
    });
  });

  it('has its options in the form', () => {
    expect(optionsIn(formOf(o)[0]!.field).map(({ label }) => label)).toEqual(['Sunday', 'Monday']);
  });
});

it('a picker in which nothing was chosen is empty, with what to do', () => {
  const pick = { type: 'choice', label: 'Thing', description: 'Which', required: true, loadOptions: { operation: 'thing.list', value: 'id', label: 'name' } };
  const o = operation({ ...base, fields: { thing: { ...pick, todo: 'Choose a thing.' } }, retry: 'safe', returns: 'object' } as never);
  for (const thing of ['', ' ']) {
    expect(validate(o, { thing }, context)).toEqual({ problems: [{ field: 'thing', message: "'Thing' (thing) is empty.", todo: 'Choose a thing.' }] });
  }
  expect(validate(o, { thing: 't1' }, context)).toEqual({ input: { thing: 't1' } });
});

it('asks for a list of people with the words of its field, and it has to be one', () => {
  const list = formOf(trigger).find(({ name }) => name === 'messages');
  const { label, description } = trigger.fields.messages!;
  expect(list).toMatchObject({ wire: 'messages', field: { type: 'json', label, description, required: true, default: [], limits: { shape: 'array' } } });
  expect(description).toMatch(/\w/);
});

describe('the options of a form', () => {
  const made = (over: object) =>
    formOf(
      operation({ ...base, fields: { length: { type: 'number', label: 'Length', description: 'It' } }, retry: 'safe', returns: 'list', ...over } as never),
    );
  const of = (over: object, name: string) => made(over).find((each) => each.name === name);

  it('ask how many rows are wanted of a list and of a file, but not where a field of the vendor says so, nor of one object', () => {
    expect(of({}, 'returnAll')).toMatchObject({ place: 'main', field: { default: false } });
    expect(of({}, 'limit')).toMatchObject({ when: { returnAll: [false] }, field: { default: 50, limits: { min: 1, whole: true } } });
    expect(of({ returns: 'file' }, 'returnAll')).toMatchObject({ when: { output: ['rows'] }, field: { default: true } });
    expect(of({ returns: 'file' }, 'limit')).toMatchObject({ when: { output: ['rows'], returnAll: [false] } });
    expect(of({ returns: 'file' }, 'output')).toMatchObject({ field: { default: 'rows', options: [{ value: 'file' }, { value: 'rows' }] } });
    expect(of({}, 'output')).toBeUndefined();
    const simplify = (row: object) => row;
    expect(of({ simplify }, 'simplify')).toMatchObject({ place: 'main', field: { type: 'boolean', default: true } });
    expect(of({ simplify }, 'simplify')).not.toHaveProperty('when');
    expect(of({ simplify, returns: 'file' }, 'simplify')).toMatchObject({ when: { output: ['rows'] } });
    expect(of({}, 'simplify')).toBeUndefined();
    for (const over of [{ boundedBy: 'length' }, { returns: 'object' }])
      expect([of(over, 'returnAll'), of(over, 'limit'), of(over, 'output')]).toEqual([undefined, undefined, undefined]);
    expect(optionsFrom(operation({ ...base, fields: {}, retry: 'safe', returns: 'object' }) as never, { returnAll: false, limit: 7 })).toEqual({});
  });

  it('ask for a wait in minutes, and for the time between two questions in seconds', () => {
    const wait = { longestMs: 600_000, everyMs: 30_000, slowestMs: 120_000 };
    expect(of({ wait }, 'longestWait')).toMatchObject({ when: { waitUntilReady: [true] }, field: { default: 10 } });
    expect(of({ wait }, 'askEvery')).toMatchObject({ when: { waitUntilReady: [true] }, field: { default: 30, limits: { min: 1, max: 86_400 } } });
    const o = operation({ ...base, fields: {}, retry: 'safe', returns: 'object', wait } as never);
    expect(of({ wait }, 'longestInterval')).toMatchObject({ when: { waitUntilReady: [true] }, field: { default: 2, limits: { min: 0, max: 1_440 } } });
    expect(optionsFrom(o, { waitUntilReady: true })).toEqual({ longestWaitMs: 600_000, askEveryMs: 30_000, slowestMs: 120_000 });
    expect(optionsFrom(o, { waitUntilReady: true, longestInterval: 0 })).toEqual({ longestWaitMs: 600_000, askEveryMs: 30_000 });
    expect(made({}).some(({ name }) => name === 'waitUntilReady')).toBe(false);
  });
});

it('asks for the filters of a report after the choice of rows, and only for rows', () => {
  const form = formOf(getReport);
  const names = form.map(({ name }) => name);
  expect(names.slice(names.indexOf('output'), names.indexOf('output') + 3)).toEqual(['output', 'onlyFailures', 'channel']);
  expect(form.filter(({ name }) => ['onlyFailures', 'channel'].includes(name)).map(({ when }) => when)).toEqual([{ output: ['rows'] }, { output: ['rows'] }]);
});
