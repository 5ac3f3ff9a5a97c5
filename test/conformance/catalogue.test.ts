import { strToU8, zipSync } from 'fflate';
import {
  formOf,
  operationsOf,
  plan,
  TransportError,
  validate,
  validateCredential,
  type AnyOperation,
  type AnyVendor,
  type Field,
  type Fields,
  type Json,
  type JsonObject,
} from '../../engine';
import { vendors } from '../../vendors';
import { context } from '../support/acme';
import { failureIn, fileOf, jsonOf, NOON, rowsOf, run, sampleAccount, scripted, testHost } from '../support/host';

/**
 * Walks every entry of the catalogue, so that an operation is tested the moment it is written down. What is odd about one
 * operation is tested beside it, in test/unit/<vendor>.
 */

/** Accounts that may call every operation, where the vendor's own defaults rule some out. */
const ACCOUNTS: Readonly<Record<string, JsonObject>> = { braze: { rest_endpoint: 'custom' } };

const retryOf = (o: AnyOperation, input: JsonObject) => (typeof o.retry === 'function' ? o.retry(input as never) : o.retry);

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
  if (field.type === 'list' && field.limits?.max !== undefined)
    found.push({ within: list(field.limits.max), beyond: list(field.limits.max + 1), says: String(field.limits.max) });
  if (field.type === 'choice' && 'options' in field) for (const { value } of field.options) found.push({ within: value, beyond: `${value}-not`, says: value });
  if (field.type === 'json' && field.limits?.shape === 'object') found.push({ within: {}, beyond: [], says: 'JSON object' });
  if (field.type === 'json' && field.limits?.shape === 'array') found.push({ within: [], beyond: {}, says: 'JSON list' });
  if (field.type === 'dateTime') found.push({ within: '2099-05-10T13:00:00+01:00', beyond: 'tomorrow', says: 'date and time' });
  return found;
};

const problemsIn = (o: AnyOperation, input: JsonObject, credential: JsonObject) => {
  const result = validate(o, input, { ...context, now: NOON, timeZone: 'Europe/Paris', credential });
  return 'problems' in result ? result.problems : [];
};

/** Every field with a way to write it into an input, those inside rows and groups too. */
const placesOf = (fields: Fields, base: JsonObject): { path: string; field: Field; write(value: unknown): JsonObject }[] =>
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

/** The file behind the address in an operation's sample answer. */
const fileWith = (o: AnyOperation): Uint8Array => {
  const sample = o.sample as JsonObject;
  const parsed = o.parse({ status: 200, headers: {}, body: o.sampleReply }, [o.sampleInputs[0] as never]);
  if ('files' in parsed && parsed.files.as === 'zip') return zipSync({ 'rows.txt': strToU8(JSON.stringify(sample)) });
  return strToU8(testHost().ports.csv.stringify([Object.keys(sample), Object.values(sample).map(String)]));
};

describe.each(vendors.map((vendor) => [vendor.id, vendor] as const))('%s', (_, vendor: AnyVendor) => {
  const account = sampleAccount(vendor, ACCOUNTS[vendor.id]);
  const problemsOf = (o: AnyOperation, input: JsonObject) => problemsIn(o, input, account.credential);

  it('has a complete account from placeholders and defaults alone', async () => {
    const [first] = operationsOf(vendor);
    const [least] = first!.operation.sampleInputs;
    await expect(plan({ vendor, operation: first!.name, inputs: [least], account }, testHost().ports)).resolves.toHaveLength(1);
  });

  describe.each(operationsOf(vendor).map((each) => [each.name, each.operation] as const))('%s', (name, operation) => {
    const [least, full] = operation.sampleInputs;
    const call = (...inputs: { readonly [wireName: string]: unknown }[]) => ({ vendor, operation: name, inputs, account });

    it('has texts of the form that n8n and Node-RED ask for', () => {
      expect(operation.label).toMatch(/^[A-Z]/);
      expect(operation.action).toMatch(/^[A-Z][^A-Z]*/);
      expect(operation.description).toMatch(/^[A-Z].*[^.]$/);
      for (const { path, field } of placesOf(operation.fields, full)) {
        expect([path, field.label]).toEqual([path, expect.stringMatching(/^(iOS|[A-Z])/)]);
        expect([path, field.description]).toEqual([path, expect.stringMatching(/^[A-Z].*[^.]$/)]);
      }
      const names = formOf(operation).map((each) => each.name);
      expect(new Set(names).size).toBe(names.length);
    });

    it.each([
      ['least', least],
      ['full', full],
    ])('takes its %s input and makes one request below the base URL', async (_which, input) => {
      const planned = await plan(call(input), testHost().ports);
      expect(planned).toHaveLength(1);
      expect(planned[0]!.url.startsWith(vendor.baseUrl(account.credential as never))).toBe(true);
      expect(planned[0]!.url).not.toMatch(/undefined|\[object|[^:]\/\//);
    });

    it('refuses each required field left out, naming it, and sends nothing', async () => {
      for (const [field, { required, dependsOn }] of Object.entries(operation.fields)) {
        if (!required || dependsOn) continue;
        const { [field]: _left, ...without } = least;
        const send = scripted();
        const [outcome] = await run(call(without), testHost({ vendor: send }).ports);
        expect(failureIn(outcome)).toMatchObject({ code: 'validation', field, reached: 'no', todo: expect.stringMatching(/\w+.*\.$/) });
        expect(send.requests).toHaveLength(0);
      }
    });

    it('refuses a field that it does not have', () => {
      expect(problemsOf(operation, { ...least, no_such_field: 1 })).toEqual([expect.objectContaining({ field: 'no_such_field' })]);
    });

    it('keeps to each limit', () => {
      for (const { path, field, write } of placesOf(operation.fields, full)) {
        // By itself: what other fields ask of it is tested beside the operation.
        const { dependsOn: _on, required: _needed, ...alone } = field;
        const problemsAlone = (value: unknown) => validateCredential({ it: alone as Field }, { it: value });
        for (const { within, beyond, says } of edges(field)) {
          expect([path, problemsAlone(within)]).toEqual([path, []]);
          const [problem] = problemsAlone(beyond);
          expect(problem).toMatchObject({ message: expect.stringContaining(field.label) });
          expect(`${problem!.message} ${problem!.todo}`).toContain(says);
          expect([path, problemsOf(operation, write(beyond))]).not.toEqual([path, []]);
        }
      }
    });

    it('refuses a file that is too large, of another kind, or without its columns', async () => {
      for (const [field, { type, ...rest }] of Object.entries(operation.fields)) {
        if (type !== 'file') continue;
        const { limits } = rest as Extract<Field, { type: 'file' }>;
        const rows = operation.recipients?.file?.field === field ? operation.recipients.rows : undefined;
        const { [rows ?? '']: _left, ...others } = least;
        const refused = async (file: unknown) => failureIn((await run(call({ ...others, [field]: file }), testHost({ vendor: scripted() }).ports))[0]);
        const good = limits?.csv ? `${limits.csv.columns.join(',')}\n${limits.csv.columns.map(() => 'x').join(',')}\n` : 'x';
        await expect(plan(call({ ...others, [field]: fileOf(good) }), testHost().ports)).resolves.toHaveLength(1);
        if (limits?.maxBytes)
          expect(await refused(fileOf(good, 'a.csv', limits.maxBytes + 4))).toMatchObject({
            code: 'validation',
            field,
            message: expect.stringContaining('at most'),
          });
        if (limits?.extension) expect(await refused(fileOf(good, 'a.xlsx'))).toMatchObject({ field, message: expect.stringContaining(limits.extension) });
        if (limits?.csv) expect(await refused(fileOf('other\nx\n'))).toMatchObject({ field, message: expect.stringContaining(limits.csv.columns[0]!) });
        expect(await refused('people.csv')).toMatchObject({ field, message: expect.stringContaining('no file') });
      }
    });

    it('turns its sample answer into its sample', async () => {
      const bare = scripted({
        stream: (async function* () {
          if (operation.returns === 'file') yield fileWith(operation);
        })(),
      });
      const waiting = operation.wait && { longestWaitMs: operation.wait.longestMs };
      const [outcome] = await run(
        { ...call(least), ...(waiting && { options: waiting }) },
        testHost({ vendor: scripted({ body: operation.sampleReply }), bare }).ports,
      );
      const got = operation.returns === 'object' ? jsonOf(outcome) : (await rowsOf(outcome))[0];
      expect(got).toEqual(operation.sample);
      if (operation.simplify) expect(Object.keys(operation.simplify(operation.sample)).length).toBeGreaterThan(0);
    });

    it('shows what came where the answer lacks what the document promises', async () => {
      const [outcome] = await run(call(least), testHost({ vendor: scripted({ body: { surprise: true } }) }).ports);
      const error = failureIn(outcome);
      expect(['format', 'outcomeUnknown']).toContain(error.code);
      expect(error.details).toMatchObject({ answer: { surprise: true } });
    });

    describe('when a request fails', () => {
      const retry = retryOf(operation, least);
      const unsafe = retry === 'send' || retry === 'once';
      const { attempts } = vendor.patience;
      const fail = async (...answers: Parameters<typeof scripted>) => {
        const send = scripted(...answers);
        const host = testHost({ vendor: send });
        const [outcome] = await run(call(least), host.ports);
        // What is read afterwards, to find out what became of it, is no repetition.
        const [first] = send.requests;
        const calls = send.requests.filter(({ method, url }) => method === first?.method && url.split('?')[0] === first.url.split('?')[0]).length;
        return { error: failureIn(outcome), calls, slept: host.slept };
      };

      it('repeats it where the connection was never made', async () => {
        const { error, calls, slept } = await fail(new TransportError('ECONNREFUSED', 'no'));
        expect(error).toMatchObject({ code: 'unavailable', reached: 'no' });
        expect(calls).toBe(attempts);
        expect(slept).toHaveLength(attempts - 1);
      });

      it(unsafe ? 'does not repeat it where the answer was lost, and says that the outcome is unknown' : 'repeats it where the answer was lost', async () => {
        for (const lost of [new TransportError('socket hang up', 'maybe'), { status: 500, body: '' }, { status: 503, body: null }]) {
          const { error, calls } = await fail(lost);
          expect(error.code).toBe(unsafe ? 'outcomeUnknown' : 'unavailable');
          expect(calls).toBe(unsafe ? 1 : attempts);
        }
      });

      it('waits as told after a 429', async () => {
        const { error, calls, slept } = await fail({ status: 429, headers: { 'retry-after': '7' } });
        expect(error).toMatchObject({ code: 'rateLimited', retryAfterMs: 7000 });
        expect(calls).toBe(attempts);
        expect(slept).toEqual(Array.from({ length: attempts - 1 }, () => 7000));
      });

      it('says when to come back where a 429 asks for more patience than there is', async () => {
        const { error, calls } = await fail({ status: 429, headers: { 'retry-after': String(vendor.patience.longestWaitMs / 1000 + 1) } });
        expect(error.todo).toMatch(/Try again after \d{4}-\d\d-\d\d \d\d:\d\d/);
        expect(calls).toBe(1);
      });

      it.each([400, 401, 403, 404])('does not repeat it after HTTP %i', async (status) => {
        const { error, calls } = await fail({ status, body: { error_message: 'no' } });
        expect(calls).toBe(1);
        expect(error.todo).toMatch(/\w.*\.$/);
      });
    });
  });
});
