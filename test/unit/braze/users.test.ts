import { TransportError } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { failureIn, jsonOf, run, sampleAccount, scripted, testHost } from '../../support/host';

type Raw = { readonly [wireName: string]: unknown };

const today = sampleAccount(braze);
const appboy = sampleAccount(braze, { version: 'appboy' });
const caller =
  (operation: string, answer: object) =>
  async (inputs: readonly Raw[], send = scripted(answer), account = today, options = {}) => ({
    outcomes: await run({ vendor: braze, operation, inputs, account, options }, testHost({ vendor: send }).ports),
    send,
    bodies: () => send.requests.map(({ json }) => json as { [name: string]: unknown[] }),
  });
const remove = caller('user.delete', { body: { deleted: 1, message: 'success' } });
const get = caller('user.export', { body: { message: 'success', users: [] } });

const ids = (n: number) => Array.from({ length: n }, (_, i) => `u${i}`);
const gone = (external_ids: unknown, more: Raw = {}) => ({ identifier: 'external_ids', external_ids, confirm: true, ...more });
const alias = (i: number) => ({ alias_name: `a${i}`, alias_label: 'crm' });

type Refused = [string, Raw, string, RegExp, typeof today?];
const refuses = (call: typeof remove, cases: readonly Refused[]) =>
  it.each(cases)('%s: is refused with its field and a way out, and nothing is sent', async (_, input, field, says, account = today) => {
    const { outcomes, send } = await call([input], scripted({}), account);
    expect(failureIn(outcomes[0])).toMatchObject({
      code: 'validation',
      reached: 'no',
      field,
      message: expect.stringMatching(says),
      todo: expect.stringMatching(/^\w.*\.$/),
    });
    expect(send.requests).toHaveLength(0);
  });

describe('deleting users', () => {
  it.each([
    ['external_ids', ['u1'], { external_id: 'u1' }],
    ['braze_ids', ['b1'], { braze_id: 'b1' }],
    ['user_aliases', [alias(1)], { user_alias: alias(1) }],
    ['email_addresses', ['bob@example.com'], { email_address: 'bob@example.com' }],
    ['phone_numbers', ['+15043277269'], { phone_number: '+15043277269' }],
  ])('by %s', async (identifier, list, named) => {
    const { outcomes, send } = await remove([{ identifier, [identifier]: list, confirm: true }]);
    expect(send.requests).toMatchObject([{ method: 'POST', url: expect.stringMatching(/\/users\/delete$/), json: { [identifier]: list } }]);
    expect(send.requests[0]!.json).toEqual({ [identifier]: list });
    expect(jsonOf(outcomes[0])).toEqual({ ...named, deleted: true, status: 'processed' });
  });

  it('calls Braze IDs by their old name in an Appboy account', async () => {
    const { bodies } = await remove([{ identifier: 'braze_ids', braze_ids: ['b1'], confirm: true }], undefined, appboy);
    expect(bodies()).toEqual([{ appboy_ids: ['b1'] }]);
  });

  it('packs 50 of a kind into a request, those of several items too', async () => {
    const { bodies, outcomes } = await remove([gone(ids(60)), { identifier: 'email_addresses', email_addresses: ['a@b.c'], confirm: true }, gone('x, y')]);
    expect(bodies().map((body) => Object.entries(body).map(([name, list]) => [name, list.length]))).toEqual([
      [['external_ids', 50]],
      [['external_ids', 12]],
      [['email_addresses', 1]],
    ]);
    expect(outcomes).toHaveLength(63);
  });

  it('says of each whether there was such a user', async () => {
    const { outcomes } = await remove([gone(['u1', 'u2', 'u3'])], scripted({ body: { deleted: 2, invalid_user_ids: ['u2'] } }));
    expect(outcomes.map(jsonOf).map(({ external_id, deleted }) => [external_id, deleted])).toEqual([
      ['u1', true],
      ['u2', false],
      ['u3', true],
    ]);
    expect(outcomes[0]).toMatchObject({ warnings: [] });
  });

  it('finds aliases in the list of unknown ones by name or as objects', async () => {
    const inputs = [{ identifier: 'user_aliases', user_aliases: [alias(1), alias(2), alias(3)], confirm: true }];
    const { outcomes } = await remove(inputs, scripted({ body: { deleted: 1, invalid_user_ids: ['a1', alias(3)] } }));
    expect(outcomes.map(jsonOf).map(({ deleted }) => deleted)).toEqual([false, true, false]);
  });

  it('warns where Braze does not say whom it did not know', async () => {
    const { outcomes } = await remove([gone(['u1', 'u2'])], scripted({ body: { deleted: 1 } }));
    expect(outcomes[0]).toMatchObject({ warnings: ['Braze reports that it deleted 1 of 2 users, but not which of them it does not know.'] });
  });

  const byAddress = (more: Raw = {}) => ({ identifier: 'email_addresses', email_addresses: ['a@b.c', 'd@e.f'], confirm: true, ...more });
  const RULES = ['unidentified', 'least_recently_updated'];

  it('sends the rules for several users beside each address or number, as they were chosen', async () => {
    const phones = { identifier: 'phone_numbers', phone_numbers: ['+15043277269'], confirm: true, prioritization: ['most_recently_updated'] };
    const { bodies, outcomes } = await remove(
      [byAddress({ prioritization: RULES }), phones],
      scripted(
        { body: { deleted: 1, message: 'success', invalid_user_ids: [{ email: 'd@e.f', prioritization: RULES }] } },
        { body: { deleted: 1, message: 'success' } },
      ),
    );
    expect(bodies()).toEqual([
      { email_addresses: ['a@b.c', 'd@e.f'].map((email) => ({ email, prioritization: RULES })) },
      { phone_numbers: [{ phone: '+15043277269', prioritization: ['most_recently_updated'] }] },
    ]);
    expect(outcomes.map(jsonOf).map(({ deleted }) => deleted)).toEqual([true, false, true]);
  });

  it('is not done again where the answer was lost and the rules would select the next user', async () => {
    const lost = () => scripted(new TransportError('reset', 'maybe'), { body: { deleted: 2, message: 'success' } });
    const { outcomes, send } = await remove([byAddress({ prioritization: RULES })], lost());
    expect([send.requests.length, failureIn(outcomes[0])]).toEqual([1, expect.objectContaining({ code: 'outcomeUnknown', reached: 'maybe' })]);
    expect((await remove([byAddress()], lost())).send.requests).toHaveLength(2);
  });

  it('says what is queued', async () => {
    const { outcomes } = await remove([gone(['u1'])], scripted({ status: 202, body: { message: 'queued' } }));
    expect(jsonOf(outcomes[0])).toEqual({ external_id: 'u1', status: 'queued' });
  });

  it('is done again where the answer was lost', async () => {
    const { send } = await remove([gone(['u1'])], scripted(new TransportError('reset', 'maybe'), { body: { deleted: 0, invalid_user_ids: ['u1'] } }));
    expect(send.requests).toHaveLength(2);
  });

  refuses(remove, [
    ['no identifier', { external_ids: ['u1'], confirm: true }, 'identifier', /'Identify By' \(identifier\) is empty/],
    ['nobody', gone(undefined), 'external_ids', /'External IDs' \(external_ids\) is empty/],
    ['an empty list', gone([]), 'external_ids', /is empty/],
    ['an empty ID', gone(['u1', '']), 'external_ids[1]', /is empty/],
    ['two kinds of IDs', gone(['u1'], { braze_ids: ['b1'] }), 'braze_ids', /set, but 'identifier' is not braze_ids/],
    ['no confirmation', gone(['u1'], { confirm: undefined }), 'confirm', /'Delete for Good' \(confirm\) is empty/],
    ['a refused confirmation', gone(['u1'], { confirm: false }), 'confirm', /is off; deleting users cannot be undone/],
    ['half an alias', { identifier: 'user_aliases', user_aliases: [{ alias_name: 'a' }], confirm: true }, 'user_aliases[0].alias_label', /is empty/],
    [
      'no address',
      { identifier: 'email_addresses', email_addresses: ['bob'], confirm: true },
      'email_addresses[0]',
      /is 'bob', which is not a valid email address/,
    ],
    [
      'aliases at Appboy',
      { identifier: 'user_aliases', user_aliases: [alias(1)], confirm: true },
      'identifier',
      /'User Aliases', which the Appboy API version does not support/,
      appboy,
    ],
    [
      'opposite rules',
      { identifier: 'email_addresses', email_addresses: ['a@b.c'], prioritization: ['identified', 'unidentified'], confirm: true },
      'prioritization',
      /'Prioritization' \(prioritization\) contains both identified and unidentified/,
    ],
    ['rules for IDs', gone(['u1'], { prioritization: ['identified'] }), 'prioritization', /set, but 'identifier' is not/],
    ['addresses at Appboy', { identifier: 'email_addresses', email_addresses: ['a@b.c'], confirm: true }, 'identifier', /which the Appboy/, appboy],
  ]);
});

describe('exporting users', () => {
  it.each([['text'], [{ external_id: 'u1' }], [['u1']], [[null]]])('that come as %j is refused, and none is called not found', async (users) => {
    const { outcomes } = await get([named(['u1'])], scripted({ body: { message: 'success', users } }));
    expect(failureIn(outcomes[0])).toMatchObject({ code: 'format', message: expect.stringContaining("its 'users' is not a list of objects") });
  });

  const named = (external_ids: unknown, more: Raw = {}) => ({ identifier: 'external_ids', external_ids, ...more });
  const single = (identifier: string, value: string) => ({ identifier, [identifier]: value });

  it('gives each user, whatever their order in the answer', async () => {
    const users = [
      { external_id: 'u2', email: 'two@example.com' },
      { external_id: 'u1', email: 'one@example.com' },
    ];
    const { outcomes, send } = await get([named(['u1', 'u2']), named(['u3'])], scripted({ body: { message: 'success', users, invalid_user_ids: ['u3'] } }));
    expect(send.requests).toMatchObject([{ method: 'POST', url: expect.stringMatching(/\/users\/export\/ids$/) }]);
    expect(send.requests[0]!.json).toEqual({ external_ids: ['u1', 'u2', 'u3'] });
    expect(outcomes.map(jsonOf)).toEqual([
      { external_id: 'u1', email: 'one@example.com', found: true },
      { external_id: 'u2', email: 'two@example.com', found: true },
      { external_id: 'u3', found: false },
    ]);
    expect(outcomes.map(({ item }) => item)).toEqual([0, 0, 1]);
  });

  it('packs 50 into a request, those that want the same fields', async () => {
    const { bodies } = await get([named(ids(60)), named(['x'], { fields_to_export: ['email'] }), named(['y'])]);
    expect(bodies().map(({ external_ids, fields_to_export }) => [external_ids!.length, fields_to_export])).toEqual([
      [50, undefined],
      [11, undefined],
      [1, ['email', 'external_id']],
    ]);
  });

  it('asks for the field by which it finds a user again', async () => {
    const user_aliases = [alias(1), alias(2)];
    const users = [{ user_aliases: [{ alias_name: 'x', alias_label: 'y' }, alias(2)], email: 'two@example.com' }];
    const { bodies, outcomes } = await get(
      [{ identifier: 'user_aliases', user_aliases, fields_to_export: ['email'] }],
      scripted({ body: { message: 'success', users } }),
    );
    expect(bodies()).toEqual([{ user_aliases, fields_to_export: ['email', 'user_aliases'] }]);
    expect(outcomes.map(jsonOf)).toEqual([
      { user_alias: alias(1), found: false },
      { ...users[0], found: true },
    ]);
  });

  it.each(['braze_id', 'email_address', 'phone', 'device_id'])('asks for one %s at a time', async (identifier) => {
    const value = { email_address: 'bob@example.com', phone: '+15043277269' }[identifier] ?? 'x1';
    const send = scripted({ body: { message: 'success', users: [{ first_name: 'Bob' }] } }, { body: { message: 'success' } });
    const { bodies, outcomes } = await get([{ ...single(identifier, value), fields_to_export: ['first_name'] }, single(identifier, value)], send);
    expect(bodies()).toEqual([{ [identifier]: value, fields_to_export: ['first_name'] }, { [identifier]: value }]);
    expect(outcomes.map(jsonOf)).toEqual([
      { first_name: 'Bob', found: true },
      { [identifier]: value, found: false },
    ]);
  });

  it('gives all users of one address', async () => {
    const users = [{ external_id: 'u1' }, { external_id: 'u2' }];
    const { outcomes } = await get([single('email_address', 'bob@example.com')], scripted({ body: { message: 'success', users } }));
    expect(jsonOf(outcomes[0])).toEqual({ external_id: 'u1', found: true, other_users: [{ external_id: 'u2' }] });
  });

  refuses(get, [
    ['no identifier', { external_ids: ['u1'] }, 'identifier', /'Identify By' \(identifier\) is empty/],
    ['nobody', named(undefined), 'external_ids', /'External IDs' \(external_ids\) is empty/],
    ['two kinds of identifiers', named(['u1'], { phone: '+15043277269' }), 'phone', /set, but 'identifier' is not phone/],
    ['no address', single('email_address', 'bob'), 'email_address', /is 'bob', which is not a valid email address/],
    [
      'a phone number without its country',
      single('phone', '5043277269'),
      'phone',
      /'Phone' \(phone\) is '5043277269', which is not a valid phone number in E.164 format/,
    ],
    ['a phone number at Appboy', single('phone', '+15043277269'), 'identifier', /'Phone', which the Appboy API version does not support/, appboy],
    [
      'aliases at Appboy',
      { identifier: 'user_aliases', user_aliases: [alias(1)] },
      'identifier',
      /'User Aliases', which the Appboy API version does not support/,
      appboy,
    ],
  ]);
});
