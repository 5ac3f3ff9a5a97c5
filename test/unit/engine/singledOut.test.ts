import { Ledger, operation, TransportError, type HttpReply, type JsonObject, type Send, type SingledOut } from '../../../engine';
import { acme, base, call } from '../../support/acme';
import { failureIn, jsonOf, run, testHost } from '../../support/host';

/** A vendor that refuses a whole request if it contains a name in `bad`, and says which; a name in `there` exists already. */
const play = (
  bad: readonly string[],
  {
    there = [] as readonly string[],
    first = undefined as Error | Partial<HttpReply> | undefined,
    status = 400,
    retry = 'idempotent' as 'idempotent' | 'nonIdempotent',
  } = {},
) => {
  const asked: (readonly string[])[] = [];
  const vendor = acme(
    {
      put: operation({
        ...base,
        fields: { names: { type: 'list', label: 'Names', description: 'Names', required: true } },
        retry,
        returns: 'object',
        batch: { max: 10, splitBy: ['names'] },
        request: (inputs) => ({ method: 'POST', path: '/names', body: { json: inputs.flatMap(({ names }) => names) } }),
        parse: (_, inputs) => ({ each: inputs.map(({ names }) => ({ name: names[0]!, done: true })) }),
        singleOut: ({ details, ...failure }, inputs, again) =>
          new Map(
            inputs.flatMap(({ names }, i): (readonly [number, SingledOut<JsonObject>])[] => {
              const [name = ''] = names;
              if (!(details as readonly string[] | undefined)?.includes(name)) return [];
              if (again && there.includes(name)) return [[i, { one: { name, done: true }, warning: 'It was there.' }]];
              return [[i, { failure: { ...failure, message: `${name} is bad.` } }]];
            }),
          ),
      }),
    },
    {
      readFailure: ({ status, body }: HttpReply) =>
        status === 400 || status === 503
          ? {
              code: status === 503 ? 'unavailable' : 'rejected',
              reached: status === 503 ? 'maybe' : 'yes',
              message: 'Something is bad.',
              todo: 'Fix it.',
              details: (body as JsonObject).bad,
            }
          : undefined,
    },
  );
  const send: Send = async ({ json }) => {
    const names = json as readonly string[];
    asked.push(names);
    if (asked.length === 1 && first instanceof Error) throw first;
    if (asked.length === 1 && first) return { status: 200, headers: {}, body: null, ...first };
    const wrong = names.find((name) => bad.includes(name) || there.includes(name));
    return wrong === undefined ? { status: 200, headers: {}, body: {} } : { status, headers: {}, body: { bad: [wrong] } };
  };
  const outcomes = (inputs: readonly JsonObject[], options: JsonObject, ledger?: Ledger) =>
    run({ ...call(vendor, 'thing.put', [...inputs], options), ...(ledger && { ledger }) }, testHost({ vendor: send }).ports);
  return { outcomes, asked };
};

const one = (name: string): JsonObject => ({ names: [name] });
const GO_ON = { continueOnFail: true };

describe('a refusal that names inputs of its request', () => {
  it('fails these, and the others are sent again without them, as often as there is one more', async () => {
    const { outcomes, asked } = play(['b', 'd']);
    const all = await outcomes(['a', 'b', 'c', 'd', 'e'].map(one), GO_ON);
    expect(asked).toEqual([
      ['a', 'b', 'c', 'd', 'e'],
      ['a', 'c', 'd', 'e'],
      ['a', 'c', 'e'],
    ]);
    expect(all.map((each) => (each.state === 'failed' ? `${each.item} ${each.error.message}` : `${each.item} ${String(jsonOf(each).name)}`))).toEqual([
      '0 a',
      '1 b is bad.',
      '2 c',
      '3 d is bad.',
      '4 e',
    ]);
  });

  it('names entries of a list as well', async () => {
    const { outcomes, asked } = play(['b']);
    const all = await outcomes([{ names: ['a', 'b', 'c'] }], GO_ON);
    expect(asked).toEqual([
      ['a', 'b', 'c'],
      ['a', 'c'],
    ]);
    expect(all.map(({ item, state }) => [item, state])).toEqual([
      [0, 'done'],
      [0, 'failed'],
      [0, 'done'],
    ]);
  });

  it('ends the call if the user does not go on after a failure, and says that nothing was done with the others', async () => {
    const { outcomes, asked } = play(['b']);
    const all = await outcomes(['a', 'b', 'c'].map(one), {});
    expect(asked).toHaveLength(1);
    expect(failureIn(all[1])).toMatchObject({ code: 'rejected', message: 'b is bad.', items: [1] });
    for (const i of [0, 2]) {
      expect(failureIn(all[i])).toMatchObject({
        code: 'cancelled',
        reached: 'no',
        message: 'Not sent: Acme rejected the whole request because of another item. b is bad.',
        todo: expect.stringContaining('nothing in the request was processed'),
      });
    }
  });

  it('fails all that it names, and sends nothing if nobody is left', async () => {
    const { outcomes, asked } = play(['a']);
    expect((await outcomes([one('a')], GO_ON)).map(failureIn)).toMatchObject([{ message: 'a is bad.' }]);
    expect(asked).toHaveLength(1);
  });

  it('is that of all if it names none', async () => {
    const { outcomes, asked } = play([], { first: { status: 400, body: { bad: ['x'] } } });
    expect((await outcomes(['a', 'b'].map(one), GO_ON)).map((each) => failureIn(each).message)).toEqual(['Something is bad.', 'Something is bad.']);
    expect(asked).toHaveLength(1);
  });

  it('says nothing about single inputs if the vendor may have acted on the request', async () => {
    const { outcomes, asked } = play(['a'], { status: 503 });
    expect((await outcomes(['a', 'b'].map(one), GO_ON)).map((each) => failureIn(each).code)).toEqual(['unavailable', 'unavailable']);
    expect(asked).toEqual(Array(3).fill(['a', 'b']));
  });

  it('after a lost answer, what is there already counts as done, and the others still as sent a second time', async () => {
    const { outcomes, asked } = play([], { there: ['a', 'c'], first: new TransportError('reset', 'maybe') });
    const all = await outcomes(['a', 'b', 'c'].map(one), {});
    expect(asked).toEqual([['a', 'b', 'c'], ['a', 'b', 'c'], ['b', 'c'], ['b']]);
    expect(all.map((each) => [each.state, 'warnings' in each && each.warnings])).toEqual([
      ['done', ['It was there.']],
      ['done', []],
      ['done', ['It was there.']],
    ]);
  });

  it('leaves to a second try of the run only what failed', async () => {
    const { outcomes, asked } = play(['b'], { retry: 'nonIdempotent' });
    const ledger = new Ledger();
    await outcomes(['a', 'b'].map(one), GO_ON, ledger);
    const again = await outcomes(['a', 'b'].map(one), GO_ON, ledger);
    expect(again.map(({ item, state }) => [item, state])).toEqual([
      [0, 'done'],
      [1, 'failed'],
    ]);
    expect(asked).toEqual([['a', 'b'], ['a'], ['b']]);
  });
});
