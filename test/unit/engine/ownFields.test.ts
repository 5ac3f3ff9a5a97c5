import { sendOnceFrom } from '../../../engine';
import type { Field } from '../../../engine/catalogue/fields';
import type { FormField } from '../../../engine/form/formField';
import { readOwnFields } from '../../../engine/validate/ownFields';

const own = (name: string, field: object, more: { when?: FormField['when']; wire?: string } = {}): FormField => ({
  name,
  place: 'options',
  field: { label: `The ${name}`, description: 'It', ...field } as Field,
  ...more,
});

const most = own('most', { type: 'number', default: 10, limits: { min: 1, max: 100, whole: true } });
const quiet = own('quiet', { type: 'boolean', default: false });
const guard = own('guard', { type: 'boolean', default: true, protects: true });
const stop = own('stop', { type: 'number', protects: true, limits: { min: 0, whole: true } });
const note = own('note', { type: 'text' });

describe("a form's own fields", () => {
  it('are converted as those of the vendor are', () => {
    expect(readOwnFields([most, quiet, note], { most: '25', quiet: 'yes', note: ' x ' })).toEqual({ values: { most: 25, quiet: true, note: 'x' } });
  });

  it.each([[undefined], [''], ['  '], [null]])('have their default where they hold %j, and are left out where they have none', (blank) => {
    expect(readOwnFields([most, note], { most: blank, note: blank })).toEqual({ values: { most: 10 } });
  });

  it('have their default where they are not there', () => {
    expect(readOwnFields([most, quiet, note], {})).toEqual({ values: { most: 10, quiet: false } });
  });

  it('are held against their limits, all of them, by their labels alone', () => {
    const read = readOwnFields([most, own('other', { type: 'number', limits: { max: 5 } })], { most: 0, other: 6 });
    expect(read).toMatchObject({
      problems: [
        { field: 'most', message: "'The most' is 0; the minimum is 1." },
        { field: 'other', message: "'The other' is 6; the maximum is 5." },
      ],
    });
    expect(readOwnFields([most], { most: 100 })).toEqual({ values: { most: 100 } });
  });

  it.each([
    ['off', false],
    [false, false],
    ['false', false],
    [0, false],
    ['on', true],
    ['', true],
    ['perhaps', true],
    [null, true],
  ])('that protect are on unless they are plainly off: %j', (said, is) => {
    expect(readOwnFields([guard], { guard: said })).toEqual({ values: { guard: is } });
  });

  it('that protect, and are no switch, are refused where they are there and say nothing', () => {
    expect(readOwnFields([stop], { stop: '' })).toEqual({
      problems: [{ field: 'stop', message: "'The stop' is set but empty.", todo: expect.stringMatching(/^Check the expression/) }],
    });
    expect(readOwnFields([stop], {})).toEqual({ values: {} });
    expect(readOwnFields([stop], { stop: undefined })).toEqual({ values: {} });
    expect(readOwnFields([stop], { stop: '0' })).toEqual({ values: { stop: 0 } });
  });

  it('are looked at only while they are shown, by what was read before them', () => {
    const kept = own('kept', { type: 'number', limits: { max: 5 } }, { when: { quiet: [true] } });
    expect(readOwnFields([quiet, kept], { quiet: 'no', kept: 6 })).toEqual({ values: { quiet: false, kept: 6 } });
    expect(readOwnFields([quiet, kept], { quiet: 'yes', kept: 6 })).toMatchObject({ problems: [{ field: 'kept' }] });
  });

  it('are not those of the vendor, nor files, which are read elsewhere', () => {
    const wired = own('wired', { type: 'number', limits: { max: 5 } }, { wire: 'wired' });
    expect(readOwnFields([wired, own('file', { type: 'file' })], { wired: 6, file: 'data' })).toEqual({ values: { wired: 6, file: 'data' } });
  });
});

describe('a send-once key', () => {
  it('is kept for as many hours as the form says', () => {
    expect(sendOnceFrom({ sendOnceKey: ' june ', sendOnceHours: 24 })).toEqual({ key: 'june', forMs: 86_400_000 });
    expect(sendOnceFrom({ sendOnceKey: 7, sendOnceHours: 1 })).toEqual({ key: '7', forMs: 3_600_000 });
  });

  it.each([[undefined], [''], ['  '], [null]])('is none where the form holds %j', (blank) => {
    expect(sendOnceFrom({ sendOnceKey: blank, sendOnceHours: 24 })).toBeUndefined();
  });
});
