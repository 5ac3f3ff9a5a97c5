import { strToU8, zipSync } from 'fflate';
import {
  formOf,
  isObject,
  operationOf,
  operationsOf,
  plan,
  TransportError,
  type AnyOperation,
  type AnyVendor,
  type Field,
  type JsonObject,
} from '../../engine';
import { vendors } from '../../vendors';
import { context } from '../support/acme';
import { failureIn, fileOf, jsonOf, rowsOf, run, sampleAccount, scripted, testHost } from '../support/host';
import { expectLimits, expectTexts, problemsIn } from './fields';

/**
 * Walks every entry of the catalogue, so that an operation is tested the moment it is written down. What is odd about one
 * operation is tested beside it, in test/unit/<vendor>.
 */

/** Accounts that may call every operation, where the vendor's own defaults rule some out. */
const ACCOUNTS: Readonly<Record<string, JsonObject>> = { braze: { rest_endpoint: 'custom' } };

const retryOf = (o: AnyOperation, input: JsonObject) => (typeof o.retry === 'function' ? o.retry(input, context) : o.retry);

/** The file behind the address in an operation's sample answer. */
const fileWith = (o: AnyOperation): Uint8Array => {
  const sample = o.sample as JsonObject;
  const parsed = o.parse({ status: 200, headers: {}, body: o.sampleReply }, [o.sampleInputs[0]]);
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
      expectTexts(operation, full);
      const names = formOf(operation).map((each) => each.name);
      expect(new Set(names).size).toBe(names.length);
    });

    it.each([
      ['least', least],
      ['full', full],
    ])('takes its %s input and makes one request below the base URL', async (_which, input) => {
      const planned = await plan(call(input), testHost().ports);
      expect(planned).toHaveLength(1);
      expect(planned[0]!.url.startsWith(vendor.baseUrl(account.credential))).toBe(true);
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

    it('does not send what it is not offered for', async () => {
      for (const [wire, { offeredFor }] of Object.entries(operation.fields)) {
        const decides = offeredFor && operation.fields[offeredFor.field];
        if (!offeredFor || decides?.type !== 'list' || full[wire] === undefined) continue;
        const { [wire]: _left, ...others } = full;
        const ticked = (full[offeredFor.field] as readonly string[]).filter((each) => !offeredFor.is.includes(each));
        if (ticked.length === 0) continue;
        const [without, beside] = await Promise.all([others, full].map((input) => plan(call({ ...input, [offeredFor.field]: ticked }), testHost().ports)));
        expect([wire, beside!.map(({ body }) => body)]).toEqual([wire, without!.map(({ body }) => body)]);
        const words = new RegExp(`^'${operation.fields[wire]!.label}' is .*not sent`);
        expect(beside!.flatMap(({ warnings }) => warnings)).toContainEqual(expect.stringMatching(words));
      }
    });

    it('keeps to each limit', () => {
      expectLimits(operation.fields, full, (input) => problemsOf(operation, input));
    });

    it('keeps each value that stands in its path in one piece, or refuses it, naming the field', async () => {
      const piecesOf = (requests: readonly { readonly url: string }[]) => requests.map(({ url }) => new URL(url).pathname.split('/').length);
      const send = scripted({ body: operation.sampleReply });
      await run(call(full), testHost({ vendor: send }).ports);
      const [expected] = piecesOf(send.requests);
      for (const [path, field] of Object.entries(operation.fields)) {
        if (!(path in full) || (field.type !== 'text' && !(field.type === 'choice' && 'loadOptions' in field))) continue;
        for (const odd of ['..', '.', ' .. ', 'a/b', '../b', 'a?b', 'a#b', 'a\\b', 'a\nb', 'a\u0000b', 'a\ud800', '\udc00a']) {
          const sent = scripted({ body: operation.sampleReply });
          const [outcome] = await run(call({ ...full, [path]: odd }), testHost({ vendor: sent }).ports);
          if (outcome?.state === 'failed' && outcome.error.code === 'validation') {
            expect([path, odd, sent.requests.length]).toEqual([path, odd, 0]);
            expect(outcome.error.message).toContain(`'${field.label}'`);
          } else expect([path, odd, piecesOf(sent.requests.slice(0, 1))]).toEqual([path, odd, [expected]]);
        }
      }
    });

    it('refuses a file that is too large, of another kind, or without its columns', async () => {
      for (const [field, { type, ...file }] of Object.entries(operation.fields)) {
        if (type !== 'file') continue;
        const { limits } = file as Extract<Field, { type: 'file' }>;
        const rows = operation.recipients?.file?.field === field ? operation.recipients.rows : undefined;
        const { [rows ?? '']: _left, ...rest } = least;
        // One that only a choice asks for takes the place of what another choice asks for.
        const { dependsOn } = operation.fields[field]!;
        const isElse = (name: string): boolean => {
          const of = operation.fields[name]?.dependsOn;
          return dependsOn !== undefined && of?.field === dependsOn.field && !of.is.includes(dependsOn.is[0]!);
        };
        const others = {
          ...Object.fromEntries(Object.entries(rest).filter(([name]) => !isElse(name))),
          ...(dependsOn && { [dependsOn.field]: dependsOn.is[0]! }),
        };
        const refused = async (file: unknown) => failureIn((await run(call({ ...others, [field]: file }), testHost({ vendor: scripted() }).ports))[0]);
        const good = limits?.csv ? `${limits.csv.columns.join(',')}\n${limits.csv.columns.map(() => 'x').join(',')}\n` : 'x';
        // What is read to understand the file is answered by its own sample.
        const known = operation.fileRows?.known && { vendor: scripted({ body: operationOf(vendor, operation.fileRows.known.operation).sampleReply }) };
        await expect(plan(call({ ...others, [field]: fileOf(good) }), testHost(known).ports)).resolves.toHaveLength(1);
        if (limits?.maxBytes)
          expect(await refused(fileOf(good, 'a.csv', limits.maxBytes + 4))).toMatchObject({
            code: 'validation',
            field,
            message: expect.stringContaining('at most'),
          });
        if (limits?.extension) expect(await refused(fileOf(good, 'a.xlsx'))).toMatchObject({ field, message: expect.stringContaining(limits.extension) });
        if (limits?.csv) expect(await refused(fileOf('other\nx\n'))).toMatchObject({ field, message: expect.stringContaining(limits.csv.columns[0]!) });
        expect(await refused('people.csv')).toMatchObject({ field, message: expect.stringContaining('does not contain a file') });
      }
    });

    it('turns its sample answer into its sample', async () => {
      const unauthenticated = scripted({
        stream: (async function* () {
          if (operation.returns === 'file') yield fileWith(operation);
        })(),
      });
      const waiting = operation.wait && { longestWaitMs: operation.wait.longestMs };
      // What is read before a send is answered by its own sample.
      const consulted = operation.preflight ? [{ body: operationOf(vendor, operation.preflight.operation).sampleReply }] : [];
      const [outcome] = await run(
        { ...call(least), ...(waiting && { options: waiting }) },
        testHost({ vendor: scripted(...consulted, { body: operation.sampleReply }), unauthenticated }).ports,
      );
      const got = operation.returns === 'object' ? jsonOf(outcome) : (await rowsOf(outcome))[0];
      expect(got).toEqual(operation.sample);
      expect(isObject(operation.sample)).toBe(true);
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
      const unsafe = retry === 'send' || retry === 'nonIdempotent';
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
        // Within a time, not a number of tries, and none before the time that was named.
        expect(calls).toBeGreaterThan(attempts);
        expect(Math.min(...slept)).toBeGreaterThan(7000);
        const waited = slept.reduce((all, ms) => all + ms, 0);
        expect(waited).toBeLessThan(vendor.patience.longestRetryWaitMs + 60_000);
        expect(waited).toBeGreaterThan(vendor.patience.longestRetryWaitMs - 60_000);
      });

      it('says when to come back where a 429 asks for more patience than there is', async () => {
        const { error, calls } = await fail({ status: 429, headers: { 'retry-after': String(vendor.patience.longestRetryWaitMs / 1000 + 1) } });
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
