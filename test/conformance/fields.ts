import { validate, validateCredential, type Field, type Fields, type FormatName, type FormDefinition, type Json, type JsonObject } from '../../engine';
import { context } from '../support/acme';
import { NOON } from '../support/host';

/** What has a form and what has it not, from the standards, and words that the message must hold. */
const FORMS: Readonly<Record<FormatName, { readonly good: string; readonly bad: readonly string[]; readonly says: string }>> = {
  country: { good: 'DE', bad: ['de', 'DEU', 'XX', 'ZZ', 'Germany'], says: 'ISO 3166-1' },
  currency: { good: 'EUR', bad: ['eur', 'EU', '\u20ac', 'EUX'], says: 'ISO 4217' },
  email: {
    good: 'bob.o-brien+news@mail.example.co.uk',
    bad: [
      'bob',
      'bob@',
      '@example.com',
      'bob@example',
      'bob@@example.com',
      'bob @example.com',
      'Bob <bob@example.com>',
      'a@x.com,b@x.com',
      'bob@example..com',
      'bob\u200b@example.com',
    ],
    says: 'email address',
  },
  language: { good: 'de', bad: ['DE', 'ger', 'xx', 'German'], says: 'ISO 639-1' },
  longLanguage: { good: 'fil', bad: ['FIL', 'xx', 'German'], says: 'ISO 639-1' },
  phone: { good: '+15043277269', bad: ['15043277269', '+0043277269', '+1 504 327 7269', '+1504', '+12345678901234567'], says: 'E.164' },
  templateUri: { good: 'myapp://*@deeplink@*', bad: ['offers', 'www.example.com', 'https://example.com/a b'], says: 'deep link' },
  templateUrl: {
    good: 'https://example.com/{{id}}.png',
    bad: ['picture.png', 'ftp://example.com/a', 'https://', 'https://example.com/a b'],
    says: 'URL',
  },
  timeZone: {
    good: 'America/Argentina/Buenos_Aires',
    bad: ['+02:00', '-0500', 'UTC+2', 'GMT+2', 'Europe/Nowhere', 'europe/paris', 'CEST', 'Paris'],
    says: 'time zone',
  },
  uri: { good: 'myapp://offers', bad: ['offers', 'https://example.com/a b'], says: 'deep link' },
  url: {
    good: 'http://example.com:8080/a?b=c#d',
    bad: ['example.com', 'ftp://example.com/a', 'https://', 'https:///a', 'https://example.com/a b'],
    says: 'URL',
  },
};

/** Values at a field's limit and just beyond it, with words that the message must hold. */
const edges = (field: Field): { within: unknown; beyond: unknown; says: string }[] => {
  const found: { within: unknown; beyond: unknown; says: string }[] = [];
  const x = (n: number) => 'x'.repeat(n);
  const list = (n: number) => Array.from({ length: n }, (_, i) => `entry${i}`);
  if (field.type === 'text' && field.limits?.max !== undefined)
    found.push({ within: x(field.limits.max), beyond: x(field.limits.max + 1), says: String(field.limits.max) });
  if (field.type === 'number' && field.limits?.max !== undefined)
    found.push({ within: field.limits.max, beyond: field.limits.max + 1, says: String(field.limits.max) });
  if (field.type === 'number' && field.limits?.min !== undefined)
    found.push({ within: field.limits.min, beyond: field.limits.min - 1, says: String(field.limits.min) });
  if (field.type === 'list' && field.limits?.max !== undefined) {
    const { max, format: of } = field.limits;
    const entries = (count: number): readonly string[] => (of === undefined ? list(count) : list(count).map(() => FORMS[of].good));
    found.push({ within: entries(max), beyond: entries(max + 1), says: String(max) });
  }
  if (field.type === 'choice' && 'options' in field) for (const { value } of field.options) found.push({ within: value, beyond: `${value}-not`, says: value });
  if (field.type === 'json' && field.limits?.shape === 'object') found.push({ within: {}, beyond: [], says: 'JSON object' });
  if (field.type === 'json' && field.limits?.shape === 'array') found.push({ within: [], beyond: {}, says: 'JSON list' });
  if (field.type === 'dateTime') found.push({ within: '2099-05-10T13:00:00+01:00', beyond: 'tomorrow', says: 'date and time' });
  const format = field.type === 'text' || field.type === 'list' ? field.limits?.format : undefined;
  if (format !== undefined) {
    const { good, bad, says } = FORMS[format];
    const put = (value: string) => (field.type === 'list' ? [value] : value);
    for (const beyond of bad) found.push({ within: put(good), beyond: put(beyond), says });
  }
  return found;
};

export const problemsIn = (o: FormDefinition, input: JsonObject, credential: JsonObject) => {
  const result = validate(o, input, { ...context, now: NOON, timeZone: 'Europe/Paris', credential });
  return 'problems' in result ? result.problems : [];
};

/** Every field with a way to write it into an input, those inside rows and groups too. */
export const placesOf = (fields: Fields, base: JsonObject): { path: string; field: Field; write(value: unknown): JsonObject }[] =>
  Object.entries(fields).flatMap(([name, field]) => {
    const own = { path: name, field, write: (value: unknown) => ({ ...base, [name]: value as Json }) };
    if (field.type !== 'rows' && field.type !== 'group') return [own];
    const rows = base[name] as readonly JsonObject[] | JsonObject | undefined;
    const inner = (field.type === 'rows' ? (rows as readonly JsonObject[] | undefined)?.[0] : (rows as JsonObject | undefined)) ?? {};
    return [
      own,
      ...placesOf(field.columns, inner).map((place) => ({
        path: field.type === 'rows' ? `${name}[0].${place.path}` : `${name}.${place.path}`,
        field: place.field,
        write: (value: unknown): JsonObject => ({ ...base, [name]: field.type === 'rows' ? [place.write(value)] : place.write(value) }),
      })),
    ];
  });

/** Texts in the form that n8n and Node-RED ask for. */
export const expectTexts = (
  { label, action, description, fields }: Pick<FormDefinition, 'label' | 'action' | 'description' | 'fields'>,
  full: JsonObject,
): void => {
  expect(label).toMatch(/^[A-Z]/);
  expect(action).toMatch(/^[A-Z][^A-Z]*/);
  expect(description).toMatch(/^[A-Z].*[^.]$/);
  for (const { path, field } of placesOf(fields, full)) {
    expect([path, field.label]).toEqual([path, expect.stringMatching(/^(iOS|[A-Z])/)]);
    expect([path, field.description]).toEqual([path, expect.stringMatching(/^[A-Z].*[^.]$/)]);
  }
};

/** Each limit of each field: what is at it is taken, what is beyond it refused with its label and the limit. */
export const expectLimits = (fields: Fields, full: JsonObject, problemsOf: (input: JsonObject) => readonly unknown[]): void => {
  for (const { path, field, write } of placesOf(fields, full)) {
    // By itself: what other fields ask of it is tested beside the operation.
    const { dependsOn: _on, required: _needed, ...alone } = field;
    const problemsAlone = (value: unknown) => validateCredential({ it: alone as Field }, { it: value });
    for (const { within, beyond, says } of edges(field)) {
      expect([path, problemsAlone(within)]).toEqual([path, []]);
      const [problem] = problemsAlone(beyond);
      expect(problem).toMatchObject({ message: expect.stringContaining(field.label) });
      expect(`${problem!.message} ${problem!.todo}`).toContain(says);
      expect([path, problemsOf(write(beyond))]).not.toEqual([path, []]);
    }
  }
};
