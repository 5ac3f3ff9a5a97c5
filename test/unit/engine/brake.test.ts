import { holdBack, peopleOf, type Call, type JsonObject } from '../../../engine';
import { namePeople, nameOf, personOf, withoutPeople } from '../../../engine/validate/people';
import { operationOf } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { bryj } from '../../../vendors/bryj';
import { failureIn, fileOf, run, sampleAccount, scripted, testHost } from '../../support/host';

const account = sampleAccount(bryj);
const to = (...ids: string[]) => ({ campaign_id: 'CMP_1', messages: ids.map((user_id) => ({ user_id })) });
const of = (inputs: readonly JsonObject[], stopAbove?: number): Call => ({
  vendor: bryj,
  operation: 'batch.trigger',
  inputs,
  account,
  options: { continueOnFail: true, ...(stopAbove !== undefined && { stopAbove }) },
});
const send = async (call: Call) => {
  const vendor = scripted({ body: { request_id: 'r' } });
  return { outcomes: await run(call, testHost({ vendor }).ports), count: vendor.requests.length };
};

describe("'Stop Above'", () => {
  it('lets as many out as it says, of all items together', async () => {
    expect((await send(of([to('a', 'b'), to('c')], 3))).count).toBe(1);
  });

  it('lets nobody out where they are more', async () => {
    const { outcomes, count } = await send(of([to('a', 'b'), to('c')], 2));
    expect(count).toBe(0);
    for (const each of outcomes)
      expect(failureIn(each)).toMatchObject({
        code: 'validation',
        reached: 'no',
        message: "'Stop Above (Recipients)' is 2, and this would go to 3 recipients. Nothing was sent.",
        todo: expect.stringContaining('increase'),
      });
  });

  it('says so once for an item whose list is divided over several requests', async () => {
    const recipients = ['a', 'b', 'c'].map((external_user_id) => ({ external_user_id }));
    const call: Call = {
      ...{ vendor: braze, operation: 'campaign.trigger', account: sampleAccount(braze) },
      inputs: [
        { campaign_id: 'c1', recipients },
        { campaign_id: 'c2', recipients },
      ],
      options: { continueOnFail: true, stopAbove: 5 },
    };
    const { outcomes, count } = await send(call);
    expect([count, outcomes.map(({ item, state }) => [item, state])]).toEqual([
      0,
      [
        [0, 'failed'],
        [1, 'failed'],
      ],
    ]);
  });

  it('counts people as people do', async () => {
    expect(failureIn((await send(of([to('a')], 0))).outcomes[0]).message).toContain('would go to 1 recipient. ');
    const many = Array.from({ length: 1_001 }, (_, i) => `u${i}`);
    expect(failureIn((await send(of([to(...many)], 1_000))).outcomes[0]).message).toContain('would go to 1,001 recipients. ');
  });

  it('counts those of a file by its lines', async () => {
    const file = { campaign_id: 'CMP_1', file: fileOf('User\na\nb\nc\n') };
    expect((await send(of([file as never], 3))).count).toBe(1);
    expect(failureIn((await send(of([file as never], 2))).outcomes[0]).message).toContain('3 recipients');
  });

  it('asks nothing where it is not set', async () => {
    expect((await send(of([to('a', 'b', 'c')]))).count).toBe(1);
  });

  it('stops a send of several calls as a whole', async () => {
    const { ports } = testHost();
    expect(await peopleOf(of([to('a', 'b'), to('c')], 1), ports)).toBe(3);
    const call = of([to('a')]);
    expect(() => holdBack(call, ports, 3, 3)).not.toThrow();
    expect(() => holdBack(call, ports, 4, 3)).toThrow("'Stop Above (Recipients)' is 3, and this would go to 4 recipients.");
    expect(() => holdBack(call, ports, 4, undefined)).not.toThrow();
    expect(() => holdBack(call, ports, undefined, undefined)).not.toThrow();
    expect(() => holdBack(call, ports, undefined, 3)).toThrow(/is 3, but the number of recipients cannot be determined in advance/);
  });
});

describe('people', () => {
  it('are called by their ID, or by the first thing that says who they are', () => {
    expect([nameOf('u'), nameOf(7), nameOf({ id: 'u', kind: 'x' }), nameOf({ alias: { name: 'n', label: 'l' } })]).toEqual(['u', '7', 'u', 'n']);
    expect([nameOf({}), nameOf([]), nameOf('')]).toEqual(['{}', '[]', '""']);
  });

  it('are named up to twenty, and the others counted', () => {
    const some = Array.from({ length: 20 }, (_, i) => `u${i + 1}`);
    expect(namePeople(some)).toBe(some.join(', '));
    expect(namePeople([...some, 'v', 'w'])).toBe(`${some.join(', ')} and 2 more`);
  });

  it('are one where the input is for one', () => {
    const o = operationOf(bryj, 'batch.trigger');
    expect([personOf(o, to('a')), personOf(o, to('a', 'b')), personOf(o, to()), personOf(o, { campaign_id: 'CMP_1' })]).toEqual([
      'a',
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('some of the people of an input', () => {
  const o = operationOf(bryj, 'batch.trigger');

  it('are left out of the list that names them', () => {
    const input = { ...to('a', 'b', 'c'), others: ['a', 'b', 'c'] };
    expect(withoutPeople(o, input, ['a', 'b', 'c'], (position) => position === 1)).toEqual({ ...to('a', 'c'), others: ['a', 'b', 'c'] });
  });

  it('are left out of the list that is the same as they are, where the operation names none', () => {
    const plain = { ...o, recipients: undefined } as never;
    const input = { users: ['a', 'b'], tags: ['a'] };
    expect(withoutPeople(plain, input, ['a', 'b'], (position) => position === 0)).toEqual({ users: ['b'], tags: ['a'] });
    expect(() => withoutPeople(plain, { tags: ['a'] }, ['a', 'b'], () => true)).toThrow('none can be left out');
  });

  it('are none where nobody is to be left out', () => {
    const input = to('a', 'b');
    expect(withoutPeople(o, input, ['a', 'b'], () => false)).toBe(input);
  });
});
