import { maySend, operationOf, TransportError, type Json } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { failureIn, jsonOf, scripted } from '../../support/host';
import { bodies, calling, expectRefused, type Raw } from './sending';

/** Aliases, users who become one, and external IDs that change: what goes out, what comes back for each, and what is refused before. */

const RULES = ['unidentified', 'most_recently_updated'];
const lost = () => new TransportError('reset', 'maybe');
const answering = (body: Json) => scripted({ status: 201, body });

describe('creating aliases', () => {
  const create = calling('alias.create');
  const to = (external_id: string, alias_name: string, alias_label = 'crm'): Raw => ({ add_to: 'user', external_id, alias_name, alias_label });

  it('adds those of many items in one request, or makes a user of one', async () => {
    const { send, outcomes } = await create([to('u1', 'a'), { add_to: 'new_user', alias_name: 'b', alias_label: 'crm' }]);
    expect(send.requests).toMatchObject([{ method: 'POST', url: expect.stringMatching(/\/users\/alias\/new$/) }]);
    expect(bodies(send)).toEqual([
      {
        user_aliases: [
          { external_id: 'u1', alias_name: 'a', alias_label: 'crm' },
          { alias_name: 'b', alias_label: 'crm' },
        ],
      },
    ]);
    expect(outcomes.map(jsonOf)).toEqual([
      { external_id: 'u1', alias_name: 'a', alias_label: 'crm', status: 'processed' },
      { alias_name: 'b', alias_label: 'crm', status: 'processed' },
    ]);
  });

  it('keeps apart two of one name, and two of one user with the same label', async () => {
    const { send } = await create([to('u1', 'a'), to('u2', 'a'), to('u2', 'b', 'erp'), to('u2', 'c', 'erp')]);
    const names = bodies(send).map(({ user_aliases }) => (user_aliases as { alias_name: string }[]).map(({ alias_name }) => alias_name));
    expect(names).toEqual([['a'], ['a', 'b'], ['c']]);
  });

  it('warns where Braze counts fewer, but not after a repeat', async () => {
    const fewer = { aliases_processed: 1, message: 'success' };
    const { outcomes } = await create([to('u1', 'a'), to('u2', 'b')], 'today', answering(fewer));
    expect(outcomes[0]).toMatchObject({ warnings: ['Braze reports that it processed 1 of 2 aliases, but not which of them.'] });
    const again = await create([to('u1', 'a'), to('u2', 'b')], 'today', scripted(lost(), { body: fewer }));
    expect([again.send.requests.length, again.outcomes[0]]).toEqual([2, expect.objectContaining({ warnings: [] })]);
  });

  it.each<[string, Raw, string, RegExp]>([
    ['no user, where one is meant', { add_to: 'user', alias_name: 'a', alias_label: 'crm' }, 'external_id', /'External ID' \(external_id\) is empty/],
    ['a user, where a new one is meant', { ...to('u1', 'a'), add_to: 'new_user' }, 'external_id', /set, but 'add_to' is not user/],
    ['no label', to('u1', 'a', ' '), 'alias_label', /is empty/],
  ])('with %s is refused', async (_, input, field, says) => expectRefused(await create([input]), field, says));
});

describe('renaming aliases', () => {
  const rename = calling('alias.rename');
  const of = (old_alias_name: string, new_alias_name: string): Raw => ({ alias_label: 'crm', old_alias_name, new_alias_name });

  it('keeps chains apart, because the order in a request is not certain', async () => {
    const { send } = await rename([of('a', 'b'), of('x', 'y'), of('b', 'c')]);
    expect(bodies(send)).toEqual([{ alias_updates: [of('a', 'b'), of('x', 'y')] }, { alias_updates: [of('b', 'c')] }]);
  });

  it('to the old name is refused', async () => expectRefused(await rename([of('a', 'a')]), 'new_alias_name', /is 'a', which is the old name too/));
});

describe('identifying users', () => {
  const identify = calling('user.identify');
  const alias = (external_id: string, alias_name: string, more: Raw = {}): Raw => ({
    external_id,
    identifier: 'user_alias',
    alias_name,
    alias_label: 'device',
    confirm: true,
    ...more,
  });
  const email = (external_id: string, address: string, more: Raw = {}): Raw => ({
    external_id,
    identifier: 'email',
    email: address,
    prioritization: RULES,
    confirm: true,
    ...more,
  });

  it('has a list for each way to name the profile, and a request for each list', async () => {
    const phone = { external_id: 'u4', identifier: 'phone', phone: '+15043277269', prioritization: ['most_recently_updated', 'unidentified'], confirm: true };
    const { send, outcomes } = await identify([alias('u1', 'a'), email('u2', 'a@example.com'), alias('u3', 'b'), phone]);
    expect(bodies(send)).toEqual([
      {
        aliases_to_identify: [
          { external_id: 'u1', user_alias: { alias_name: 'a', alias_label: 'device' } },
          { external_id: 'u3', user_alias: { alias_name: 'b', alias_label: 'device' } },
        ],
      },
      { emails_to_identify: [{ external_id: 'u2', email: 'a@example.com', prioritization: RULES }] },
      // As they were chosen: the first one counts most.
      { phone_numbers_to_identify: [{ external_id: 'u4', phone: '+15043277269', prioritization: ['most_recently_updated', 'unidentified'] }] },
    ]);
    expect(jsonOf(outcomes.find(({ item }) => item === 1))).toEqual({ external_id: 'u2', email: 'a@example.com', status: 'processed' });
  });

  it('never has the same person twice in a request', async () => {
    const { send } = await identify([alias('u1', 'a'), alias('u2', 'a'), alias('u2', 'b'), alias('u3', 'c')]);
    const sent = bodies(send).map(({ aliases_to_identify }) => (aliases_to_identify as { external_id: string }[]).map(({ external_id }) => external_id));
    expect(sent).toEqual([['u1'], ['u2'], ['u2', 'u3']]);
    const addresses = await identify([email('u1', 'a@example.com'), email('u2', 'A@Example.com')]);
    expect(bodies(addresses.send)).toHaveLength(2);
  });

  it.each(['aliases_to_identify', 'user_identifiers'])('tells an error in %s of its item', async (input_array) => {
    const errors = [{ type: 'odd', input_array, index: 1 }];
    const { outcomes } = await identify([alias('u1', 'a'), alias('u2', 'b')], 'today', answering({ aliases_processed: 1, message: 'success', errors }));
    expect(jsonOf(outcomes[0])).toMatchObject({ external_id: 'u1' });
    expect(failureIn(outcomes[1])).toMatchObject({ code: 'rejected', message: 'Braze answered: odd.' });
  });

  it('is done again where the answer was lost, but not where rules would select the next profile', async () => {
    const again = await identify([alias('u1', 'a')], 'today', scripted(lost(), { body: { message: 'success' } }));
    expect(again.send.requests).toHaveLength(2);
    const once = await identify([email('u1', 'a@example.com')], 'today', scripted(lost(), { body: { message: 'success' } }));
    expect(once.send.requests).toHaveLength(1);
    expect(failureIn(once.outcomes[0])).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe' });
  });

  it.each<[string, Raw, string, RegExp]>([
    ['no confirmation', alias('u1', 'a', { confirm: undefined }), 'confirm', /'Identify for Good' \(confirm\) is empty/],
    ['a refused confirmation', alias('u1', 'a', { confirm: false }), 'confirm', /is off; removing profiles cannot be undone/],
    ['no rules', email('u1', 'a@example.com', { prioritization: [] }), 'prioritization', /'Prioritization' \(prioritization\) is empty/],
    [
      'opposite rules',
      email('u1', 'a@example.com', { prioritization: ['identified', 'unidentified'] }),
      'prioritization',
      /contains both identified and unidentified/,
    ],
    ['an unknown rule', email('u1', 'a@example.com', { prioritization: ['newest'] }), 'prioritization[0]', /is 'newest'/],
    ['rules for an alias', alias('u1', 'a', { prioritization: RULES }), 'prioritization', /set, but 'identifier' is not/],
    ['no external ID', alias('', 'a'), 'external_id', /'External ID' \(external_id\) is empty/],
    ['no address', email('u1', 'bob'), 'email', /is 'bob', which is not a valid email address/],
  ])('with %s is refused', async (_, input, field, says) => expectRefused(await identify([input]), field, says));
});

describe('merging users', () => {
  const merge = calling('user.merge', { status: 202, body: { message: 'success' } });
  const ids = (from: string, to: string, more: Raw = {}): Raw => ({
    merge_by: 'external_id',
    merge_external_id: from,
    keep_by: 'external_id',
    keep_external_id: to,
    confirm: true,
    ...more,
  });
  const address = (from: string, to: string, rules: readonly string[]): Raw => ({
    merge_by: 'email',
    merge_email: from,
    merge_prioritization: rules,
    keep_by: 'email',
    keep_email: to,
    keep_prioritization: ['identified'],
    confirm: true,
  });
  const updatesIn = (send: ReturnType<typeof scripted>) => bodies(send).map(({ merge_updates }) => merge_updates as object[]);

  it('names both, with the rules of each, and is accepted: Braze merges afterwards', async () => {
    const byAlias = {
      merge_by: 'user_alias',
      merge_alias_name: 'a',
      merge_alias_label: 'device',
      keep_by: 'user_alias',
      keep_alias_name: 'b',
      keep_alias_label: 'crm',
      confirm: true,
    };
    const { send, outcomes } = await merge([ids('u2', 'u1'), address('a@example.com', 'b@example.com', RULES), byAlias]);
    expect(updatesIn(send)).toEqual([
      [{ identifier_to_merge: { external_id: 'u2' }, identifier_to_keep: { external_id: 'u1' } }],
      [
        {
          identifier_to_merge: { email: 'a@example.com', prioritization: RULES },
          identifier_to_keep: { email: 'b@example.com', prioritization: ['identified'] },
        },
      ],
      [
        {
          identifier_to_merge: { user_alias: { alias_name: 'a', alias_label: 'device' } },
          identifier_to_keep: { user_alias: { alias_name: 'b', alias_label: 'crm' } },
        },
      ],
    ]);
    expect(outcomes.map(jsonOf).map(({ merged, kept, status }) => [merged, kept, status])).toEqual([
      [{ external_id: 'u2' }, { external_id: 'u1' }, 'accepted'],
      [{ email: 'a@example.com' }, { email: 'b@example.com' }, 'accepted'],
      [{ user_alias: { alias_name: 'a', alias_label: 'device' } }, { user_alias: { alias_name: 'b', alias_label: 'crm' } }, 'accepted'],
    ]);
  });

  it('never has the same person twice in a request, on either side', async () => {
    const { send } = await merge([ids('a', 'b'), ids('c', 'd'), ids('e', 'b'), ids('f', 'e'), ids('g', 'h')]);
    expect(updatesIn(send).map((updates) => updates.length)).toEqual([2, 1, 2]);
  });

  it('may take both from one address by different rules', async () => {
    const { send } = await merge([address('a@example.com', 'a@example.com', ['unidentified'])]);
    expect(send.requests).toHaveLength(1);
  });

  it('is done again where the answer was lost, but not where rules would select the next user', async () => {
    expect((await merge([ids('a', 'b')], 'today', scripted(lost(), { status: 202, body: { message: 'success' } }))).send.requests).toHaveLength(2);
    const { send, outcomes } = await merge([address('a@example.com', 'b@example.com', RULES)], 'today', scripted(lost(), { body: { message: 'success' } }));
    expect(send.requests).toHaveLength(1);
    expect(failureIn(outcomes[0])).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe', todo: expect.stringContaining("'Export'") });
  });

  it("tells Braze's words where it refuses", async () => {
    const { outcomes } = await merge([ids('a', 'b')], 'today', scripted({ status: 400, body: { message: 'identifiers must be objects of the same type' } }));
    expect(failureIn(outcomes[0])).toMatchObject({ message: expect.stringContaining('identifiers must be objects of the same type') });
  });

  it.each<[string, Raw, string, RegExp]>([
    ['no confirmation', ids('a', 'b', { confirm: undefined }), 'confirm', /'Merge for Good' \(confirm\) is empty/],
    ['a refused confirmation', ids('a', 'b', { confirm: 'false' }), 'confirm', /is off; merging users cannot be undone/],
    ['one user as both', ids('a', 'a'), 'keep_external_id', /'External ID to Keep' \(keep_external_id\) names the same user as 'External ID to Merge'/],
    ['one address as both', address('a@example.com', 'A@example.com', ['identified']), 'keep_email', /names the same user/],
    [
      'opposite rules',
      address('a@example.com', 'b@example.com', ['most_recently_updated', 'least_recently_updated']),
      'merge_prioritization',
      /'Prioritization to Merge' \(merge_prioritization\) contains both/,
    ],
    ['no rules', address('a@example.com', 'b@example.com', []), 'merge_prioritization', /is empty/],
    ['half a pair', ids('a', ''), 'keep_external_id', /'External ID to Keep' \(keep_external_id\) is empty/],
  ])('with %s is refused', async (_, input, field, says) => expectRefused(await merge([input]), field, says));
});

describe('renaming external IDs', () => {
  const rename = calling('externalId.rename', { body: { message: 'success', external_ids: ['n1', 'n2'], rename_errors: [] } });
  const of = (current_external_id: string, new_external_id: string): Raw => ({ current_external_id, new_external_id });
  const two = [of('o1', 'n1'), of('o2', 'n2')];

  it('tells of each whether it was done', async () => {
    const { send, outcomes } = await rename(two);
    expect(bodies(send)).toEqual([{ external_id_renames: two }]);
    expect(outcomes.map(jsonOf)).toEqual(two.map((each) => ({ ...each, renamed: true })));
  });

  it('keeps chains apart', async () => {
    const { send } = await rename([of('a', 'b'), of('x', 'y'), of('b', 'c')]);
    expect(bodies(send).map(({ external_id_renames }) => (external_id_renames as object[]).length)).toEqual([2, 1]);
  });

  it.each<[string, Json]>([
    ['index and words', [[1, 'new_external_id is already in use']]],
    ['index as text', [['1', 'new_external_id is already in use']]],
    ['one text', [['index 1: new_external_id is already in use']]],
    ['words only, with the ID', ['new_external_id is already in use: n2']],
  ])('tells an error of its item, given by %s', async (_, rename_errors) => {
    const { outcomes } = await rename(two, 'today', answering({ message: 'success', external_ids: ['n1'], rename_errors }));
    expect(jsonOf(outcomes[0])).toMatchObject({ renamed: true });
    expect(failureIn(outcomes[1])).toMatchObject({ code: 'rejected', reached: 'yes', message: expect.stringContaining('new_external_id is already in use') });
  });

  it('fails what is not listed as done, if errors name nobody', async () => {
    const { outcomes } = await rename(two, 'today', answering({ message: 'success', external_ids: ['n1'], rename_errors: ['in use'] }));
    expect(jsonOf(outcomes[0])).toMatchObject({ renamed: true });
    expect(failureIn(outcomes[1]).message).toBe('Braze answered: in use.');
  });

  it('takes no part of an ID for the ID', async () => {
    const { outcomes } = await rename(
      [of('o1', 'n1'), of('o12', 'n12')],
      'today',
      answering({ message: 'success', external_ids: [], rename_errors: ['o12 is not primary'] }),
    );
    expect(failureIn(outcomes[1]).message).toBe('Braze answered: o12 is not primary.');
    expect(jsonOf(outcomes[0])).toMatchObject({ renamed: false });
  });

  it('does not call done what the answer leaves out', async () => {
    const { outcomes } = await rename(two, 'today', answering({ message: 'success', external_ids: ['n1'], rename_errors: [] }));
    expect(jsonOf(outcomes[1])).toMatchObject({ renamed: false });
    expect(outcomes[0]).toMatchObject({ warnings: [expect.stringContaining('does not list 1 of 2 external IDs as renamed')] });
  });

  it('says after a repeat that the first request most likely did it', async () => {
    const errors = { message: 'success', external_ids: [], rename_errors: [[0, 'new_external_id is already in use']] };
    const { outcomes, send } = await rename([of('o1', 'n1')], 'today', scripted(lost(), { body: errors }));
    expect(send.requests).toHaveLength(2);
    expect(jsonOf(outcomes[0])).toEqual({ ...of('o1', 'n1'), renamed: true, error_of_repeat: 'new_external_id is already in use' });
    expect(outcomes[0]).toMatchObject({ warnings: [expect.stringContaining('The first answer from Braze was lost')] });
  });

  it('to the same ID is refused', async () => expectRefused(await rename([of('a', 'a')]), 'new_external_id', /which is the current one too/));
});

describe('removing external IDs', () => {
  const remove = calling('externalId.remove', { body: { message: 'success', removed_ids: ['a'], removal_errors: [[1, 'is primary']] } });

  it('tells of each whether it was done', async () => {
    const { send, outcomes } = await remove([{ external_ids: ['a', 'b'], confirm: true }]);
    expect(bodies(send)).toEqual([{ external_ids: ['a', 'b'] }]);
    expect(jsonOf(outcomes[0])).toEqual({ external_id: 'a', removed: true });
    expect(failureIn(outcomes[1]).message).toBe('Braze answered: is primary.');
  });

  it.each<[string, Raw, string, RegExp]>([
    ['no confirmation', { external_ids: ['a'] }, 'confirm', /'Remove for Good' \(confirm\) is empty/],
    ['a refused confirmation', { external_ids: ['a'], confirm: false }, 'confirm', /is off; removing external IDs cannot be undone/],
    ['nothing', { external_ids: [], confirm: true }, 'external_ids', /is empty/],
  ])('with %s is refused', async (_, input, field, says) => expectRefused(await remove([input]), field, says));
});

it.each([
  ['alias.create', { add_to: 'user', external_id: 'u1', alias_name: 'a', alias_label: 'b' }],
  ['alias.rename', { alias_label: 'a', old_alias_name: 'b', new_alias_name: 'c' }],
  ['user.identify', { external_id: 'u1', identifier: 'user_alias', alias_name: 'a', alias_label: 'b', confirm: true }],
  ['user.merge', { merge_by: 'external_id', merge_external_id: 'a', keep_by: 'external_id', keep_external_id: 'b', confirm: true }],
  ['externalId.rename', { current_external_id: 'a', new_external_id: 'b' }],
  ['externalId.remove', { external_ids: ['a'], confirm: true }],
])('%s is refused for an account of the Appboy version', async (operation, input) => {
  const { outcomes, send } = await calling(operation)([input], 'appboy');
  expect(failureIn(outcomes[0])).toMatchObject({ reached: 'no', message: expect.stringMatching(/account is Appboy, which does not have/) });
  expect(send.requests).toEqual([]);
});

it.each([
  ['user.identify', false],
  ['user.merge', false],
  ['user.delete', false],
  ['subscription.setMany', true],
])('%s asks for brakes against too many recipients: %s', (operation, asks) => {
  expect(maySend(operationOf(braze, operation))).toBe(asks);
});
