import { exactJson } from '../../../engine';

const BIG = '1234567890123456789';

describe('JSON of others', () => {
  it.each<[text: string, value: unknown]>([
    [`{"id":${BIG}}`, { id: BIG }],
    [`[-${BIG}, ${BIG} ,\n${BIG}]`, [`-${BIG}`, BIG, BIG]],
    [`{"rows":[{"id":${BIG},"deep":{"ids":[1,${BIG}]}}]}`, { rows: [{ id: BIG, deep: { ids: [1, BIG] } }] }],
    [BIG, BIG],
    ['9007199254740991', 9_007_199_254_740_991],
    ['9007199254740992', '9007199254740992'],
    ['-9007199254740993', '-9007199254740993'],
    ['1234567890123456', 1_234_567_890_123_456],
  ])('has whole numbers beyond 2^53 as texts of the same digits: %s', (text, value) => expect(exactJson(text)).toEqual(value));

  it.each([
    ['0.12345678901234567890', Number('0.12345678901234567890')],
    [`${BIG}.5`, Number(`${BIG}.5`)],
    ['12345678901234567890e2', Number('12345678901234567890e2')],
    ['1e400', Infinity],
  ])('leaves fractions and powers alone: %s', (text, value) => expect(exactJson(`{"a":${text}}`)).toEqual({ a: value }));

  it.each([
    `{"text":"an id: ${BIG}, and [${BIG}]"}`,
    `{"${BIG}":1}`,
    `{"a":"\\"${BIG}\\\\","b":"\\\\\\" ${BIG}"}`,
    `{"a":"${'\\\\'.repeat(1_000)}","b":"${BIG}"}`,
    `["${BIG}",{}]`,
  ])('leaves texts and names alone: %s', (text) => expect(exactJson(text)).toEqual(JSON.parse(text)));

  it.each([`{${BIG}:1}`, `[${BIG} 1]`, `0${BIG}`, `{"a":${BIG}`, `"${BIG}`, `+${BIG}`])('is still none where it was none: %s', (text) =>
    expect(() => exactJson(text)).toThrow(SyntaxError),
  );

  it('of many megabytes takes no time to speak of', () => {
    const text = `{"long":"${'x\\"'.repeat(5_000_000)}","ids":[${Array(100_000).fill(BIG).join(',')}]}`;
    const started = performance.now();
    expect((exactJson(text) as { ids: unknown[] }).ids).toHaveLength(100_000);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
