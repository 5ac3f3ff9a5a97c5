import { Ledger, operation, type HttpRequest, type JsonObject, type Retry, type Send } from '../../../engine';
import { acme, base, call } from '../../support/acme';
import { run, testHost } from '../../support/host';

const text = { type: 'text', label: 'It', description: 'It' } as const;
const write = (retry: Retry, more: object = {}) =>
  operation({
    ...base,
    fields: { user: text, n: text },
    retry,
    returns: 'object',
    batch: { max: 1, sequence: ({ user }: JsonObject) => String(user), ...more },
    request: ([input]: readonly JsonObject[]) => ({ method: 'POST', path: `/${String(input!.user)}${String(input!.n)}` }),
    parse: (_: unknown, inputs: readonly JsonObject[]) => ({ each: inputs.map((input) => input) }),
  });
const inputs = (...names: string[]) => names.map((name) => ({ user: name[0]!, n: name[1]! }));

/** A vendor that answers only when it is told to; says which requests are under way together. */
const patient = (failing: readonly string[] = []) => {
  const started: string[] = [];
  const most: string[][] = [];
  const open = new Map<string, () => void>();
  const send: Send = async ({ url }: HttpRequest) => {
    const name = url.split('/').at(-1)!;
    started.push(name);
    await new Promise<void>((resolve) => open.set(name, resolve));
    const headers: Record<string, string> = failing.includes(name) ? { 'retry-after': '9999' } : {};
    return { status: failing.includes(name) ? 429 : 200, headers, body: {} };
  };
  /** Answers what is under way until nothing more comes, the latest first. */
  const answer = async (): Promise<void> => {
    for (let idle = 0; idle < 200; ) {
      await Promise.resolve();
      if (open.size === 0) {
        idle++;
        continue;
      }
      for (let reconcile = 0; reconcile < 50; reconcile++) await Promise.resolve();
      idle = 0;
      most.push([...open.keys()]);
      const [name, go] = [...open].at(-1)!;
      open.delete(name);
      go();
    }
  };
  return { send, started, most, answer };
};

const work = async (o: ReturnType<typeof write>, names: string[], options = {}, failing: string[] = [], ledger?: Ledger) => {
  const vendor = patient(failing);
  const running = run(
    { ...call(acme({ write: o }), 'thing.write', inputs(...names), options), ...(ledger && { ledger }) },
    testHost({ vendor: vendor.send }).ports,
  );
  await vendor.answer();
  const outcomes = await running;
  return { ...vendor, states: outcomes.map(({ item, state }) => `${names[item]} ${state}`) };
};

describe('requests under way at once', () => {
  it('are as many sends as the operation allows where none depends on another, of the same person too', async () => {
    const sends = write('send', { atOnce: 3, sequence: undefined });
    const { most, started } = await work(sends, ['a1', 'a2', 'a3', 'a4', 'a5']);
    expect(most[0]).toEqual(['a1', 'a2', 'a3']);
    expect(started).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
  });

  it('are up to four, and their results come in order whatever order they end in', async () => {
    const { most, states } = await work(write('idempotent'), ['a1', 'b1', 'c1', 'd1', 'e1', 'f1']);
    expect(most[0]).toEqual(['a1', 'b1', 'c1', 'd1']);
    expect(states).toEqual(['a1', 'b1', 'c1', 'd1', 'e1', 'f1'].map((name) => `${name} done`));
  });

  it('are never two of one user', async () => {
    const { most, started } = await work(write('idempotent'), ['a1', 'b1', 'a2', 'c1']);
    expect(most[0]).toEqual(['a1', 'b1']);
    expect(started.indexOf('a2')).toBeGreaterThan(1);
    expect(most.every((names) => !(names.includes('a1') && names.includes('a2')))).toBe(true);
  });

  it.each(['send', 'nonIdempotent'] as const)('are one at a time where they are of the kind %s', async (retry) => {
    const { most } = await work(write(retry), ['a1', 'b1', 'c1']);
    expect(most).toEqual([['a1'], ['b1'], ['c1']]);
  });

  it('are one at a time where nothing is said about their order', async () => {
    const { most } = await work(write('idempotent', { sequence: undefined }), ['a1', 'b1']);
    expect(most).toEqual([['a1'], ['b1']]);
  });

  it('are one at a time where an input needs a request of its own', async () => {
    const { most } = await work(write('idempotent', { alone: ({ user }: JsonObject) => user === 'b' }), ['a1', 'b1', 'c1']);
    expect(most).toEqual([['a1'], ['b1'], ['c1']]);
  });

  it('do not hinder those after them by inputs that were dropped once they were accepted', async () => {
    const sends = write('send', { atOnce: 3, sequence: ({ user }: JsonObject) => (user as string).toLowerCase() });
    const { most, states } = await work(sends, ['a1', 'b1', 'c1', 'a2', 'd1'], {}, [], new Ledger());
    // Those answered last stay beside the first one, without their inputs.
    expect(most[0]).toEqual(['a1', 'b1', 'c1']);
    expect(states).toEqual(['a1', 'b1', 'c1', 'a2', 'd1'].map((name) => `${name} done`));
  });

  it('are told truly of after a failure: those under way with their result, the others as not tried', async () => {
    const { states, started } = await work(write('idempotent'), ['a1', 'b1', 'c1', 'd1', 'e1', 'f1'], {}, ['a1']);
    expect(states).toEqual(['a1 failed', 'b1 done', 'c1 done', 'd1 done', 'e1 notTried', 'f1 notTried']);
    expect(started).toEqual(['a1', 'b1', 'c1', 'd1']);
  });
});
