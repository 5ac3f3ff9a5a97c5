import { plan, TransportError } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { failureIn, jsonOf, scripted, testHost } from '../../support/host';
import { accounts, bodies, calling, expectRefused, SUCCESS, type Account, type Raw } from './sending';

const DISPATCH = { body: { message: 'success', dispatch_id: 'd1' } };
const send = calling('message.send', DISPATCH);
const message = { android_push: { alert: 'Hello', title: 'Hi' } };
const to = (more: Raw): Raw => ({ ...message, ...more });
const ids = (n: number, from = 0) => Array.from({ length: n }, (_, i) => `u${from + i}`);
const alias = (name: string) => ({ alias_name: name, alias_label: 'crm' });
const audience = { push_subscription_status: { comparison: 'is', value: 'opted_in' } };

const refused: [string, Raw, string, RegExp, Account?][] = [
  ['nobody', {}, 'external_user_ids', /There are no recipients: none of 'External User IDs' \(external_user_ids\), .*'Segment' \(segment_id\)/],
  ['broadcast alone', { broadcast: true }, 'external_user_ids', /There are no recipients/],
  ['an empty list of users', { external_user_ids: [], segment_id: 's', broadcast: true }, 'external_user_ids', /is empty: there is nobody to send to/],
  ['an empty user', { external_user_ids: ['u1', ' '] }, 'external_user_ids[1]', /is empty/],
  ['a segment without saying that all are meant', { segment_id: 's' }, 'broadcast', /No users are given and 'Send to Everyone' \(broadcast\) is off/],
  ['an audience without saying that all are meant', { audience, broadcast: false }, 'broadcast', /No users are given/],
  ['everyone at Appboy without saying so', { segment_id: 's' }, 'broadcast', /No users are given/, 'appboy'],
  ['everybody and users', { external_user_ids: ['u1'], broadcast: true }, 'broadcast', /is on, but users are given/],
  ['everybody and aliases', { user_aliases: [alias('a')], segment_id: 's', broadcast: true }, 'broadcast', /is on, but users are given/],
  ['an alias without label', { user_aliases: [{ alias_name: 'a' }] }, 'user_aliases[0].alias_label', /is empty/],
  ['aliases at Appboy', { user_aliases: [alias('a')] }, 'user_aliases', /'User Aliases' \(user_aliases\) is not supported by the Appboy API version/, 'appboy'],
  ['a send ID at Appboy', { external_user_ids: ['u1'], send_id: 's' }, 'send_id', /is not supported by the Appboy/, 'appboy'],
  ['a send ID of 65 characters', { external_user_ids: ['u1'], send_id: 'x'.repeat(65) }, 'send_id', /has 65 characters; at most 64/],
  ['an unknown subscription state', { external_user_ids: ['u1'], recipient_subscription_state: 'some' }, 'recipient_subscription_state', /must be one of/],
];

describe('sending', () => {
  it.each(refused)('to %s is refused with its field, and nothing is sent', async (_, more, field, says, account = 'today') => {
    expectRefused(await send([to(more)], account), field, says);
  });

  it("goes out as in the document's example", async () => {
    const { outcomes, send: sent } = await send([
      to({
        external_user_ids: ['external_id1', 'external_id2'],
        segment_id: 's1',
        audience,
        campaign_id: 'c1',
        send_id: 'x1',
        override_frequency_capping: true,
        recipient_subscription_state: 'all',
        android_push: { ...message.android_push, message_variation_id: 'v1' },
      }),
    ]);
    expect(sent.requests).toMatchObject([{ method: 'POST', url: 'https://rest.iad-01.braze.com/messages/send' }]);
    expect(bodies(sent)).toEqual([
      {
        external_user_ids: ['external_id1', 'external_id2'],
        segment_id: 's1',
        audience,
        campaign_id: 'c1',
        send_id: 'x1',
        recipient_subscription_state: 'all',
        override_frequency_capping: true,
        messages: { android_push: { ...message.android_push, message_variation_id: 'v1' } },
      },
    ]);
    expect(outcomes.map(jsonOf)).toEqual(['external_id1', 'external_id2'].map((id) => ({ external_user_id: id, status: 'accepted', dispatch_id: 'd1' })));
  });

  it('to everyone says so on the wire, at Appboy only here', async () => {
    const today = await send([to({ segment_id: 's1', broadcast: true })]);
    expect(bodies(today.send)).toEqual([{ broadcast: true, segment_id: 's1', messages: message }]);
    expect(jsonOf(today.outcomes[0])).toEqual({ segment_id: 's1', broadcast: true, status: 'accepted', dispatch_id: 'd1' });
    const appboy = await send([to({ segment_id: 's1', broadcast: true })], 'appboy');
    expect(bodies(appboy.send)).toEqual([{ segment_id: 's1', messages: message }]);
  });

  it('packs 50 users into a request, ids and aliases together, items of the same message too', async () => {
    const { outcomes, send: sent } = await send([
      to({ external_user_ids: ids(60) }),
      to({ user_aliases: [alias('a'), alias('b')] }),
      to({ external_user_ids: ids(1, 60), send_id: 'other' }),
    ]);
    expect(bodies(sent).map(({ external_user_ids = [], user_aliases = [] }) => [(external_user_ids as []).length, (user_aliases as []).length])).toEqual([
      [50, 0],
      [10, 2],
      [1, 0],
    ]);
    expect(outcomes).toHaveLength(63);
    expect(jsonOf(outcomes[61])).toEqual({ user_alias: alias('b'), status: 'accepted', dispatch_id: 'd1' });
  });

  it('the same thing to everyone from many items goes out once, and says so', async () => {
    const { outcomes, send: sent } = await send(Array.from({ length: 120 }, () => to({ segment_id: 's1', broadcast: true })));
    expect(sent.requests).toHaveLength(1);
    expect(outcomes).toHaveLength(120);
    expect(outcomes[0]).toMatchObject({ warnings: ['120 items contained the same message to everyone; it was sent once.'] });
  });

  it('lays errors at the users whom they name, and passes the others on as words', async () => {
    const { outcomes } = await send(
      [to({ external_user_ids: ids(3), user_aliases: [alias('a')] })],
      'today',
      scripted({
        body: {
          message: 'success',
          errors: [
            { type: 'Unknown user', input_array: 'external_user_ids', index: 1 },
            { type: 'Bad alias.', input_array: 'user_aliases', index: 0 },
            'something minor',
          ],
        },
      }),
      { continueOnFail: true },
    );
    expect(outcomes.map(({ state }) => state)).toEqual(['done', 'failed', 'done', 'failed']);
    expect(failureIn(outcomes[1])).toMatchObject({ code: 'rejected', reached: 'yes', field: 'external_user_ids', message: 'Braze answered: Unknown user.' });
    expect(failureIn(outcomes[3])).toMatchObject({ message: 'Braze answered: Bad alias.' });
    expect(outcomes[0]).toMatchObject({ warnings: ['Braze accepted the request and added: something minor'] });
  });

  it('that is put aside during maintenance says queued', async () => {
    const { outcomes } = await send([to({ external_user_ids: ['u1'] })], 'today', scripted({ status: 202, body: { message: 'queued' } }));
    expect(jsonOf(outcomes[0])).toEqual({ external_user_id: 'u1', status: 'queued' });
  });

  it.each([new TransportError('timeout', 'maybe'), { status: 500, body: { message: 'oops' } }])('whose outcome is unknown is not repeated', async (answer) => {
    const { outcomes, send: sent } = await send([to({ external_user_ids: ['u1'] })], 'today', scripted(answer));
    expect(sent.requests).toHaveLength(1);
    expect(failureIn(outcomes[0])).toMatchObject({ code: 'outcomeUnknown', todo: expect.stringContaining('before you send again') });
  });

  it('can be looked at without being sent', async () => {
    const [planned] = await plan(
      { vendor: braze, operation: 'message.send', inputs: [to({ external_user_ids: ids(2) })], account: accounts.today },
      testHost({ vendor: scripted(SUCCESS) }).ports,
    );
    expect(planned).toMatchObject({ retry: 'send', body: { external_user_ids: ['u0', 'u1'], messages: message } });
  });
});
