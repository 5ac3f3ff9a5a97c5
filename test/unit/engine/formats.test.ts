import { FORMATS, hasFormat, operation, type FormatName, type JsonObject } from '../../../engine';
import { acme, base, call } from '../../support/acme';
import { failureIn, run, scripted, testHost } from '../../support/host';

describe('a text in a form', () => {
  it.each<[FormatName, string, boolean]>([
    ['timeZone', 'Europe/Paris', true],
    ['timeZone', 'UTC', true],
    ['timeZone', 'Etc/UTC', true],
    ['timeZone', 'Etc/GMT+5', true],
    ['timeZone', 'America/Port-au-Prince', true],
    ['timeZone', 'Asia/Calcutta', true],
    ['timeZone', '+02:00', false],
    ['timeZone', '+0200', false],
    ['timeZone', 'utc', false],
    ['timeZone', 'Europe/Paris ', false],
    ['timeZone', 'Mars/Olympus', false],
    ['currency', 'JPY', true],
    ['currency', 'ZWG', true],
    ['currency', 'XCG', true],
    ['currency', 'usd', false],
    ['currency', 'ABC', false],
    ['country', 'GB', true],
    ['country', 'UK', true],
    ['country', 'QQ', false],
    ['language', 'pt', true],
    ['language', 'fil', false],
    ['longLanguage', 'fil', true],
    ['email', 'bob@example.com', true],
    ['email', 'b\u00f6b@b\u00fccher.example', true],
    ['email', `${'a'.repeat(65)}@example.com`, false],
    ['email', `a@${'b'.repeat(250)}.com`, false],
    ['phone', '+4179', false],
    ['phone', '+41791234567', true],
    ['url', 'HTTPS://example.com', true],
    ['url', 'https://?x', false],
    ['templateUrl', 'https://example.com/{{ user }}', true],
    ['templateUrl', '{% if a %}https://example.com{% endif %}', true],
    ['templateUri', 'tel:+4179', true],
  ])('%s: %s: %s', (format, text, fits) => {
    expect(hasFormat(format, text)).toBe(fits);
    expect(hasFormat(format, text)).toBe(fits);
  });

  it('has a name that can stand in a sentence', () => {
    for (const { noun } of Object.values(FORMATS)) expect(noun).toMatch(/^(?:URL|[a-z]).*(?<!\.)$/);
  });
});

describe('a field', () => {
  const reading = (fields: object) =>
    acme({
      read: operation({
        ...base,
        fields,
        retry: 'safe',
        returns: 'object',
        request: ([input]: [JsonObject]) => ({ method: 'POST', path: '/things', body: { json: input } }),
        parse: () => ({ one: {} }),
      } as never),
    });
  const sent = async (fields: object, input: JsonObject) => {
    const send = scripted({ body: {} });
    const [outcome] = await run(call(reading(fields), 'thing.read', [input]), testHost({ vendor: send }).ports);
    return { outcome, bodies: send.requests.map(({ json }) => json) };
  };
  const zone = { type: 'text', label: 'Zone', description: 'A zone', limits: { format: 'timeZone' } };
  const addresses = { type: 'list', label: 'Addresses', description: 'Addresses', limits: { format: 'email' } };
  const id = { type: 'text', label: 'Thing', description: 'A thing', required: true, inPath: true };
  const text = { type: 'text', label: 'Text', description: 'A text' };

  it('with a form refuses what has another, by its label, and an entry by its place', async () => {
    const one = await sent({ zone }, { zone: '+02:00' });
    expect(failureIn(one.outcome)).toMatchObject({
      code: 'validation',
      field: 'zone',
      message: "'Zone' (zone) is '+02:00', which is not a valid time zone name (IANA).",
    });
    const two = await sent({ addresses }, { addresses: ['bob@example.com', 'bob'] });
    expect(failureIn(two.outcome)).toMatchObject({
      code: 'validation',
      field: 'addresses[1]',
      message: "'Addresses' (addresses[1]) is 'bob', which is not a valid email address.",
    });
    expect([...one.bodies, ...two.bodies]).toEqual([]);
  });

  it('with a form takes spaces for nothing where it may be left out', async () => {
    expect((await sent({ zone }, { zone: '  ' })).bodies).toEqual([{}]);
    expect(failureIn((await sent({ zone: { ...zone, required: true } }, { zone: '  ' })).outcome)).toMatchObject({ message: "'Zone' (zone) is empty." });
  });

  it.each([
    ['..', "is '..', which has a special meaning in a URL"],
    [' . ', "is '.', which has a special meaning in a URL"],
    ['a/b', "contains '/'"],
    ['a?b', "contains '?'"],
    ['a#b', "contains '#'"],
    ['a\nb', 'contains a control character'],
    ['  ', 'is empty'],
    ['a\ud800', 'contains an incomplete character'],
  ])('that stands in a path refuses %j', async (value, says) => {
    const { outcome, bodies } = await sent({ id }, { id: value });
    expect(failureIn(outcome)).toMatchObject({ code: 'validation', field: 'id', message: expect.stringContaining(`'Thing' (id) ${says}`) });
    expect(bodies).toEqual([]);
  });

  it('that stands in a path is taken without spaces around it', async () => {
    expect((await sent({ id }, { id: ' a..b \n' })).bodies).toEqual([{ id: 'a..b' }]);
  });

  it.each(['a\ud83d', '\ude00a', '\ude00\ud83d'])('of any text refuses half a character', async (value) => {
    const { outcome, bodies } = await sent({ text }, { text: value });
    expect(failureIn(outcome)).toMatchObject({
      code: 'validation',
      field: 'text',
      message: expect.stringContaining("'Text' (text) contains an incomplete character"),
    });
    expect(bodies).toEqual([]);
    expect((await sent({ text }, { text: 'a\ud83d\ude00' })).bodies).toEqual([{ text: 'a\u{1f600}' }]);
  });

  it('that a picker fills is no mere space, though it may be left out', async () => {
    const picker = { type: 'choice', label: 'Segment', description: 'A segment', loadOptions: { operation: 'thing.read', value: 'id', label: 'id' } };
    const { outcome, bodies } = await sent({ picker }, { picker: '  ' });
    expect(failureIn(outcome)).toMatchObject({ code: 'validation', field: 'picker', message: "'Segment' (picker) is empty." });
    expect(bodies).toEqual([]);
    expect((await sent({ picker }, { picker: '' })).bodies).toEqual([{}]);
  });
});
