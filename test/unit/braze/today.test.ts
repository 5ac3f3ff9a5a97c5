import { permissionsFor } from '../../../engine/catalogue/permission';
import { operationOf } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { readFailure } from '../../../vendors/braze/errors';
import { bodies, calling, expectRefused, type Raw } from './sending';

/** What today's pages have and the Appboy document has not: sent as they say, and refused for accounts of its version before anything is sent. */

const send = calling('message.send');
const ANDROID = { alert: 'Hello', title: 'Hi' };
const to = (more: Raw): Raw => ({ broadcast: true, android_push: ANDROID, ...more });
const bodyOf = async (more: Raw) => bodies((await send([to(more)])).send)[0]!;

describe('the filter for the last use of the app', () => {
  const row = { kind: 'last_used_app', last_used_comparison: 'after', last_used_at: '2026-07-01T10:00' };
  const onWire = { last_used_app: { comparison: 'after', value: '2026-07-01T10:00:00+02:00' } };

  it('is a row of the form, by itself or among others', async () => {
    expect((await bodyOf({ audience_filters: [row] })).audience).toEqual(onWire);
    const pushed = { kind: 'push_subscription_status', status: 'opted_in' };
    expect((await bodyOf({ audience_filters: [{ ...row, last_used_comparison: 'before' }, pushed] })).audience).toEqual({
      AND: [{ last_used_app: { ...onWire.last_used_app, comparison: 'before' } }, { push_subscription_status: { comparison: 'is', value: 'opted_in' } }],
    });
  });

  it('is sent from JSON as it is', async () => {
    const audience = { AND: [{ last_used_app: { comparison: 'before', value: '2026-07-01T10:00:00Z' } }] };
    expect((await bodyOf({ audience })).audience).toEqual(audience);
  });

  it.each<[string, Raw, string, RegExp]>([
    [
      'no time',
      { audience_filters: [{ ...row, last_used_at: undefined }] },
      'audience_filters[0].last_used_at',
      /^'Last Used At' \(audience_filters\[0\]\.last_used_at\) is empty\.$/,
    ],
    ['no comparison', { audience_filters: [{ ...row, last_used_comparison: undefined }] }, 'audience_filters[0].last_used_comparison', /is empty/],
    ['a time that is none', { audience_filters: [{ ...row, last_used_at: 'soon' }] }, 'audience_filters[0].last_used_at', /not a valid date and time/],
    ['a text in JSON', { audience: { last_used_app: 'x' } }, 'audience.last_used_app', /must be an object/],
    [
      'another comparison in JSON',
      { audience: { last_used_app: { comparison: 'is', value: '2026-07-01' } } },
      'audience.last_used_app.comparison',
      /is 'is'; it must be one of after, before/,
    ],
    [
      'no time in JSON',
      { audience: { OR: [{ last_used_app: { comparison: 'after', value: 3 } }] } },
      'audience.OR[0].last_used_app.value',
      /is not a valid date and time: '3'/,
    ],
  ])('with %s is refused', async (_, more, field, says) => expectRefused(await send([to(more)]), field, says));

  it('is none of the Appboy version, in either form', async () => {
    const appboy = async (more: Raw) => send([{ external_user_ids: ['u'], android_push: ANDROID, ...more }], 'appboy');
    expectRefused(await appboy({ audience_filters: [row] }), 'audience_filters[0].kind', /is 'Last Used App', which the Appboy API version does not support/);
    expectRefused(await appboy({ audience: onWire }), 'audience.last_used_app', /that the Appboy API version does not support/);
  });
});

describe('message objects', () => {
  const messages: Record<string, Raw> = {
    apple_push: {
      alert: 'Hello',
      relevance_score: 0.5,
      apns_priority: 10,
      notification_group_thread_id: 'orders',
      use_webview: true,
      send_to_most_recent_device_only: true,
      buttons: [{ action_id: 'track', action: 'URI', uri: 'https://www.example.com', use_webview: true }],
    },
    android_push: {
      ...ANDROID,
      android_priority: 'high',
      use_webview: false,
      send_to_most_recent_device_only: true,
      buttons: [{ text: 'Track', action: 'CLOSE' }],
      conversation_data: {
        shortcut_id: 's',
        reply_person_id: 'p',
        messages: [{ text: 'Hi', timestamp: 1, person_id: 'p' }],
        persons: [{ id: 'p', name: 'Ada' }],
      },
    },
    email: {
      app_id: 'a',
      from: 'Shop <shop@example.com>',
      reply_to: 'NO_REPLY_TO',
      body: '<p>Hi</p>',
      should_inline_css: true,
      attachments: [{ file_name: 'a.pdf', url: 'https://www.example.com/a.pdf', basic_auth_credential: 'shop' }],
    },
  };

  it.each(Object.keys(messages))('%s has the members of today', async (kind) => {
    const sent = bodies((await send([{ external_user_ids: ['u'], [kind]: messages[kind] }])).send)[0]!;
    expect(sent.messages).toEqual({ [kind]: messages[kind] });
  });

  it('have no empty lists, which a form may deliver', async () => {
    const sent = bodies(
      (await send([{ external_user_ids: ['u'], apple_push: { alert: 'x', buttons: [] }, android_push: { ...ANDROID, buttons: [] } }])).send,
    )[0]!;
    expect(sent.messages).toEqual({ apple_push: { alert: 'x' }, android_push: ANDROID });
  });

  it.each<[string, string, unknown, RegExp]>([
    ['apple_push', 'relevance_score', 1.5, /the maximum is 1\./],
    ['apple_push', 'apns_priority', 11, /the maximum is 10\./],
    ['android_push', 'android_priority', 'urgent', /must be one of/],
    ['android_push', 'conversation_data', { shortcut_id: 's' }, /has no reply_person_id/],
  ])('%s refuses %s %j', async (kind, member, value, says) =>
    expectRefused(await send([{ external_user_ids: ['u'], [kind]: { ...messages[kind], [member]: value } }]), `${kind}.${member}`, says),
  );

  it.each([
    ['apple_push', { alert: 'x' }, 'relevance_score', 1],
    ['apple_push', { alert: 'x' }, 'buttons', [{ action_id: 'a' }]],
    ['android_push', ANDROID, 'android_priority', 'high'],
    ['email', { app_id: 'a', from: 'Shop <shop@example.com>', body: 'x' }, 'should_inline_css', true],
  ])('%s: the Appboy version does not have %s %s', async (kind, least, member, value) => {
    expectRefused(
      await send([{ external_user_ids: ['u'], [kind]: { ...least, [member]: value } }], 'appboy'),
      `${kind}.${member}`,
      /is not supported by the Appboy API version/,
    );
    const outcomes = await send([{ external_user_ids: ['u'], [kind]: least }], 'appboy');
    expect(bodies(outcomes.send)[0]!.messages).toEqual({ [kind]: least });
  });
});

describe('campaign details', () => {
  const get = calling('campaign.get', { body: { message: 'success', created_at: '2026-01-01', messages: { v: { channel: 'email', subject: 'Hi {{x}}' } } } });

  it('can be asked for the draft, and return the messages', async () => {
    const { outcomes, send: sent } = await get([{ campaign_id: 'c', post_launch_draft_version: true, include_has_translatable_content: false }]);
    expect(sent.requests[0]!.url).toMatch(/\?campaign_id=c&post_launch_draft_version=true&include_has_translatable_content=false$/);
    expect(outcomes[0]).toMatchObject({ state: 'done', output: { json: { campaign_id: 'c', messages: { v: { channel: 'email', subject: 'Hi {{x}}' } } } } });
  });

  it('of the Appboy version have neither switch', async () => {
    expectRefused(await get([{ campaign_id: 'c', post_launch_draft_version: true }], 'appboy'), 'post_launch_draft_version', /is not supported by the Appboy/);
  });
});

describe('arrays of objects', () => {
  const track = calling('user.track', { body: { message: 'success', attributes_processed: 1 } });
  const update = { $update: [{ $identifier_key: 'id', $identifier_value: 1, $new_object: { name: 'Rex' } }] };
  const warningsOf = async (attributes: object) => {
    const { outcomes } = await track([{ kind: 'json', attributes: [{ external_id: 'u', ...attributes }] }]);
    return outcomes[0]?.state === 'done' ? (outcomes[0].warnings ?? []) : outcomes[0];
  };

  it('whose objects are replaced rather than merged come with a warning', async () => {
    expect(await warningsOf({ pets: update })).toEqual([expect.stringMatching(/updates objects of a list without '_merge_objects'.*replaces each of them/)]);
    expect(await warningsOf({ pets: update, _merge_objects: true })).toEqual([]);
    expect(await warningsOf({ pets: { $add: [{ id: 2 }] } })).toEqual([]);
  });
});

it('a 403 for unsubscribed addresses names the permission as both kinds of pages do', () => {
  const needed = permissionsFor(operationOf(braze, 'email.getUnsubscribes'));
  const failure = readFailure({ status: 403, headers: {}, body: { message: 'Access Denied' } }, 'email.getUnsubscribes', needed);
  expect(failure?.todo).toMatch(/the permission 'email\.unsubscribe'\. Use a key .* Some pages of Braze call it 'email\.unsubscribes'\./);
});
