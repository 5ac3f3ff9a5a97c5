import { CampaignError, formOf, inputFrom, validate } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { track as operation } from '../../../vendors/braze/user/track';
import { context as anyContext } from '../../support/acme';
import { failureIn, jsonOf, NOON, run, sampleAccount, scripted, testHost } from '../../support/host';

type Raw = { readonly [wireName: string]: unknown };

const today = sampleAccount(braze);
const appboy = sampleAccount(braze, { version: 'appboy' });
const accepted = { status: 201, body: { message: 'success' } };
const track = async (inputs: readonly Raw[], account = today, send = scripted(accepted), options = {}) => ({
  outcomes: await run({ vendor: braze, operation: 'user.track', inputs, account, options }, testHost({ vendor: send }).ports),
  send,
});
const bodyOf = async (input: Raw, account = today) => {
  const { outcomes, send } = await track([input], account);
  outcomes.forEach((outcome) => outcome.state !== 'done' && failureIn(outcome) && expect(failureIn(outcome)).toBeUndefined());
  expect(send.requests).toHaveLength(1);
  expect(send.requests[0]).toMatchObject({ method: 'POST', url: expect.stringMatching(/\/users\/track$/) });
  return send.requests[0]!.json;
};

const attributes = (more: Raw = {}) => ({ kind: 'attributes', user: 'user1', ...more });
const custom = (custom_attributes: Raw) => attributes({ custom_attributes });
const event = (more: Raw = {}) => ({ kind: 'event', user: 'user1', name: 'watched_trailer', ...more });
const purchase = (more: Raw = {}) => ({ kind: 'purchase', user: 'user1', product_id: 'backpack', currency: 'USD', price: 40, ...more });
const json = (more: Raw) => ({ kind: 'json', ...more });
const TIME = '2013-07-16T19:20:30+01:00';
const APP = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
const text = (n: number) => 'x'.repeat(n);

describe('attributes', () => {
  it('may say nothing but that there is a user', async () => {
    expect(await bodyOf(attributes())).toEqual({ attributes: [{ external_id: 'user1' }] });
  });

  it('of an item are profile fields and custom attributes in one flat object', async () => {
    expect(
      await bodyOf(custom({ first_name: 'Jon', dob: '1988-02-14', phone: 15043277269, has_profile_picture: true, score: 4.5, tags: ['a', 'b'], country: '' })),
    ).toEqual({
      attributes: [
        { external_id: 'user1', first_name: 'Jon', dob: '1988-02-14', phone: '15043277269', has_profile_picture: true, score: 4.5, tags: ['a', 'b'] },
      ],
    });
  });

  it('have every profile field of the document', async () => {
    const profile = {
      bio: 'Likes music',
      country: 'US',
      current_location: { longitude: -73.991443, latitude: 40.753824 },
      date_of_first_session: '2013-07-16T19:20:30',
      date_of_last_session: TIME,
      dob: '1988-02-14',
      email: 'bob@example.com',
      email_subscribe: 'opted_in',
      facebook: { id: '1', likes: ['x'], num_friends: 2 },
      first_name: 'Jon',
      foursquare_access_token: 'abc',
      gender: 'M',
      home_city: 'Boston',
      image_url: 'https://example.com/a.png',
      language: 'en',
      last_name: 'Doe',
      phone: '15043277269',
      push_subscribe: 'unsubscribed',
      push_tokens: [{ app_id: APP, token: 'abcd' }],
      time_zone: 'Eastern Time (US & Canada)',
      twitter: { id: 1, screen_name: 'jon', followers_count: 2, friends_count: 3, statuses_count: 4 },
    };
    // A wall-clock time is one of the host's zone.
    const sent = { external_id: 'user1', ...profile, date_of_first_session: '2013-07-16T19:20:30+02:00' };
    expect(await bodyOf(attributes({ profile }), appboy)).toEqual({ attributes: [sent] });
    expect(await bodyOf(custom(profile), appboy)).toEqual({ attributes: [{ external_id: 'user1', ...profile }] });
  });

  it('have what Braze added to them', async () => {
    const profile = {
      gender: 'P',
      email_open_tracking_disabled: true,
      email_click_tracking_disabled: false,
      marked_email_as_spam_at: TIME,
      subscription_groups: [{ subscription_group_id: 'g1', subscription_state: 'unsubscribed' }],
      push_tokens: [{ app_id: APP, token: 'abcd', device_id: 'd1' }],
    };
    expect(await bodyOf(attributes({ profile }))).toEqual({ attributes: [{ external_id: 'user1', ...profile }] });
    expect(await bodyOf(custom({ ...profile, email_open_tracking_disabled: 'true' }))).toEqual({ attributes: [{ external_id: 'user1', ...profile }] });
  });

  it('are changed by rows', async () => {
    const changes = [
      { name: 'a', action: 'set', value: 'text' },
      { name: 'b', action: 'set', value: '1.5', type: 'number' },
      { name: 'c', action: 'set', value: 'true', type: 'boolean' },
      { name: 'd', action: 'set', value: '2013-07-16 19:20', type: 'date' },
      { name: 'e', action: 'set', value: 'x, y', type: 'list' },
      { name: 'f', action: 'increment', value: '-2' },
      { name: 'g', action: 'add', value: 'x' },
      { name: 'g', action: 'add', value: '["y, z"]' },
      { name: 'g', action: 'remove', value: 'w,v' },
    ];
    expect(await bodyOf(attributes({ changes }))).toEqual({
      attributes: [
        {
          ...{ external_id: 'user1', a: 'text', b: 1.5, c: true, d: '2013-07-16T19:20:00+02:00', e: ['x', 'y'] },
          ...{ f: { inc: -2 }, g: { add: ['x', 'y, z'], remove: ['w', 'v'] } },
        },
      ],
    });
  });

  it('are removed by null today; the Appboy document knows no such thing', async () => {
    expect(await bodyOf(custom({ first_name: null, color: null }))).toEqual({ attributes: [{ external_id: 'user1', first_name: null, color: null }] });
    expect(await bodyOf(custom({ first_name: null, color: null }), appboy)).toEqual({ attributes: [{ external_id: 'user1' }] });
  });

  it('may be changed in lists of objects, and hold times', async () => {
    const pets = {
      $add: [{ id: 2, born: { $time: '2020-01-01' } }],
      $update: [{ $identifier_key: 'id', $identifier_value: 1, $new_object: { name: 'Rex' } }],
      $remove: [{ $identifier_key: 'id', $identifier_value: 3 }],
    };
    expect(await bodyOf(custom({ pets }))).toEqual({ attributes: [{ external_id: 'user1', pets }] });
  });

  it('may be nested today', async () => {
    const nested = { car: { color: 'red', doors: 3 }, pets: [{ id: 1 }], _merge_objects: true };
    expect(await bodyOf(custom(nested))).toEqual({ attributes: [{ external_id: 'user1', ...nested }] });
  });

  it('carry the flag for known users only', async () => {
    expect(await bodyOf(attributes({ _update_existing_only: true }))).toEqual({ attributes: [{ external_id: 'user1', _update_existing_only: true }] });
  });
});

describe('a user', () => {
  it.each([
    ['external_id', {}, { external_id: 'user1' }],
    ['user_alias', { alias_label: 'crm' }, { user_alias: { alias_name: 'user1', alias_label: 'crm' } }],
    ['braze_id', {}, { braze_id: 'user1' }],
    ['email', { user: 'bob@example.com' }, { email: 'bob@example.com' }],
    ['phone', { user: '+15043277269' }, { phone: '+15043277269' }],
  ])('is named by %s', async (identifier, more, named) => {
    expect(await bodyOf(attributes({ identifier, ...more }))).toEqual({ attributes: [named] });
    expect(await bodyOf(event({ identifier, ...more, time: TIME }))).toEqual({ events: [{ ...named, name: 'watched_trailer', time: TIME }] });
    const { outcomes } = await track([attributes({ identifier, ...more })]);
    expect(jsonOf(outcomes[0])).toEqual({ ...named, kind: 'attributes', status: 'processed' });
  });

  it('without an identifier is imported by push token', async () => {
    const sent = { attributes: [{ push_token_import: true, push_tokens: [{ app_id: APP, token: 'abcd' }], color: 'red' }] };
    const more = { custom_attributes: { color: 'red' } };
    expect(await bodyOf({ kind: 'attributes', identifier: 'push_token', user: 'abcd', app_id: APP, ...more }, appboy)).toEqual(sent);
    const profile = { push_tokens: [{ app_id: APP, token: 'abcd' }] };
    expect(await bodyOf({ kind: 'attributes', identifier: 'push_token', profile, ...more })).toEqual(sent);
    const { outcomes } = await track([{ kind: 'attributes', identifier: 'push_token', profile }]);
    expect(jsonOf(outcomes[0])).toEqual({ push_token: 'abcd', kind: 'attributes', status: 'processed' });
  });

  it('may have a number as ID, and the same one among the attributes', async () => {
    expect(await bodyOf({ kind: 'attributes', user: 42, custom_attributes: { external_id: 42, a: 1 } })).toEqual({ attributes: [{ external_id: '42', a: 1 }] });
  });
});

describe('an event', () => {
  it('is of now unless its time is given', async () => {
    expect(await bodyOf(event())).toEqual({ events: [{ external_id: 'user1', name: 'watched_trailer', time: new Date(NOON).toISOString() }] });
  });

  it.each([
    [TIME, TIME],
    ['2013-07-16T18:20:30.123Z', '2013-07-16T18:20:30.123Z'],
    ['2013-07-16T19:20:30', '2013-07-16T19:20:30+02:00'],
    ['20130716T192030+0100', '2013-07-16T19:20:30+01:00'],
  ])('of %s is sent with %s', async (time, sent) => {
    expect(await bodyOf(event({ time }))).toMatchObject({ events: [{ time: sent }] });
  });

  it('has an app, properties, and the flag for known users only', async () => {
    const properties = { movie: 'The Sad Egg', rating: 4.5, seen: true, at: TIME };
    const given = event({ time: TIME, app_id: 'app', properties: { ...properties, director: null }, _update_existing_only: true });
    expect(await bodyOf(given, appboy)).toEqual({
      events: [{ external_id: 'user1', app_id: 'app', name: 'watched_trailer', time: TIME, properties, _update_existing_only: true }],
    });
  });

  it('may have lists and objects as properties today', async () => {
    const properties = { cast: [{ name: 'Actor1' }], release: { year: 2022 } };
    expect(await bodyOf(event({ properties }))).toMatchObject({ events: [{ properties }] });
  });
});

describe('a purchase', () => {
  it('has product, currency, price, quantity and what an event has', async () => {
    expect(await bodyOf(purchase({ quantity: 100, time: TIME, app_id: 'app', properties: { color: 'red' } }))).toEqual({
      purchases: [
        {
          ...{ external_id: 'user1', app_id: 'app', product_id: 'backpack', currency: 'USD', price: 40, quantity: 100, time: TIME },
          properties: { color: 'red' },
        },
      ],
    });
  });
});

describe('wire objects', () => {
  it('of all kinds travel as they are, with a time where it is missing', async () => {
    const input = json({
      attributes: [{ external_id: 'user1', first_name: 'Jon', score: { inc: 1 }, _update_existing_only: true, unheard_of: 'x' }],
      events: [
        { user_alias: { alias_name: 'a', alias_label: 'crm' }, name: 'e', time: TIME },
        { email: 'bob@example.com', name: 'f' },
      ],
      purchases: [{ braze_id: 'b', product_id: 'p', currency: 'EUR', price: 1, time: TIME, quantity: 2 }],
    });
    expect(await bodyOf(input)).toEqual({
      ...input,
      kind: undefined,
      events: [(input as unknown as { events: Raw[] }).events[0], { email: 'bob@example.com', name: 'f', time: new Date(NOON).toISOString() }],
    });
    const { outcomes } = await track([input]);
    expect(outcomes.map(jsonOf)).toEqual([
      { external_id: 'user1', kind: 'attributes', status: 'processed' },
      { user_alias: { alias_name: 'a', alias_label: 'crm' }, kind: 'event', name: 'e', status: 'processed' },
      { email: 'bob@example.com', kind: 'event', name: 'f', status: 'processed' },
      { braze_id: 'b', kind: 'purchase', product_id: 'p', status: 'processed' },
    ]);
  });

  it('may come as text, and with empty lists beside', async () => {
    expect(
      await bodyOf(json({ attributes: '[]', events: [], purchases: `[{"external_id":"u","product_id":"p","currency":"EUR","price":1,"time":"${TIME}"}]` })),
    ).toEqual({
      purchases: [{ external_id: 'u', product_id: 'p', currency: 'EUR', price: 1, time: TIME }],
    });
  });
});

/** Each rule of the document, the field it names, and words that the user reads; then the account where it is not today's. */
const refused: [string, Raw, string, RegExp, typeof today?][] = [
  ['no kind', { user: 'user1' }, 'kind', /'Kind' \(kind\) is empty/],
  ['an unknown kind', { ...attributes(), kind: 'canvas' }, 'kind', /must be one of attributes, event, json, purchase/],
  ['no user', { kind: 'attributes' }, 'user', /'User' \(user\) is empty/],
  ['a blank user', event({ user: ' ' }), 'user', /'User' \(user\) is empty/],
  ['an alias without label', attributes({ identifier: 'user_alias' }), 'alias_label', /'Alias Label' \(alias_label\) is empty/],
  ['a label without alias', attributes({ alias_label: 'crm' }), 'alias_label', /set, but 'identifier' is not user_alias/],
  ['an address that is none', event({ identifier: 'email', user: 'bob' }), 'user', /'User' \(user\) is 'bob', not an email address/],
  ['an address that is none, for attributes', attributes({ identifier: 'email', user: 'bob' }), 'user', /'User' \(user\) is 'bob', not an email address/],
  ['a phone number that is none', event({ identifier: 'phone', user: 'bob' }), 'user', /is 'bob', not a phone number/],
  [
    'another user among the attributes',
    custom({ external_id: 'user2' }),
    'custom_attributes.external_id',
    /is 'user2', but the user is identified by external_id 'user1'/,
  ],
  ['another kind of user among the attributes', custom({ braze_id: 'b' }), 'custom_attributes.braze_id', /but the user is identified by external_id/],
  [
    'an alias among the attributes',
    custom({ user_alias: { alias_name: 'a', alias_label: 'b' } }),
    'custom_attributes.user_alias',
    /but the user is identified by/,
  ],
  [
    'another address among the attributes of an address',
    { ...custom({ email: 'eve@example.com' }), identifier: 'email', user: 'bob@example.com' },
    'custom_attributes.email',
    /is 'eve@example.com', but the user is identified by email 'bob@example.com'/,
  ],
  ['a push token import of an event', event({ identifier: 'push_token' }), 'identifier', /is Push Token, which is only supported for attributes/],
  ['a push token import without token', { kind: 'attributes', identifier: 'push_token' }, 'user', /is empty, but a push token is imported/],
  ['a push token without app', { kind: 'attributes', identifier: 'push_token', user: 'abcd' }, 'app_id', /'App ID' \(app_id\) is empty/],
  ['an app for attributes', attributes({ app_id: 'a' }), 'app_id', /attributes do not belong to an app/],
  [
    'an alias in an Appboy account',
    attributes({ identifier: 'user_alias', alias_label: 'crm' }),
    'identifier',
    /'User Alias', which the Appboy API version does not support/,
    appboy,
  ],
  [
    'an address in an Appboy account',
    event({ identifier: 'email', user: 'bob@example.com' }),
    'identifier',
    /'Email', which the Appboy API version does not support/,
    appboy,
  ],
  ['attributes that are a list', attributes({ custom_attributes: [] }), 'custom_attributes', /must be a JSON object but is a list/],
  ['a date of birth in another form', custom({ dob: '14.02.1988' }), 'custom_attributes.dob', /is '14\.02\.1988', not a date in YYYY-MM-DD format/],
  ['a date of birth that does not exist', custom({ dob: '1988-02-30' }), 'custom_attributes.dob', /not a date in YYYY-MM-DD format/],
  ['the same in the form', attributes({ profile: { dob: '1988-2-1' } }), 'profile.dob', /'Date of Birth' \(profile\.dob\) is '1988-2-1'/],
  ['a country by name', custom({ country: 'Germany' }), 'custom_attributes.country', /is 'Germany', not a country code/],
  ['a country code of three letters', attributes({ profile: { country: 'DEU' } }), 'profile.country', /not a country code/],
  ['a language by name', custom({ language: 'English' }), 'custom_attributes.language', /not a language code/],
  ['a language of three letters at Appboy', custom({ language: 'saq' }), 'custom_attributes.language', /not a language code/, appboy],
  ['a gender beyond the list', custom({ gender: 'male' }), 'custom_attributes.gender', /is 'male', not one of F, M, N, O, P/],
  ['a gender that Appboy does not have', attributes({ profile: { gender: 'O' } }), 'profile.gender', /is 'O', not one of F, M/, appboy],
  ['a phone number with a plus at Appboy', custom({ phone: '+1504' }), 'custom_attributes.phone', /not a phone number with digits only/, appboy],
  ['an email address that is none', custom({ email: 'bob at example.com' }), 'custom_attributes.email', /not an email address/],
  ['an unknown email subscription', custom({ email_subscribe: 'yes' }), 'custom_attributes.email_subscribe', /not one of opted_in, subscribed, unsubscribed/],
  ['an unknown push subscription', custom({ push_subscribe: true }), 'custom_attributes.push_subscribe', /is true, not one of opted_in/],
  ['a first session that is no time', custom({ date_of_first_session: 'long ago' }), 'custom_attributes.date_of_first_session', /not a date in ISO 8601/],
  ['a last session that is no time', attributes({ profile: { date_of_last_session: 'x' } }), 'profile.date_of_last_session', /is not a valid date and time/],
  [
    'a place without latitude',
    custom({ current_location: { longitude: 1 } }),
    'custom_attributes.current_location',
    /not an object with a longitude and a latitude/,
  ],
  [
    'a place off the globe',
    attributes({ profile: { current_location: { longitude: 1, latitude: 91 } } }),
    'profile.current_location.latitude',
    /'Latitude' .* is 91; the maximum is 90/,
  ],
  ['a name that is a list', custom({ first_name: ['Jon'] }), 'custom_attributes.first_name', /is \["Jon"\], not a text/],
  ['an image that is no address', custom({ image_url: 'me.png' }), 'custom_attributes.image_url', /not a URL/],
  ['a time zone by its offset', custom({ time_zone: '+02:00' }), 'custom_attributes.time_zone', /is '\+02:00', not a time zone name \(IANA\)/],
  ['a time zone that is none', attributes({ profile: { time_zone: 'Europe/Nowhere' } }), 'profile.time_zone', /not a time zone name/],
  ['a country that is none', custom({ country: 'XX' }), 'custom_attributes.country', /is 'XX', not a country code/],
  ['a language that is none', custom({ language: 'xx' }), 'custom_attributes.language', /is 'xx', not a language code/],
  ['an address without a domain', custom({ email: 'bob@localhost' }), 'custom_attributes.email', /not an email address/],
  ['an empty time zone', attributes({ profile: { time_zone: ' ' } }), 'profile.time_zone', /not a time zone name/],
  ['push tokens without app', custom({ push_tokens: [{ token: 'a' }] }), 'custom_attributes.push_tokens', /not a list of objects with app_id and token/],
  ['push tokens without token', attributes({ profile: { push_tokens: [{ app_id: 'a' }] } }), 'profile.push_tokens[0].token', /is empty/],
  ['a Facebook account with unknown members', attributes({ profile: { facebook: { name: 'x' } } }), 'profile.facebook', /any of id, likes and num_friends/],
  ['a Facebook account with half a friend', custom({ facebook: { num_friends: 0.5 } }), 'custom_attributes.facebook', /any of id, likes and num_friends/],
  ['a Twitter account whose ID is a text', custom({ twitter: { id: '1' } }), 'custom_attributes.twitter', /any of id, screen_name/],
  [
    'a subscription group without state',
    custom({ subscription_groups: [{ subscription_group_id: 'g' }] }),
    'custom_attributes.subscription_groups',
    /with subscription_group_id and subscription_state/,
  ],
  ['a flag that is none', custom({ email_open_tracking_disabled: 'maybe' }), 'custom_attributes.email_open_tracking_disabled', /is 'maybe', not true or false/],
  [
    'a profile field that Appboy does not have',
    attributes({ profile: { email_open_tracking_disabled: true } }),
    'profile.email_open_tracking_disabled',
    /not a profile field in the Appboy/,
    appboy,
  ],
  ['a name that is reserved', custom({ foursquare: 1 }), 'custom_attributes.foursquare', /is a name reserved by Braze/],
  ['an increment by half', custom({ visits: { inc: 0.5 } }), 'custom_attributes.visits.inc', /is 0\.5, not a whole number/],
  ['an increment by text', custom({ visits: { inc: '1' } }), 'custom_attributes.visits.inc', /is '1', not a whole number/],
  ['adding what is no list', custom({ tags: { add: 'x' } }), 'custom_attributes.tags.add', /is 'x', not a list/],
  ['removing what is no list', custom({ tags: { add: [], remove: 1 } }), 'custom_attributes.tags.remove', /is 1, not a list/],
  ['a list of lists', custom({ tags: ['a', ['b']] }), 'custom_attributes.tags[1]', /which is not allowed in a list attribute/],
  ['a list of objects at Appboy', custom({ tags: [{ a: 1 }] }), 'custom_attributes.tags[0]', /which is not allowed in a list attribute/, appboy],
  ['an object with a space in a name', custom({ car: { 'model year': 1 } }), 'custom_attributes.car.model year', /has a space in its name/],
  ['an object with a period in a name', custom({ car: { engine: { 'a.b': 1 } } }), 'custom_attributes.car.engine.a.b', /has a period or a dollar sign/],
  ['an object with a dollar sign in a name', custom({ cars: [{ a: 1 }, { $b: 1 }] }), 'custom_attributes.cars[1].$b', /has a period or a dollar sign/],
  [
    'an object with a long text',
    custom({ cars: [{ list: ['a', text(256)] }] }),
    'custom_attributes.cars[0].list[1]',
    /has 256 characters; in an object at most 255/,
  ],
  ['an object with a long name', custom({ car: { [text(256)]: 1 } }), `custom_attributes.car.${text(256)}`, /has a name of 256 characters; at most 255/],
  ['an object above 100 KB', custom({ car: { a: Array.from({ length: 500 }, () => text(200)) } }), 'custom_attributes.car', /at most 100\.0 kB are allowed/],
  ['a change of objects beside another member', custom({ pets: { $add: [], id: 1 } }), 'custom_attributes.pets.id', /cannot be combined with a change/],
  ['a change of objects that is no list', custom({ pets: { $add: { id: 1 } } }), 'custom_attributes.pets.$add', /not a list/],
  [
    'an update of objects without its key',
    custom({ pets: { $update: [{ $new_object: {} }] } }),
    'custom_attributes.pets.$update[0].$identifier_key',
    /is empty/,
  ],
  [
    'an update of objects with a text',
    custom({ pets: { $update: [{ $identifier_key: 'id', $identifier_value: 1, $new_object: 'x' }] } }),
    'custom_attributes.pets.$update[0].$new_object',
    /not an object/,
  ],
  [
    'a removal of objects without a value',
    custom({ pets: { $remove: [{ $identifier_key: 'id' }] } }),
    'custom_attributes.pets.$remove[0].$identifier_value',
    /is empty/,
  ],
  ['a merging that is a text', custom({ car: { a: 1 }, _merge_objects: 'yes' }), 'custom_attributes._merge_objects', /not true or false/],
  ['an object at Appboy', custom({ car: { color: 'red' } }), 'custom_attributes.car', /is an object, which is not allowed as a custom attribute/, appboy],
  ['a value given twice', { ...custom({ dob: '1988-02-14' }), profile: { dob: '1988-02-14' } }, 'profile.dob', /sets 'dob', which is also set elsewhere/],
  [
    'a change of a value given',
    { ...custom({ a: 1 }), changes: [{ name: 'a', action: 'increment', value: '1' }] },
    'changes[0].name',
    /sets 'a', which is also set elsewhere/,
  ],
  [
    'two changes of one attribute',
    attributes({
      changes: [
        { name: 'a', action: 'set', value: '1' },
        { name: 'a', action: 'add', value: '1' },
      ],
    }),
    'changes[1].name',
    /is 'a', which is also changed by another row/,
  ],
  ['a change without value', attributes({ changes: [{ name: 'a', action: 'set' }] }), 'changes[0].value', /'Value' \(changes\[0\]\.value\) is empty/],
  ['a change by half', attributes({ changes: [{ name: 'a', action: 'increment', value: '0.5' }] }), 'changes[0].value', /is '0\.5', not a whole number/],
  ['a number that is none', attributes({ changes: [{ name: 'a', action: 'set', value: 'x', type: 'number' }] }), 'changes[0].value', /is 'x', not a number/],
  [
    'a boolean that is none',
    attributes({ changes: [{ name: 'a', action: 'set', value: 'x', type: 'boolean' }] }),
    'changes[0].value',
    /is 'x', not true or false/,
  ],
  [
    'a date that is none',
    attributes({ changes: [{ name: 'a', action: 'set', value: 'x', type: 'date' }] }),
    'changes[0].value',
    /is 'x', not a date in ISO 8601/,
  ],
  [
    'a type of an increment',
    attributes({ changes: [{ name: 'a', action: 'increment', value: '1', type: 'number' }] }),
    'changes[0].type',
    /but 'action' is not set/,
  ],
  [
    'a profile field changed into nonsense',
    attributes({ changes: [{ name: 'country', action: 'set', value: 'Germany' }] }),
    'changes[0].value',
    /'Changes' .* is 'Germany', not a country code/,
  ],
  ['an event without name', { kind: 'event', user: 'user1' }, 'name', /'Event Name' \(name\) is empty/],
  ['an event with a time that is none', event({ time: 'yesterday' }), 'time', /'Time' \(time\) is not a valid date and time/],
  ['properties that are a list', event({ properties: [1] }), 'properties', /must be a JSON object/],
  ['a property without name', event({ properties: { '': 1 } }), 'properties', /has a property without a name/],
  ['a property with a dollar sign', event({ properties: { $a: 1 } }), 'properties.$a', /starts with a dollar sign/],
  ['a property with a long name', event({ properties: { [text(256)]: 1 } }), `properties.${text(256)}`, /has a name of 256 characters; at most 255/],
  ['a property that is too long', purchase({ properties: { a: text(256) } }), 'properties.a', /has 256 characters; at most 255 are allowed/],
  ['a property that is a list at Appboy', event({ properties: { a: [1] } }), 'properties.a', /is \[1\], but a property must be text, a number/, appboy],
  ['a property with a reserved name', event({ properties: { time: 1 } }), 'properties.time', /has a name reserved by Braze/],
  ['100 KB of properties', event({ properties: { a: Array.from({ length: 1000 }, () => text(100)) } }), 'properties', /at most 100\.0 kB are allowed/],
  ['50 KB of properties', purchase({ properties: { a: Array.from({ length: 500 }, () => text(100)) } }), 'properties', /at most 50\.0 kB are allowed/],
  ['a purchase without product', purchase({ product_id: undefined }), 'product_id', /'Product ID' \(product_id\) is empty/],
  ['a product of 256 characters', purchase({ product_id: text(256) }), 'product_id', /has 256 characters; at most 255/],
  ['a purchase without currency', purchase({ currency: undefined }), 'currency', /'Currency' \(currency\) is empty/],
  ['a currency by sign', purchase({ currency: '$' }), 'currency', /is '\$', not a currency code/],
  ['a purchase without price', purchase({ price: undefined }), 'price', /'Price' \(price\) is empty/],
  ['a price that is a text', purchase({ price: 'free' }), 'price', /must be a number but is text/],
  ['a quantity of 0', purchase({ quantity: 0 }), 'quantity', /is 0; the minimum is 1/],
  ['a quantity of 101', purchase({ quantity: 101 }), 'quantity', /is 101; the maximum is 100/],
  ['a quantity of 1.5', purchase({ quantity: 1.5 }), 'quantity', /must be a whole number/],
  ['a price of an event', event({ price: 1 }), 'price', /set, but 'kind' is not purchase/],
  ['no wire objects', json({}), 'attributes', /is empty, and so are the events and purchases/],
  ['only empty lists', json({ attributes: [], events: [], purchases: [] }), 'attributes', /is empty, and so are the events and purchases/],
  ['wire objects that are one object', json({ events: {} }), 'events', /must be a JSON list but is an object/],
  ['a wire object that is none', json({ events: ['x'] }), 'events[0]', /'Event Objects' \(events\[0\]\) is 'x', not an object/],
  ['a wire object without user', json({ events: [{ name: 'e' }] }), 'events[0].external_id', /is empty/],
  [
    'a wire object with two users',
    json({ events: [{ external_id: 'a', braze_id: 'b', name: 'e' }] }),
    'events[0].braze_id',
    /is set together with external_id/,
  ],
  ['a wire object with an empty user', json({ attributes: [{ external_id: '' }] }), 'attributes[0].external_id', /must be a non-empty text, not ''/],
  [
    'a wire object with half an alias',
    json({ attributes: [{ user_alias: { alias_name: 'a' } }] }),
    'attributes[0].user_alias',
    /not an object with alias_name and alias_label/,
  ],
  [
    'a wire object with an alias at Appboy',
    json({ attributes: [{ user_alias: { alias_name: 'a', alias_label: 'b' } }] }),
    'attributes[0].external_id',
    /is empty/,
    appboy,
  ],
  [
    'an import with a user',
    json({ attributes: [{ push_token_import: true, external_id: 'a' }] }),
    'attributes[0].external_id',
    /but push_token_import is for users without/,
  ],
  ['an import without token', json({ attributes: [{ push_token_import: true }] }), 'attributes[0].push_tokens', /a push token is imported/],
  ['a wire event without name', json({ events: [{ external_id: 'a' }] }), 'events[0].name', /is empty/],
  ['a wire event with a time that is none', json({ events: [{ external_id: 'a', name: 'e', time: 'x' }] }), 'events[0].time', /is 'x', not a date and time/],
  ['a wire event with bad properties', json({ events: [{ external_id: 'a', name: 'e', properties: { $a: 1 } }] }), 'events[0].properties.$a', /dollar sign/],
  ['a wire event whose properties are none', json({ events: [{ external_id: 'a', name: 'e', properties: 1 }] }), 'events[0].properties', /is 1, not an object/],
  ['a wire event with an app that is none', json({ events: [{ external_id: 'a', name: 'e', app_id: 1 }] }), 'events[0].app_id', /is 1, not a text/],
  [
    'a wire event with a flag that is none',
    json({ events: [{ external_id: 'a', name: 'e', _update_existing_only: 1 }] }),
    'events[0]._update_existing_only',
    /is 1, not true or false/,
  ],
  [
    'wire attributes with a flag that is none',
    json({ attributes: [{ external_id: 'a', _update_existing_only: 1 }] }),
    'attributes[0]._update_existing_only',
    /is 1, not true or false/,
  ],
  [
    'a wire purchase with a small currency',
    json({ purchases: [{ external_id: 'a', product_id: 'p', currency: 'usd', price: 1 }] }),
    'purchases[0].currency',
    /three uppercase letters/,
  ],
  [
    'a wire purchase in a currency that is none',
    json({ purchases: [{ external_id: 'a', product_id: 'p', currency: 'EUX', price: 1 }] }),
    'purchases[0].currency',
    /is 'EUX', not a currency code/,
  ],
  [
    'a wire purchase with a price as text',
    json({ purchases: [{ external_id: 'a', product_id: 'p', currency: 'USD', price: '1' }] }),
    'purchases[0].price',
    /is '1', not a number/,
  ],
  [
    'a wire purchase of 101',
    json({ purchases: [{ external_id: 'a', product_id: 'p', currency: 'USD', price: 1, quantity: 101 }] }),
    'purchases[0].quantity',
    /is 101, not a whole number of 1 to 100/,
  ],
  [
    'wire attributes with a bad dob',
    json({ attributes: [{ external_id: 'a' }, { external_id: 'b', dob: 'x' }] }),
    'attributes[1].dob',
    /'Attributes Objects' \(attributes\[1\]\.dob\) is 'x'/,
  ],
];

describe('bad input', () => {
  it.each(refused)('%s: is refused with its field and a way out, and nothing is sent', async (_, input, field, says, account = today) => {
    const { outcomes, send } = await track([input], account);
    const error = failureIn(outcomes[0]);
    expect(error).toBeInstanceOf(CampaignError);
    expect(error).toMatchObject({ code: 'validation', reached: 'no', field, message: expect.stringMatching(says), todo: expect.stringMatching(/^\w.*\.$/) });
    expect(send.requests).toHaveLength(0);
  });

  it('is told once', () => {
    const context = { ...anyContext, now: NOON, credential: today.credential };
    const problems = refused.filter(([, , , , account]) => !account).map(([, input]) => validate(operation, input, context));
    for (const result of problems) {
      const places = 'problems' in result ? result.problems.map(({ field, message }) => `${field} ${message}`) : [];
      expect(new Set(places).size).toBe(places.length);
    }
  });
});

describe('doubts', () => {
  const warned = async (input: Raw, account = today) => {
    const { outcomes } = await track([input], account);
    const [outcome] = outcomes;
    return outcome?.state === 'done' ? outcome.warnings : failureIn(outcome);
  };
  const list = (n: number) => Array.from({ length: n }, (_, i) => `v${i}`);

  it('are told of a list above 25', async () => {
    expect(await warned(custom({ tags: list(25), more: { add: list(25) } }))).toEqual([]);
    expect(await warned(custom({ tags: list(26) }))).toEqual([expect.stringMatching(/'tags' in 'Attributes' has 26 entries; Braze truncates lists to 25/)]);
    expect(await warned(json({ attributes: [{ external_id: 'u', tags: { add: list(26) } }] }))).toEqual([
      expect.stringMatching(/^'tags' in 'Attributes Objects' has 26 entries/),
    ]);
  });

  it('are told of what null does not do at Appboy', async () => {
    expect(await warned(custom({ first_name: null, color: null, size: 1 }), appboy)).toEqual([
      expect.stringMatching(
        /^'first_name', 'color' have no value \(null\).*cannot remove attributes, so they were not sent and the user's current value stays/,
      ),
    ]);
    expect(await warned(json({ attributes: [{ external_id: 'u', color: null }] }), appboy)).toEqual([
      expect.stringContaining("'color' in 'Attributes Objects' is null"),
    ]);
    expect(await warned(custom({ color: null }))).toEqual([]);
  });

  it('are not told of long lists of objects', async () => {
    expect(await warned(custom({ pets: Array.from({ length: 30 }, (_, id) => ({ id })) }))).toEqual([]);
  });

  it('are told of profile fields that are gone, but not to Appboy accounts', async () => {
    expect(await warned(attributes({ profile: { bio: 'x' } }))).toEqual(["Braze no longer supports the profile field 'bio'."]);
    expect(await warned(attributes({ profile: { bio: 'x' } }), appboy)).toEqual([]);
  });

  it('are told of a time in the future', async () => {
    expect(await warned(event({ time: '2099-01-01T00:00:00Z' }))).toEqual([expect.stringMatching(/'Time' is 2099.*Braze uses the current time instead/)]);
  });
});

describe('the form', () => {
  const values = { identifier: 'external_id', recipientsFrom: 'items', userColumn: 'id', variables: 'all' };
  const record = { id: 7, color: 'red', size: 3 };

  it('makes attributes of an item, or properties, by the kind that was chosen', () => {
    expect(inputFrom(operation, { ...values, kind: 'attributes' }, record)).toEqual({
      kind: 'attributes',
      identifier: 'external_id',
      user: 7,
      custom_attributes: { color: 'red', size: 3 },
    });
    expect(inputFrom(operation, { ...values, kind: 'event', name: 'e' }, record)).toEqual({
      kind: 'event',
      identifier: 'external_id',
      name: 'e',
      user: 7,
      properties: { color: 'red', size: 3 },
    });
  });

  it('has the user and the JSON field only where they do not come from items, and nothing of both for wire objects', () => {
    const form = new Map(formOf(operation).map((field) => [field.name, field]));
    expect(form.get('user')?.when).toEqual({ kind: ['attributes', 'event', 'purchase'], recipientsFrom: ['json'] });
    expect(form.get('customAttributes')?.when).toEqual({ kind: ['attributes'], recipientsFrom: ['json'] });
    expect(form.get('recipientsFrom')?.when).toEqual({ kind: ['attributes', 'event', 'purchase'] });
    expect(form.get('events')).toMatchObject({ place: 'main', when: { kind: ['json'] } });
    expect(form.get('aliasLabel')).toMatchObject({ place: 'main', when: { kind: ['attributes', 'event', 'purchase'], identifier: ['user_alias'] } });
  });
});
