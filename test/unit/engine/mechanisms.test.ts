import { operation, type CampaignError, type Json, type JsonObject, type Paging, type Problem } from '../../../engine';
import { shownAddress } from '../../../engine/base/address';
import { utf8Length, sayBytes } from '../../../engine/base/bytes';
import { chunk } from '../../../engine/request/chunk';
import { isoWithOffset, sayDuration } from '../../../engine/base/dates';
import { camelCase } from '../../../engine/base/names';
import { mayRepeat, waitsFor } from '../../../engine/request/retry';
import { validate, validateCredential } from '../../../engine/validate/validate';
import { acme, base, call, context, listing } from '../../support/acme';
import { failureIn, rowsOf, run, scripted, testHost } from '../../support/host';

const things = (...ids: number[]) => ({ body: { things: ids.map((id) => ({ id })) } });

describe('pages', () => {
  const read = async (paging: Paging, vendorSend: ReturnType<typeof scripted>, options = {}, over = {}) => {
    const [outcome] = await run(call(acme({ list: listing(paging, over) }), 'thing.list', [{}], options), testHost({ vendor: vendorSend }).ports);
    return (await rowsOf(outcome)).map(({ id }) => id);
  };
  const urls = (send: ReturnType<typeof scripted>) => send.requests.map(({ url }) => url.replace('https://api.acme.example/things', ''));

  it('by number end at a short one', async () => {
    const send = scripted(things(1, 2), things(3, 4), things(5));
    expect(await read({ by: 'page', param: 'page', first: 0, full: 2 }, send)).toEqual([1, 2, 3, 4, 5]);
    expect(urls(send)).toEqual(['', '?page=1', '?page=2']);
  });

  it('by number end at an empty one', async () => {
    expect(await read({ by: 'page', param: 'page', first: 0, full: 2 }, scripted(things(1, 2), things()))).toEqual([1, 2]);
  });

  it('by offset count the rows', async () => {
    const send = scripted(things(1, 2), things(3));
    expect(await read({ by: 'offset', param: 'offset', size: { param: 'limit', max: 2 } }, send)).toEqual([1, 2, 3]);
    expect(urls(send)).toEqual(['', '?offset=2']);
  });

  it('by offset go on until the total that the vendor names, over pages shorter than asked for', async () => {
    const some = (total: number, ...ids: number[]) => ({ body: { ...things(...ids).body, total } });
    const total = (body: Json) => (body as { total?: number }).total;
    const send = scripted(some(4, 1, 2), some(4, 3), some(4, 4));
    expect(await read({ by: 'offset', param: 'offset', size: { param: 'limit', max: 3 }, total }, send)).toEqual([1, 2, 3, 4]);
    expect(urls(send)).toEqual(['', '?offset=2', '?offset=3']);
  });

  it('by offset give a row once that comes again because new ones moved the pages', async () => {
    const send = scripted(things(1, 2), things(2, 3), things(4));
    expect(await read({ by: 'offset', param: 'offset', size: { param: 'limit', max: 2 }, key: 'id' }, send)).toEqual([1, 2, 3, 4]);
    expect(urls(send)).toEqual(['', '?offset=2', '?offset=4']);
  });

  it.each([
    ['page', { by: 'page', param: 'start', first: 1, full: 2 } as const, ['?start=5', '?start=6']],
    ['offset', { by: 'offset', param: 'start', size: { param: 'limit', max: 2 } } as const, ['?start=5', '?start=7']],
  ])('by %s go on from where the first one began', async (_, paging, expected) => {
    const send = scripted(things(1, 2), things(3));
    const request = () => ({ method: 'GET', path: '/things', query: { start: 5 } });
    expect(await read(paging, send, {}, { request })).toEqual([1, 2, 3]);
    expect(urls(send)).toEqual(expected);
  });

  it('are as long as the vendor says that they are', async () => {
    const some = (...ids: number[]) => ({ body: { ...things(...ids).body, page_size: 2 } });
    const answered = (body: Json) => (body as { page_size?: number }).page_size;
    const send = scripted(some(1, 2), some(3));
    expect(await read({ by: 'page', param: 'page', first: 1, size: { param: 'page_size', max: 5000, answered } }, send)).toEqual([1, 2, 3]);
  });

  describe('that lead in a circle', () => {
    /** What is read until it fails, and with what. */
    const readOn = async (paging: Paging, send: ReturnType<typeof scripted>) => {
      const [outcome] = await run(call(acme({ list: listing(paging) }), 'thing.list'), testHost({ vendor: send }).ports);
      const ids: unknown[] = [];
      try {
        if (outcome?.state !== 'done' || outcome.output.kind !== 'rows') throw new Error('no rows');
        for await (const rows of outcome.output.rows()) ids.push(...rows.map(({ id }) => id));
      } catch (error) {
        return { ids, error: error as CampaignError };
      }
      return { ids };
    };
    const failed = { code: 'format', message: expect.stringMatching(/keeps returning the same page of the list.*may be incomplete/) };
    const offset = { by: 'offset', param: 'offset', size: { param: 'limit', max: 2 } } as const;

    it('by a token that comes twice fail, and say so', async () => {
      const next = ({ body }: { body: Json }) => (body as { next?: string }).next;
      const page = (id: number, token?: string) => ({ body: { things: [{ id }], ...(token && { next: token }) } });
      const send = scripted(page(1, 'a'), page(2, 'b'), page(3, 'a'));
      expect(await readOn({ by: 'token', param: 'cursor', next }, send)).toMatchObject({ ids: [1, 2, 3], error: failed });
      expect(urls(send)).toEqual(['', '?cursor=a', '?cursor=b']);
    });

    it.each<[string, Paging]>([
      ['page', { by: 'page', param: 'page', first: 0, full: 2 }],
      ['offset', offset],
      ['offset with a total that is never reached', { ...offset, total: () => 1_000_000 }],
      // A token of its own for each, and nothing new behind it.
      ['token', { by: 'token', param: 'cursor', next: () => `${Math.random()}` }],
    ])('by %s and the same one for ever fail after a few, which are given once', async (_, paging) => {
      const send = scripted(things(1, 2));
      expect(await readOn(paging, send)).toMatchObject({ ids: [1, 2], error: failed });
      expect(send.requests.length).toBeLessThanOrEqual(12);
    });

    it('fail also in a list that moves and whose rows may look alike, once that is no accident any more', async () => {
      const ids = Array.from({ length: 300 }, (_, i) => i);
      const send = scripted(things(...ids));
      expect(await readOn({ by: 'page', param: 'page', first: 0, full: 300, shifts: 'id' }, send)).toMatchObject({ ids, error: failed });
      expect(send.requests.length).toBeLessThanOrEqual(12);
      const alike = scripted(...Array.from({ length: 60 }, () => things(7, 7)), things(8));
      expect((await readOn({ by: 'page', param: 'page', first: 0, full: 2, shifts: 'id' }, alike)).error).toBeUndefined();
    });

    it('are no circle where long pages begin and end alike', async () => {
      const pages = Array.from({ length: 12 }, (_, page) =>
        things(...Array.from({ length: page < 11 ? 300 : 1 }, (_each, i) => (i > 250 && i < 290 ? page : i))),
      );
      const { ids, error } = await readOn({ by: 'page', param: 'page', first: 0, full: 300 }, scripted(...pages));
      expect([ids.length, error]).toEqual([3_301, undefined]);
    });

    it('from one to the other and back fail too', async () => {
      const pages = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? things(1, 2) : things(3, 4)));
      const send = scripted(...pages);
      expect(await readOn({ by: 'page', param: 'page', first: 0, full: 2 }, send)).toMatchObject({ ids: [1, 2, 3, 4], error: failed });
      expect(send.requests.length).toBeLessThan(10);
    });

    it('with rows that are known by their key, in whatever order and form, fail', async () => {
      const pages = Array.from({ length: 20 }, (_, i) => ({
        body: {
          things: [
            { id: 1 + (i % 2), at: i },
            { id: 2 - (i % 2), at: i },
          ],
        },
      }));
      const send = scripted(...pages);
      expect(await readOn({ ...offset, key: 'id' }, send)).toMatchObject({ ids: [1, 2], error: failed });
      expect(send.requests.length).toBeLessThan(10);
    });

    it('are no circle where a few look alike and others follow: all are given', async () => {
      const send = scripted(things(1, 1), things(1, 1), things(1, 1), things(2, 3), things(1, 1), things(4));
      expect(await readOn({ by: 'page', param: 'page', first: 0, full: 2 }, send)).toEqual({ ids: [1, 1, 1, 1, 1, 1, 2, 3, 1, 1, 4] });
    });
  });

  it('are not fetched beyond the limit', async () => {
    const send = scripted(things(1, 2), things(3, 4));
    expect(await read({ by: 'page', param: 'page', first: 0, full: 2 }, send, { limit: 2 })).toEqual([1, 2]);
    expect(send.requests).toHaveLength(1);
  });

  it('that fail later are an error at the reader, not a short list', async () => {
    await expect(
      read({ by: 'page', param: 'page', first: 0, full: 1 }, scripted(things(1), { status: 429, headers: { 'retry-after': '999' } })),
    ).rejects.toMatchObject({ code: 'rateLimited' });
  });
});

describe('the rate limiter', () => {
  const ask = async (over: object, answers: Parameters<typeof scripted>, n: number) => {
    const v = acme({ list: listing({ by: 'page', param: 'p', first: 0 }) }, over);
    const host = testHost({ vendor: scripted(...answers) });
    const one = call(v, 'thing.list');
    for (let i = 0; i < n; i++) await run(one, host.ports);
    return host;
  };

  it('waits for a place in the window', async () => {
    const { slept } = await ask({ quotas: { default: { calls: 2, perMs: 1000 } } }, [things()], 5);
    expect(slept).toEqual([1000, 1000]);
  });

  it("closes until the reset that the vendor's headers name", async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.UTC(2026, 0, 15, 12) / 1000 + 30) };
    const { slept } = await ask({}, [{ ...things(), headers }, things()], 3);
    // Half of the spread, as chance has it here.
    expect(slept).toEqual([30_000 + 2_500]);
  });

  it('waits until that reset after a 429 without Retry-After', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.UTC(2026, 0, 15, 12) / 1000 + 45) };
    const { slept } = await ask({}, [{ status: 429, headers }, things()], 1);
    expect(slept).toEqual([45_000 + 2_500]);
  });
});

describe('the retry table', () => {
  const failure = (code: 'rateLimited' | 'unavailable' | 'rejected', reached: 'no' | 'maybe' | 'yes') => ({ code, reached, message: '', todo: '' });

  it.each([
    ['rateLimited', 'yes', [true, true, true, true]],
    ['unavailable', 'no', [true, true, true, true]],
    ['unavailable', 'maybe', [true, true, false, false]],
    ['rejected', 'yes', [false, false, false, false]],
  ] as const)('%s, reached %s', (code, reached, allowed) => {
    expect((['safe', 'idempotent', 'nonIdempotent', 'send'] as const).map((retry) => mayRepeat(failure(code, reached), retry))).toEqual(allowed);
  });

  it('backs off exponentially with full jitter, bounded in tries and in time', () => {
    const patience = { attempts: 8, longestRetryWaitMs: 10_000 };
    const waits = waitsFor(patience, () => 1);
    expect(Array.from({ length: 8 }, () => waits.next(failure('unavailable', 'no')))).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000, 10_000, undefined]);
    expect(waitsFor(patience, () => 0).next(failure('unavailable', 'no'))).toBe(0);
  });

  it('waits for a limit within a time, not a number of tries, and never at once', () => {
    const waits = waitsFor({ attempts: 2, longestRetryWaitMs: 60_000 }, () => 0);
    const all = Array.from({ length: 100 }, () => waits.next({ ...failure('rateLimited', 'yes'), retryAfterMs: 1_000 }));
    expect(all.filter((wait) => wait !== undefined)).toEqual(Array.from({ length: 60 }, () => 1_000));
    // A moment that is over, or none, is no reason to come back in the same instant.
    for (const retryAfterMs of [undefined, 0, -5]) {
      expect(
        waitsFor({ attempts: 2, longestRetryWaitMs: 60_000 }, () => 0).next({
          ...failure('rateLimited', 'yes'),
          ...(retryAfterMs !== undefined && { retryAfterMs }),
        }),
      ).toBe(500);
    }
  });

  it('spreads those who wait over a time after the moment that was named, wider with each time in vain', () => {
    const waits = waitsFor({ attempts: 2, longestRetryWaitMs: 600_000 }, () => 1);
    const limited = { ...failure('rateLimited', 'yes'), retryAfterMs: 1_000 };
    expect(Array.from({ length: 4 }, () => waits.next(limited))).toEqual([2_000, 3_000, 5_000, 9_000]);
  });

  it('does not count a limit as a try', () => {
    const waits = waitsFor({ attempts: 2, longestRetryWaitMs: 60_000 }, () => 0.5);
    for (let i = 0; i < 5; i++) waits.next({ ...failure('rateLimited', 'yes'), retryAfterMs: 1_000 });
    expect(waits.next(failure('unavailable', 'no'))).toBe(500);
    expect(waits.next(failure('unavailable', 'no'))).toBeUndefined();
  });
});

describe('packing', () => {
  const op = (batch: object) =>
    operation({
      ...base,
      fields: { kind: { type: 'text', label: 'Kind', description: 'Kind' }, n: { type: 'number', label: 'N', description: 'N' } },
      retry: 'send',
      returns: 'object',
      batch,
    });
  const pack = (batch: object, inputs: JsonObject[]) =>
    chunk(
      op(batch),
      inputs.map((input, item) => ({ item, input })),
      context,
    ).map(({ items }) => items);

  it('fills each request to the limit, in order', () => {
    expect(pack({ max: 2 }, [{}, {}, {}, {}, {}])).toEqual([[0, 1], [2, 3], [4]]);
  });

  it('counts what an input weighs', () => {
    expect(pack({ max: 3, cost: ({ n }: { n: number }) => n }, [{ n: 2 }, { n: 2 }, { n: 1 }, { n: 3 }])).toEqual([[0], [1, 2], [3]]);
  });

  it('keeps apart what must not stand together', () => {
    expect(pack({ sameIn: ['kind'] }, [{ kind: 'a' }, { kind: 'b' }, { kind: 'a' }])).toEqual([[0, 2], [1]]);
    expect(pack({ alone: ({ kind }: { kind?: string }) => kind === 'x' }, [{}, { kind: 'x' }, {}])).toEqual([[0, 2], [1]]);
  });

  it('keeps to the bytes of a request', () => {
    expect(pack({ maxBytes: 30 }, [{ kind: 'aaaa' }, { kind: 'bbbb' }, { kind: 'cccc' }])).toEqual([[0, 1], [2]]);
  });
});

describe('outcomes by position', () => {
  const write = operation({
    ...base,
    fields: { id: { type: 'text', label: 'ID', description: 'ID', required: true } },
    retry: 'idempotent',
    returns: 'object',
    batch: { max: 10 },
    request: (inputs: readonly JsonObject[]) => ({ method: 'POST' as const, path: '/things', body: { json: inputs.map(({ id }) => id ?? null) } }),
    parse: ({ body }: { body: Json }, inputs: readonly JsonObject[]) => ({
      each: inputs.map((_, i) =>
        (body as { bad: number[] }).bad.includes(i)
          ? { failure: { code: 'rejected' as const, reached: 'yes' as const, message: `Refused number ${i}.`, todo: 'Mend it.' } }
          : { ok: true },
      ),
    }),
  });

  it('come back to the very items, also where invalid ones were left out', async () => {
    const vendorSend = scripted({ body: { bad: [1] } });
    const outcomes = await run(
      call(acme({ write }), 'thing.write', [{ id: 'a' }, { id: '' }, { id: 'c' }, { id: 'd' }], { continueOnFail: true }),
      testHost({ vendor: vendorSend }).ports,
    );
    const byItem = [...outcomes].sort((a, b) => a.item - b.item);
    expect(byItem.map(({ state }) => state)).toEqual(['done', 'failed', 'failed', 'done']);
    expect(failureIn(byItem[1]).code).toBe('validation');
    expect(failureIn(byItem[2])).toMatchObject({ code: 'rejected', items: [2] });
    expect(vendorSend.requests[0]!.json).toEqual(['a', 'c', 'd']);
  });
});

describe('field tables', () => {
  const problems = (fields: object, input: object, more = {}): readonly Problem[] => {
    const result = validate(operation({ ...base, fields, retry: 'safe', returns: 'object', ...more } as never), input as never, context);
    return 'problems' in result ? result.problems : [];
  };
  const inputOf = (fields: object, input: object): JsonObject => {
    const result = validate(operation({ ...base, fields, retry: 'safe', returns: 'object' } as never), input as never, context);
    return 'input' in result ? result.input : {};
  };
  const field = (type: string, more = {}) => ({ type, label: 'It', description: 'It', ...more });

  it.each([
    ['text', { limits: { max: 3 } }, 'four', /has 4 characters; at most 3 are allowed/],
    ['text', { limits: { pattern: /^a/ } }, 'b', /is not valid: 'b'/],
    ['number', { limits: { max: 3 } }, 4, /is 4; the maximum is 3/],
    ['number', { limits: { whole: true } }, 1.5, /must be a whole number/],
    ['number', {}, 'many', /must be a number but is text: many/],
    ['boolean', {}, 'perhaps', /must be true or false/],
    ['list', { limits: { max: 2 } }, 'a, b, c', /has 3 entries; at most 2/],
    ['list', { limits: { max: 2 } }, ['a', 'b', 'c'], /has 3 entries; at most 2/],
    ['list', { limits: { maxEach: 2 } }, ['abc'], /has 3 characters; at most 2/],
    ['json', { limits: { maxBytes: 5 } }, { a: 'é' }, /larger than 5 bytes/],
    ['rows', { columns: { a: field('text', { required: true }) }, limits: { max: 1 } }, [{ a: '1' }, { a: '2' }], /has 2 entries; at most 1/],
    ['rows', { columns: { a: field('text', { required: true }) } }, [{ b: '1', a: 'x' }], /has no field 'b'/],
    ['group', { columns: { a: field('number') } }, { a: 'x' }, /must be a number/],
  ])('%s %j refuses %j', (type, more, value, says) => {
    expect(problems({ it: field(type, more) }, { it: value })[0]?.message).toMatch(says as RegExp);
  });

  it('takes what forms hand over', () => {
    const fields = {
      text: field('text'),
      number: field('number'),
      flag: field('boolean'),
      list: field('list'),
      json: field('json'),
      rows: field('rows', { columns: { a: field('text') } }),
      left: field('text'),
    };
    expect(inputOf(fields, { text: 7, number: '1.5', flag: 'true', list: 'a, b', json: '{"x":1}', rows: '[{"a":"1"}]', left: '' })).toEqual({
      text: '7',
      number: 1.5,
      flag: true,
      list: ['a', 'b'],
      json: { x: 1 },
      rows: [{ a: '1' }],
    });
  });

  it.each<[string, object, unknown, string]>([
    ['number', {}, [1], 'must be a number but is a list: [1].'],
    ['number', {}, { a: 1 }, 'must be a number but is an object: {"a":1}.'],
    ['number', {}, true, 'must be a number but is a boolean: true.'],
    ['number', {}, NaN, 'must be a number but is NaN.'],
    ['number', { limits: { whole: true } }, 1.5, 'must be a whole number but is 1.5.'],
    ['boolean', {}, 2.5, 'must be true or false but is a number with a fraction: 2.5.'],
    ['boolean', {}, 2, 'must be true or false but is a number: 2.'],
    ['text', {}, { a: 1 }, 'must be text but is an object: {"a":1}.'],
    ['json', { limits: { shape: 'array' } }, { a: 1 }, 'must be a JSON list but is an object: {"a":1}.'],
    ['json', { limits: { shape: 'object' } }, [1], 'must be a JSON object but is a list: [1].'],
    ['dateTime', {}, 'soon', "is not a valid date and time: 'soon'."],
  ])('%s %j says what it takes and what %j is', (type, more, value, says) => {
    expect(problems({ it: field(type, more) }, { it: value })[0]?.message).toBe(`'It' (it) ${says}`);
  });

  it.each([undefined, null, ''])('a required field is empty where it holds %j', (value) => {
    expect(problems({ it: field('number', { required: true }) }, { it: value })).toMatchObject([
      { field: 'it', message: "'It' (it) is empty.", todo: 'Enter a number.' },
    ]);
  });

  it('shows 60 characters of a value, and of a longer one the beginning', () => {
    const shown = (text: string) => problems({ it: field('number') }, { it: text })[0]?.message;
    expect(shown('x'.repeat(60))).toBe(`'It' (it) must be a number but is text: ${'x'.repeat(60)}.`);
    expect(shown('x'.repeat(61))).toBe(`'It' (it) must be a number but is text: ${'x'.repeat(57)}....`);
  });

  it('knows which field was meant by a name that nearly is one', () => {
    const fields = { campaign_id: field('text'), other: field('text') };
    expect(problems(fields, { CampaignID: 'x' })).toMatchObject([
      { field: 'CampaignID', message: "There is no field 'CampaignID'.", todo: "Write 'campaign_id'." },
    ]);
    expect(problems(fields, { nothing: 'x' })[0]?.todo).toBe('The fields are campaign_id, other.');
    const inner = { it: field('rows', { columns: { user_id: field('text') } }) };
    expect(problems(inner, { it: [{ userId: 'x' }] })).toMatchObject([{ field: 'it[0].userId', todo: "Write 'user_id'." }]);
  });

  it.each([
    ['number', { limits: { min: 2 } }, 2, 1.9],
    ['number', { limits: { max: 2 } }, 2, 2.1],
    ['text', { limits: { max: 2 } }, 'ab', 'abc'],
    ['list', { limits: { max: 2 } }, ['a', 'b'], ['a', 'b', 'c']],
    ['list', { limits: { min: 2 } }, ['a', 'b'], ['a']],
    ['list', { limits: { maxEach: 2 } }, ['ab'], ['abc']],
    ['json', { limits: { maxBytes: 7 } }, { a: 1 }, { a: 12 }],
  ])('%s %j takes %j and not %j', (type, more, good, bad) => {
    expect([problems({ it: field(type, more) }, { it: good }).length, problems({ it: field(type, more) }, { it: bad }).length]).toEqual([0, 1]);
  });

  it('keeps rules between fields', () => {
    const fields = { a: field('text', { label: 'A' }), b: field('text', { label: 'B' }) };
    expect(problems(fields, {}, { rules: [{ need: 'oneOf', of: ['a', 'b'] }] })[0]?.message).toBe("None of 'A' (a), 'B' (b) is set.");
    expect(problems(fields, { a: '1', b: '1' }, { rules: [{ need: 'oneOf', of: ['a', 'b'] }] })).toEqual([]);
    const exactly = { rules: [{ need: 'exactlyOneOf', of: ['a', 'b'] }] };
    expect(problems(fields, {}, exactly)).toMatchObject([{ field: 'a', todo: 'Set exactly one of them.' }]);
    expect(problems(fields, {}, { rules: [{ need: 'oneOf', of: ['a', 'b'] }] })).toMatchObject([{ field: 'a', todo: 'Set at least one of them.' }]);
    expect(problems(fields, { a: '1', b: '1' }, exactly)).toMatchObject([{ field: 'b', message: "'A' (a) and 'B' (b) cannot be used together." }]);
    expect(problems(fields, { b: '1' }, exactly)).toEqual([]);
    for (const input of [{}, { a: '1', b: '1' }]) expect(problems(fields, input, { rules: [{ need: 'together', of: ['a', 'b'] }] })).toEqual([]);
    expect(problems(fields, { a: '1' }, { rules: [{ need: 'together', of: ['a', 'b'] }] })[0]).toMatchObject({
      field: 'b',
      message: "'A' (a) and 'B' (b) must be used together.",
    });
  });

  it('knows fields that depend on another', () => {
    const fields = { kind: field('text', { label: 'Kind' }), url: field('text', { required: true, dependsOn: { field: 'kind', is: ['url'] } }) };
    expect(problems(fields, { kind: 'url' })[0]).toMatchObject({ field: 'url', message: "'It' (url) is empty." });
    expect(problems(fields, { kind: 'native', url: 'x' })[0]).toMatchObject({ field: 'url', message: expect.stringContaining('is not url') });
    expect(problems(fields, { kind: 'native' })).toEqual([]);
  });

  it('knows them along a chain, and inside groups and rows', () => {
    const is = (parent: string, ...values: string[]) => ({ dependsOn: { field: parent, is: values } });
    const chain = {
      kind: field('text', { default: 'simple' }),
      by: field('text', { default: 'id', ...is('kind', 'simple') }),
      id: field('text', { required: true, ...is('by', 'id') }),
    };
    expect(problems(chain, {})[0]).toMatchObject({ field: 'id', message: "'It' (id) is empty." });
    expect(problems(chain, { kind: 'other' })).toEqual([]);
    expect(problems(chain, { kind: 'other', id: 'x' })[0]?.message).toContain("but 'by' is not id");
    const columns = { kind: field('text', { required: true }), url: field('text', { required: true, ...is('kind', 'url') }) };
    expect(problems({ it: field('group', { columns }) }, { it: { kind: 'url' } })[0]).toMatchObject({ field: 'it.url', message: "'It' (it.url) is empty." });
    expect(problems({ it: field('rows', { columns }) }, { it: [{ kind: 'x' }, { kind: 'url' }] })[0]?.field).toBe('it[1].url');
  });

  it('asks an account only for the fields that are there', () => {
    const credential = {
      where: field('text', { required: true }),
      url: field('text', { required: true, dependsOn: { field: 'where', is: ['custom'] } }),
    };
    expect(validateCredential(credential as never, { where: 'eu', url: 'left over' })).toEqual([]);
    expect(validateCredential(credential as never, { where: 'custom', url: '' })[0]).toMatchObject({ field: 'url' });
    // What a host keeps beside them is nobody's business.
    expect(validateCredential(credential as never, { where: 'eu', oauthTokenData: { token: 'x' } })).toEqual([]);
    expect(validateCredential(credential as never, {})[0]).toMatchObject({ field: 'where' });
  });

  it('finds a value under its earlier name', () => {
    expect(inputOf({ newer: field('text', { was: ['older'] }) }, { older: 'x' })).toEqual({ newer: 'x' });
  });
});

describe('small things', () => {
  it('an address is shown without what opens it', () => {
    expect(shownAddress('https://user:secret@host.example:8443/a/b?token=secret#secret')).toBe('https://host.example:8443/a/b');
    expect(shownAddress('/a?token=secret')).toBe('/a');
    // Read by clients as https://user:secret@host/a too.
    for (const odd of [
      'https:user:secret@host/a',
      'https:\\\\user:secret@host/a',
      'ht\ttps://user:secret@host/a',
      '//user:secret@host/a',
      'https://a@user:secret@host/a',
    ]) {
      expect(shownAddress(odd)).toMatch(/host\/a$/);
      expect(shownAddress(odd)).not.toContain('secret');
    }
    expect(shownAddress('https://host/@user/a')).toBe('https://host/@user/a');
  });

  it('names become camelCase', () => {
    expect(['campaign_id', 'content-available', '_update_existing_only', 'last_edit.time[gt]'].map(camelCase)).toEqual([
      'campaignId',
      'contentAvailable',
      'updateExistingOnly',
      'lastEditTimeGt',
    ]);
  });
  it('bytes are counted as UTF-8 has them', () => {
    for (const text of ['abc', 'é', '€', '😀', 'a😀é€', '\udc00a', 'a\ud800', '\ufffda']) expect(utf8Length(text)).toBe(Buffer.byteLength(text));
    expect([999, 1500, 1_000_000_000].map(sayBytes)).toEqual(['999 bytes', '1.50 kB', '1.00 GB']);
  });
  it('durations are said as people say them', () => {
    expect([5_000, 90_000, 3_600_000, 5_400_000].map(sayDuration)).toEqual(['5 s', '2 min', '1 h', '1 h 30 min']);
  });
  it('a date without offset is meant in the zone, summer time and all', () => {
    expect(isoWithOffset('2026-03-29T03:30', 'Europe/Paris')).toBe('2026-03-29T03:30:00+02:00');
    expect(isoWithOffset('2026-03-28T03:30', 'Europe/Paris')).toBe('2026-03-28T03:30:00+01:00');
  });
});
