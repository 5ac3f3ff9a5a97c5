import { Like, differences } from './compare';
import { filledList, filledObject, listOf, membersOf, only, rowsOf, without, type Meaning, type Meanings } from './meaning';
import { Moment, isRecord, unauthenticated, type Members } from './meant';

/** What requests to Braze have to say: Braze document and today's pages, by the names of their sections. */

const post = (path: string, body: Members): Meaning => ({ method: 'POST', path: path.split('/'), body });
const get = (path: string, query: Members): Meaning => ({ method: 'GET', path: path.split('/'), query });

/** An event without a time of its own happens now. */
const NOW = new Like('the present time in ISO 8601', (value) => typeof value === 'string' && Math.abs(Date.parse(value) - Date.now()) < 30 * 86_400_000);

/** "Custom Attribute Filter", "Push Subscription Filter", "Email Subscription Filter", "Last used app filter". */
const filterOf = (row: Members): Members => {
  if (row.kind === 'last_used_app') return { last_used_app: { comparison: row.last_used_comparison, value: row.last_used_at } };
  if (row.kind !== 'custom_attribute') return { [String(row.kind)]: { comparison: row.status_comparison ?? 'is', value: row.status ?? 'subscribed' } };
  const type = String(row.attribute_type ?? 'string');
  const value = { string: row.string_value, array: row.array_value, numeric: row.numeric_value, boolean: row.boolean_value, time: row.date ?? row.days }[type];
  return { custom_attribute: { custom_attribute_name: row.custom_attribute_name, comparison: row[`${type}_comparison`], value } };
};

const joined = (word: string, filters: readonly Members[]): Members => (filters.length === 1 ? filters[0]! : { [word]: filters });

/** "Connected Audience Object": rows of one group are joined by the other word. */
const audienceOf = ({ audience, audience_filters, audience_operator: word = 'AND' }: Members): unknown => {
  if (audience !== undefined) return audience;
  const rows = rowsOf(audience_filters);
  if (rows.length === 0) return undefined;
  const blocks: { group: unknown; filters: Members[] }[] = [];
  for (const row of rows) {
    const block = row.group === undefined ? undefined : blocks.find(({ group }) => group === row.group);
    if (block) block.filters.push(filterOf(row));
    else blocks.push({ group: row.group, filters: [filterOf(row)] });
  }
  const other = word === 'AND' ? 'OR' : 'AND';
  return joined(
    String(word),
    blocks.map(({ filters }) => joined(other, filters)),
  );
};

/** "Create Schedule Endpoint": a time of each user's own has no zone. */
const scheduleOf = ({ time, in_local_time, at_optimal_time }: Members): Members | undefined => {
  if (!(time instanceof Moment)) return undefined;
  const isPersonal = in_local_time === true || at_optimal_time === true;
  const clock = new Like(
    `the wall clock ${time.text}`,
    (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(value) && sameClock(value, time),
  );
  return { time: isPersonal ? clock : time, in_local_time, at_optimal_time };
};

const sameClock = (value: string, { text }: Moment): boolean => Moment.read(value, '', 'utc').seconds === Moment.read(text, '', 'utc').seconds;

const ALERT_PARTS = ['title', 'title_loc_key', 'title_loc_args', 'action_loc_key', 'loc_key', 'loc_args'];

/** "Apple Push Object": an alert is a text, or an object with a body. */
const appleOf = (message: Members): Members => {
  const parts = Object.fromEntries(Object.entries(message).filter(([name]) => ALERT_PARTS.includes(name)));
  const { alert, expiry, ...others } = without(message, ...ALERT_PARTS);
  const hasParts = Object.keys(parts).length > 0;
  return {
    ...others,
    alert: hasParts ? { ...(isRecord(alert) ? alert : { body: alert }), ...parts } : alert,
    // In the JSON of a message it came as a text.
    expiry: typeof expiry === 'string' ? Moment.read(expiry, 'expiry') : expiry,
  };
};

const SCHEDULED: Members = { windows_phone8_push: 'windows_push', windows_universal_push: 'windows8_push' };
const KINDS = [
  ...['apple_push', 'android_push', 'kindle_push', 'web_push', 'email', 'webhook', 'content_card', 'sms', 'whats_app', 'in_app_message'],
  ...['windows_phone8_push', 'windows_universal_push'],
];

/** Where each message has what is said for all channels: its title, its text, and what a tap opens. */
const PUSH = ['title', 'alert', 'custom_uri'] as const;
const SAID: Readonly<Record<string, readonly (string | readonly string[] | undefined)[]>> = {
  content_card: ['title', 'description', ['ios_uri', 'android_uri', 'web_uri']],
  sms: [undefined, 'body', undefined],
  ...{ apple_push: PUSH, android_push: PUSH, kindle_push: PUSH, web_push: PUSH, in_app_message: ['header', 'message', undefined] },
  windows_phone8_push: ['toast_title', 'toast_content', 'toast_navigation_uri'],
  windows_universal_push: ['toast_text1', 'toast_text2', 'extra_launch_string'],
};

const isSaid = (value: unknown): boolean => isRecord(value) || (typeof value === 'string' && value.trim() !== '');

/** What is said for all channels, where the message says nothing of it; a silent one has no text. */
const saidForAll = (kind: string, { title, message, link }: Members, own: Members): Members => {
  const apple = membersOf(own.alert);
  return Object.fromEntries(
    [title, message, link].flatMap((text, i) => {
      const members = [SAID[kind]?.[i] ?? []].flat();
      return members.flatMap((member) => {
        if (!isSaid(text) || isSaid(own[member]) || (member === 'title' && isSaid(apple.title))) return [];
        return own.send_to_sync === true && member !== 'custom_uri' ? [] : [[member, text]];
      });
    }),
  );
};

/** "Content card object": a card that needs no image; an expiry at each user's own time has no zone. */
const cardOf = (card: Members): Members => {
  const { expire_at: at, expire_in_local_time: isLocal } = card;
  const time = typeof at === 'string' ? Moment.read(at, 'expire_at') : at;
  const clock = (moment: Moment) => new Like(`the wall clock ${moment.text}`, (value) => typeof value === 'string' && sameClock(value, moment));
  return { type: 'CLASSIC', ...card, expire_at: time instanceof Moment && isLocal === true ? clock(time) : time };
};

/** "Message Types" of the "WhatsApp object": the content is in `message`; variables are by their index. */
const whatsAppOf = (members: Members): Members => {
  const outside = ['app_id', 'subscription_group_id', 'message_type', 'message_variation_id'];
  const { message, header_variable, body_variables, list_button_text, list_rows, flow_id, flow_caption, ...inside } = without(members, ...outside);
  const sections: { section_title: unknown; list_rows: Members[] }[] = [];
  for (const { section_title, ...row } of rowsOf(list_rows)) {
    const last = sections[sections.length - 1];
    if (last !== undefined && last.section_title === section_title) last.list_rows.push(row);
    else sections.push({ section_title, list_rows: [row] });
  }
  const hasList = sections.length > 0 || list_button_text !== undefined;
  const content = {
    ...membersOf(message),
    ...(Array.isArray(inside.buttons) && inside.buttons.length === 0 ? without(inside, 'buttons') : inside),
    ...(header_variable !== undefined && { header_variables: { 0: header_variable } }),
    ...(filledList(body_variables) && { body_variables: Object.fromEntries(listOf(body_variables).entries()) }),
    ...(hasList && { list: { list_button_text, list_sections: sections.length > 0 ? sections : undefined } }),
    ...((flow_id ?? flow_caption) !== undefined && { flow_button: { caption: flow_caption, flow_id } }),
  };
  return { ...only(members, ...outside), message: Object.keys(content).length > 0 ? content : undefined };
};

const OBJECTS: Readonly<Record<string, (message: Members) => Members>> = { apple_push: appleOf, content_card: cardOf, whats_app: whatsAppOf };
/** Lists that are left out if they are empty. */
const LISTS: Readonly<Record<string, string>> = { email: 'attachments', sms: 'media_items' };

const messagesOf = (input: Members, isScheduled: boolean): Members | undefined => {
  const channels = input.channels === undefined ? ['as_filled_in'] : (listOf(input.channels) as readonly string[]);
  const goes = (key: string): boolean => channels.includes(key) || channels.includes('as_filled_in');
  const fromForm = KINDS.filter(goes).flatMap((kind) => {
    const { json, ...columns } = membersOf(input[kind]);
    const own = { ...membersOf(json), ...columns };
    const isThere = json !== undefined || Object.keys(columns).length > 0 || channels.includes(kind);
    const members = isThere ? { ...own, ...saidForAll(kind, input, own) } : own;
    const list = LISTS[kind] ?? 'buttons';
    const said = Array.isArray(members[list]) && listOf(members[list]).length === 0 ? without(members, list) : members;
    return !isThere ? [] : [[kind, (OBJECTS[kind] ?? ((each: Members) => each))(said)] as const];
  });
  // What is written as JSON is the message as it stands.
  const fromJson = Object.entries(goes('messages') ? membersOf(input.messages) : {}).map(
    ([key, members]) => [Object.keys(SCHEDULED).find((kind) => SCHEDULED[kind] === key) ?? key, members as Members] as const,
  );
  const all = [...fromForm, ...fromJson].map(([kind, members]) => [isScheduled ? String(SCHEDULED[kind] ?? kind) : kind, members]);
  return all.length > 0 ? Object.fromEntries(all) : undefined;
};

const targetsOf = (input: Members): Members => ({
  broadcast: input.broadcast === true || input.send_to === 'segment' || input.send_to === 'audience' ? true : undefined,
  external_user_ids: filledList(input.external_user_ids),
  user_aliases: filledList(input.user_aliases),
  audience: audienceOf(input),
  ...only(input, 'segment_id', 'campaign_id', 'send_id', 'recipient_subscription_state'),
});

const triggerOf = (input: Members): Members => ({
  ...only(input, 'campaign_id', 'canvas_id', 'send_id', 'trigger_properties', 'context'),
  broadcast: input.broadcast === true ? true : undefined,
  recipients: filledList(input.recipients),
  audience: audienceOf(input),
});

const userOf = ({ identifier = 'external_id', user, alias_label, app_id }: Members): Members => {
  if (identifier === 'user_alias') return { user_alias: { alias_name: user, alias_label } };
  if (identifier === 'push_token') return { push_token_import: true, push_tokens: user === undefined ? undefined : [{ app_id, token: user }] };
  return { [String(identifier)]: user };
};

/** "Appboy User Profile Fields" whose values are texts, which tables hold as numbers. */
const TEXT_FIELDS = [
  ...['bio', 'country', 'dob', 'email', 'first_name', 'foursquare_access_token', 'home_city', 'image_url', 'language', 'last_name', 'phone', 'time_zone'],
];
const FLAG_FIELDS = ['email_click_tracking_disabled', 'email_open_tracking_disabled'];
const OTHER_FIELDS = [
  ...['current_location', 'date_of_first_session', 'date_of_last_session', 'email_subscribe', 'facebook', 'gender', 'marked_email_as_spam_at'],
  ...['push_subscribe', 'push_tokens', 'subscription_groups', 'twitter'],
];

const customOf = (custom: Members): Members =>
  Object.fromEntries(
    Object.entries(custom).flatMap(([name, value]) => {
      // A profile field without a value is an empty cell of a table.
      if (value === '' && [...TEXT_FIELDS, ...FLAG_FIELDS, ...OTHER_FIELDS].includes(name)) return [];
      if (TEXT_FIELDS.includes(name) && typeof value === 'number') return [[name, String(value)]];
      if (FLAG_FIELDS.includes(name) && (value === 'true' || value === 'false')) return [[name, value === 'true']];
      return [[name, value]];
    }),
  );

const entriesOf = (text: string): readonly unknown[] => {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value;
  } catch {
    // A text with commas.
  }
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
};

/** "Custom Attribute Data Types". */
const changesOf = (changes: readonly Members[]): Members => {
  const made: Record<string, unknown> = {};
  for (const { name, action, value, type = 'text' } of changes) {
    const text = String(value);
    const key = String(name);
    const put = (of: unknown): void => void Object.defineProperty(made, key, { value: of, enumerable: true, configurable: true, writable: true });
    const before = Object.hasOwn(made, key) ? (made[key] as Members) : {};
    if (action === 'increment') put({ inc: Number(text) });
    else if (action === 'add' || action === 'remove') put({ ...before, [action]: [...listOf(before[action]), ...entriesOf(text)] });
    else if (type === 'number') put(Number(text));
    else if (type === 'boolean') put(text === 'true');
    else if (type === 'date') put(Moment.read(text.replace(' ', 'T'), key));
    else put(type === 'list' ? entriesOf(text) : text);
  }
  return made;
};

/** Properties without a value say nothing. */
const propertiesOf = (properties: unknown): Members | undefined =>
  isRecord(properties) ? Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null)) : undefined;

const timeOf = (time: unknown): unknown =>
  time === undefined || time === null ? NOW : time instanceof Moment ? time : Moment.read(String(time).replace(' ', 'T'), 'time');

/** Members of the objects that name somebody or something. */
const NAMING = ['external_id', 'braze_id', 'user_alias', 'alias_name', 'alias_label', 'email', 'phone', 'app_id', 'name', 'product_id', 'currency'];
const namesIn = (members: Members): Members =>
  Object.fromEntries(
    Object.entries(members).map(([name, each]) => {
      if (!NAMING.includes(name)) return [name, each];
      return [name, typeof each === 'string' ? unauthenticated(each) : isRecord(each) ? namesIn(each) : each];
    }),
  );

/** Lists that are empty are left out of a request. */
const listsOf = (input: Members): Members => {
  const occurrences = (list: unknown): unknown => {
    const all = rowsOf(list)
      .map(namesIn)
      .map((each) => ({
        ...each,
        time: timeOf(each.time),
        properties: isRecord(each.properties) ? propertiesOf(each.properties) : each.properties,
      }));
    return all.length > 0 ? all : undefined;
  };
  return { attributes: filledList(rowsOf(input.attributes).map(namesIn)), events: occurrences(input.events), purchases: occurrences(input.purchases) };
};

const trackOf = (input: Members): Members => {
  const common = { ...userOf(input), _update_existing_only: input._update_existing_only };
  switch (input.kind) {
    case 'json':
      return listsOf(input);
    case 'attributes':
      return {
        attributes: [{ ...customOf(membersOf(input.custom_attributes)), ...membersOf(input.profile), ...changesOf(rowsOf(input.changes)), ...defined(common) }],
      };
    case 'event':
      return { events: [{ ...common, ...only(input, 'name', 'app_id'), time: timeOf(input.time), properties: propertiesOf(input.properties) }] };
    default:
      return {
        purchases: [
          {
            ...common,
            ...only(input, 'product_id', 'currency', 'price', 'quantity', 'app_id'),
            time: timeOf(input.time),
            properties: propertiesOf(input.properties),
          },
        ],
      };
  }
};

const defined = (members: Members): Members => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/** "Users by UserID Endpoint": the field by which a user is found is asked for too. */
const FOUND_BY: Members = { external_ids: 'external_id', user_aliases: 'user_aliases' };
const exportOf = (input: Members): Members => {
  const identifier = String(input.identifier);
  const fields = filledList(input.fields_to_export);
  const found = FOUND_BY[identifier];
  return {
    [identifier]: input[identifier],
    fields_to_export: found === undefined ? fields : fields && [...new Set([...fields, found])],
  };
};

/** "Push Token Removal Object": a time in seconds since 1970. */
const removalOf = ({ uninstalled_at: at, ...token }: Members): Members => ({ ...token, uninstalled_at: at instanceof Moment ? at.seconds : undefined });

/** Days are those of UTC; one that is written without a zone is that day. */
const dayOf = (at: unknown): string | undefined => (at instanceof Moment ? new Date(Moment.read(at.text, '', 'utc').ms).toISOString().slice(0, 10) : undefined);
const TOMORROW = new Like('the day of tomorrow', (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && Date.parse(value) > Date.now());

const daysOf = ({ start_date, end_date }: Members): Members => ({ start_date: dayOf(start_date), end_date: dayOf(end_date) ?? TOMORROW });
const FIRST_PAGE: Members = {
  limit: new Like('a whole number up to 500', (value) => Number(value) >= 1 && Number(value) <= 500),
  offset: new Like('0 or nothing', (value) => value === undefined || value === '0'),
};

/** A day alone is its midnight in UTC; as a date it stays one. */
const untilOf = (at: unknown): unknown => (at instanceof Moment && /^\d{4}-\d\d-\d\d$/.test(at.text) ? at.text : at);

/** "Start Live Activity", "Update Live Activity": title and text are those of the notification's alert. */
const activityOf = (input: Members): Members => {
  const { title, message, notification } = input;
  const isThere = notification !== undefined || isSaid(title) || isSaid(message);
  const alert = { ...membersOf(membersOf(notification).alert), ...(isSaid(title) && { title }), ...(isSaid(message) && { body: message }) };
  return {
    ...only(input, 'app_id', 'activity_id', 'content_state', 'dismissal_date', 'stale_date'),
    notification: isThere ? { ...membersOf(notification), alert } : undefined,
  };
};

/** "returns the first set": pages begin at 0. */
const list = (path: string) => (input: Members) => get(path, { ...input, page: 0 });
const series = (path: string) => (input: Members) => get(path, input);
/** "ending_at" is required, and ends now unless something else is meant. */
const canvasSeries = (path: string) => (input: Members) => get(path, { ...input, ending_at: input.ending_at ?? NOW });
const emails = (path: string) => (input: Members) => post(path, { ...input });

/**
 * "Update user's subscription group status V2": one group with its users, "use_double_opt_in_logic" in it. Somebody who is named twice stands in another
 * request, and so in the same group once more.
 */
const groupWith = (input: Members): Like => {
  const list = String(input.identifier);
  const about = defined(only(input, 'subscription_group_id', 'subscription_state', 'use_double_opt_in_logic'));
  const users = [...listOf(input[list])].sort();
  return new Like(`the group ${JSON.stringify(about)} with ${JSON.stringify(users)}`, (value) => {
    const groups = rowsOf(value);
    const isAlike = groups.every((group) => differences(about, without(group, list)).length === 0);
    return isAlike && differences(users, groups.flatMap((group) => listOf(group[list])).sort()).length === 0;
  });
};

/** "User delete": today an address or a number stands in an object with the rules for several users; without rules, by itself. */
const deletedIn = (input: Members): Members => {
  const list = String(input.identifier);
  const one = { email_addresses: 'email', phone_numbers: 'phone' }[list];
  const rules = filledList(input.prioritization);
  return { [list]: one !== undefined && rules ? listOf(input[list]).map((each) => ({ [one]: each, prioritization: rules })) : input[list] };
};

/** "Identify users": one list for each way to name the anonymous profile. */
const identifiedIn = (input: Members): Members => {
  const { external_id, alias_name, alias_label } = input;
  if (input.identifier === 'user_alias') return { aliases_to_identify: [{ external_id, user_alias: { alias_name, alias_label } }] };
  const name = String(input.identifier);
  return { [name === 'email' ? 'emails_to_identify' : 'phone_numbers_to_identify']: [only(input, 'external_id', name, 'prioritization')] };
};

/** "Merge users": "identifier_to_merge" and "identifier_to_keep". */
const mergedIn = (input: Members, side: string): Members => {
  const by = String(input[`${side}_by`]);
  if (by === 'user_alias') return { user_alias: { alias_name: input[`${side}_alias_name`], alias_label: input[`${side}_alias_label`] } };
  return { [by]: input[`${side}_${by}`], prioritization: by === 'external_id' ? undefined : input[`${side}_prioritization`] };
};
/** "yyyy-mm-ddThh:mm:ss.ffffff", without a zone; in UTC. */
const inMicroseconds = (at: unknown): unknown =>
  at instanceof Moment
    ? new Like(
        `${at.text} in UTC with microseconds`,
        (value) => /^[\d-]{10}T[\d:]{8}\.\d{6}$/.test(String(value)) && Math.abs(Date.parse(`${String(value)}Z`) - at.ms) < 1000,
      )
    : undefined;

/** A list of what was modified within a time: at most 1,000 rows a page, and no offset on the first one. */
const modified =
  (path: string) =>
  ({ modified_after, modified_before }: Members): Meaning =>
    get(path, {
      modified_after: inMicroseconds(modified_after),
      modified_before: inMicroseconds(modified_before),
      limit: new Like('a whole number up to 1000', (value) => Number(value) >= 1 && Number(value) <= 1000),
    });
/** "options": the viewport, and links under the name that the samples have. */
const centerOf = ({ meta_viewport_content, links_tags, preference_center_api_id: _, ...input }: Members): Members => ({
  ...input,
  options: filledObject({ 'meta-viewport-content': meta_viewport_content, 'links-tags': filledList(links_tags) }),
});
const CENTERS = 'preference_center/v1';

const tagged = (path: string) => (input: Members) => post(path, { ...input, tags: filledList(input.tags) });
/** "Catalogs": everything of a catalog is below its name. */
const catalog = (method: string, { catalog_name }: Members, below: readonly unknown[], body?: Members): Meaning => ({
  method,
  path: ['catalogs', String(catalog_name), ...below.map(String)],
  ...(body && { body }),
});
/** "Create", "Edit" and "Replace multiple catalog items": the ID is one of the values. */
const items = (method: string) => (input: Members) =>
  catalog(method, input, ['items'], { items: rowsOf(input.catalog_items).map(({ id, fields }) => ({ ...membersOf(fields), id })) });
const TYPED: Readonly<Record<string, (value: string) => unknown>> = {
  number: Number,
  boolean: (value) => ['true', 'yes', 'on', '1'].includes(value.trim().toLowerCase()),
};
/** "Create catalog selection": a filter's value has the type of its field. */
const filtered = ({ field, type = 'string', operator = 'equals', value }: Members): Members => ({
  field,
  operator,
  value: type === 'time' ? Moment.read(String(value), '', 'utc') : (TYPED[String(type)]?.(String(value)) ?? value),
});

export const braze: Meanings = {
  'catalog.getMany': () => ({ method: 'GET', path: ['catalogs'], query: {} }),
  // "The first field must be id."
  'catalog.create': ({ name, description, fields }) =>
    post('catalogs', {
      catalogs: [{ name, description, fields: [{ name: 'id', type: 'string' }, ...rowsOf(fields).filter((field) => field.name !== 'id')] }],
    }),
  'catalog.delete': (input) => catalog('DELETE', input, []),
  'catalogItem.getMany': (input) => catalog('GET', input, ['items']),
  'catalogItem.get': (input) => catalog('GET', input, ['items', input.item_id]),
  'catalogItem.create': items('POST'),
  'catalogItem.update': items('PATCH'),
  'catalogItem.upsert': items('PUT'),
  'catalogItem.delete': (input) => catalog('DELETE', input, ['items'], { items: listOf(input.ids).map((id) => ({ id })) }),
  'catalogField.create': (input) => catalog('POST', input, ['fields'], { fields: rowsOf(input.fields).map(({ name, type = 'string' }) => ({ name, type })) }),
  'catalogField.delete': (input) => catalog('DELETE', input, ['fields', input.field_name]),
  'catalogSelection.create': ({ filters, ...input }) =>
    catalog('POST', input, ['selections'], {
      selection: { ...without(input, 'catalog_name'), filters: filters === undefined ? undefined : rowsOf(filters).map(filtered) },
    }),
  'catalogSelection.delete': (input) => catalog('DELETE', input, ['selections', input.selection_name]),
  'user.track': (input) => post('users/track', trackOf(input)),
  'user.delete': (input) => post('users/delete', deletedIn(input)),
  'user.identify': (input) => post('users/identify', identifiedIn(input)),
  'user.merge': (input) =>
    post('users/merge', { merge_updates: [{ identifier_to_merge: mergedIn(input, 'merge'), identifier_to_keep: mergedIn(input, 'keep') }] }),
  'alias.create': (input) => post('users/alias/new', { user_aliases: [only(input, 'external_id', 'alias_name', 'alias_label')] }),
  'alias.rename': (input) => post('users/alias/update', { alias_updates: [input] }),
  'externalId.rename': (input) => post('users/external_ids/rename', { external_id_renames: [input] }),
  'externalId.remove': (input) => post('users/external_ids/remove', only(input, 'external_ids')),
  'user.export': (input) => post('users/export/ids', exportOf(input)),
  'pushToken.remove': (input) => post('push_notification/remove', { push_tokens: rowsOf(input.push_tokens).map(removalOf) }),
  'message.send': (input) => post('messages/send', { ...targetsOf(input), ...only(input, 'override_frequency_capping'), messages: messagesOf(input, false) }),
  'message.schedule': (input) =>
    post('messages/schedule/create', {
      ...targetsOf(input),
      ...only(input, 'override_messaging_limits'),
      schedule: scheduleOf(input),
      messages: messagesOf(input, true),
    }),
  'message.updateSchedule': (input) =>
    post('messages/schedule/update', { schedule_id: input.schedule_id, schedule: scheduleOf(input), messages: messagesOf(input, true) }),
  'message.cancelSchedule': (input) => post('messages/schedule/delete', input),
  'campaign.trigger': (input) => post('campaigns/trigger/send', { ...triggerOf(input), attachments: filledList(input.attachments) }),
  'campaign.scheduleTrigger': (input) => post('campaigns/trigger/schedule/create', { ...triggerOf(input), schedule: scheduleOf(input) }),
  'campaign.updateTriggerSchedule': (input) =>
    post('campaigns/trigger/schedule/update', { ...only(input, 'campaign_id', 'schedule_id'), schedule: scheduleOf(input) }),
  'campaign.cancelTriggerSchedule': (input) => post('campaigns/trigger/schedule/delete', input),
  'campaign.get': series('campaigns/details'),
  'campaign.getMany': list('campaigns/list'),
  'campaign.getSeries': series('campaigns/data_series'),
  'canvas.trigger': (input) => post('canvas/trigger/send', triggerOf(input)),
  'canvas.scheduleTrigger': (input) => post('canvas/trigger/schedule/create', { ...triggerOf(input), schedule: scheduleOf(input) }),
  'canvas.updateTriggerSchedule': (input) =>
    post('canvas/trigger/schedule/update', { ...only(input, 'canvas_id', 'schedule_id'), schedule: scheduleOf(input) }),
  'canvas.cancelTriggerSchedule': (input) => post('canvas/trigger/schedule/delete', input),
  'canvas.get': series('canvas/details'),
  'canvas.getMany': list('canvas/list'),
  'canvas.getSeries': canvasSeries('canvas/data_series'),
  'canvas.getSummary': canvasSeries('canvas/data_summary'),
  'canvas.duplicate': (input) => post('canvas/duplicate', { ...input, tag_names: filledList(input.tag_names) }),
  'segment.get': series('segments/details'),
  'segment.getMany': list('segments/list'),
  'segment.getSeries': series('segments/data_series'),
  'segment.export': (input) =>
    post('users/export/segment', {
      ...input,
      fields_to_export: filledList(input.fields_to_export),
      custom_attributes_to_export: filledList(input.custom_attributes_to_export),
    }),
  'segment.cancelExport': (input) => post('export/segment/cancel', { ...input }),
  'user.exportControlGroup': (input) => post('users/export/global_control_group', { ...input }),
  'card.get': series('feed/details'),
  'card.getMany': list('feed/list'),
  'card.getSeries': series('feed/data_series'),
  'kpi.getSeries': ({ kpi, ...input }) => get(`kpi/${String(kpi)}/data_series`, input),
  'session.getSeries': series('sessions/data_series'),
  'attribute.getMany': () => get('custom_attributes', {}),
  'event.getMany': list('events/list'),
  'event.getDefinitions': () => get('events', {}),
  'event.getSeries': series('events/data_series'),
  'purchase.getProducts': list('purchases/product_list'),
  'purchase.getRevenueSeries': series('purchases/revenue_series'),
  'purchase.getQuantitySeries': series('purchases/quantity_series'),
  'email.getUnsubscribes': (input) => get('email/unsubscribes', { ...input, ...daysOf(input), ...FIRST_PAGE }),
  'email.getHardBounces': (input) => get('email/hard_bounces', { ...input, ...daysOf(input), ...FIRST_PAGE }),
  'email.block': (input) => post('email/blocklist', only(input, 'email')),
  'sms.getInvalidNumbers': (input) => {
    const numbers = filledList(input.phone_numbers);
    return get('sms/invalid_phone_numbers', { ...only(input, 'reason'), ...(numbers ? { 'phone_numbers[]': numbers } : daysOf(input)), ...FIRST_PAGE });
  },
  'sms.removeInvalidNumbers': emails('sms/invalid_phone_numbers/remove'),
  'email.removeBounces': emails('email/bounce/remove'),
  'email.removeSpam': emails('email/spam/remove'),
  'email.setStatus': emails('email/status'),
  'subscription.setMany': (input) => post('v2/subscription/status/set', { subscription_groups: groupWith(input) }),
  'subscription.getStatus': ({ identifier, external_ids, ...input }) =>
    get('subscription/status/get', {
      ...only(input, 'subscription_group_id', String(identifier)),
      'external_id[]': identifier === 'external_ids' ? [...new Set(listOf(external_ids))] : undefined,
    }),
  'subscription.getGroups': (input) =>
    get('subscription/user/status', {
      ...only(input, String(input.identifier)),
      limit: new Like('a whole number up to 100', (value) => Number(value) >= 1 && Number(value) <= 100),
      offset: new Like('0 or nothing', (value) => value === undefined || value === '0'),
    }),
  'contentBlock.getMany': modified('content_blocks/list'),
  'contentBlock.get': series('content_blocks/info'),
  'contentBlock.create': tagged('content_blocks/create'),
  'contentBlock.update': tagged('content_blocks/update'),
  'template.getMany': modified('templates/email/list'),
  'template.get': series('templates/email/info'),
  'template.create': tagged('templates/email/create'),
  'template.update': tagged('templates/email/update'),
  'media.create': ({ source, asset_file, asset_url, name }) =>
    source === 'url'
      ? post('media_library/create', { asset_url, name })
      : { method: 'POST', path: ['media_library', 'create'], form: { name }, rows: String(membersOf(asset_file).content) },
  'preferenceCenter.getUrl': ({ preference_center_api_id, external_id }) => ({
    method: 'GET',
    path: [...CENTERS.split('/'), String(preference_center_api_id), 'url', String(external_id)],
    query: {},
  }),
  'preferenceCenter.getMany': () => get(`${CENTERS}/list`, {}),
  'preferenceCenter.get': ({ preference_center_api_id }) => get(`${CENTERS}/${String(preference_center_api_id)}`, {}),
  'preferenceCenter.create': (input) => post(CENTERS, centerOf(input)),
  'preferenceCenter.update': (input) => ({ ...post(`${CENTERS}/${String(input.preference_center_api_id)}`, centerOf(input)), method: 'PUT' }),
  'cdi.getMany': () => get('cdi/integrations', {}),
  'cdi.getJobs': ({ integration_id }) => get(`cdi/integrations/${String(integration_id)}/job_sync_status`, {}),
  'cdi.sync': ({ integration_id }) => ({ method: 'POST', path: ['cdi', 'integrations', String(integration_id), 'sync'] }),
  'sdkKey.create': (input) => post('app_group/sdk_authentication/create', { ...input }),
  'sdkKey.getMany': (input) => get('app_group/sdk_authentication/keys', { ...input }),
  'sdkKey.setPrimary': (input) => ({ ...post('app_group/sdk_authentication/primary', { ...input }), method: 'PUT' }),
  'sdkKey.delete': (input) => ({ ...post('app_group/sdk_authentication/delete', only(input, 'app_id', 'key_id')), method: 'DELETE' }),
  'rawData.export': (input) => post('raw_data/export', { ...input, app_ids: filledList(input.app_ids), event_names: filledList(input.event_names) }),
  'message.getScheduled': ({ end_time }) => get('messages/scheduled_broadcasts', { end_time: untilOf(end_time) }),
  'send.create': (input) => post('sends/id/create', only(input, 'campaign_id', 'send_id')),
  'send.getSeries': series('sends/data_series'),
  'transactional.send': (input) => ({
    method: 'POST',
    path: ['transactional', 'v1', 'campaigns', String(input.campaign_id), 'send'],
    body: {
      external_send_id: input.external_send_id,
      trigger_properties: Object.keys(membersOf(input.trigger_properties)).length > 0 ? input.trigger_properties : undefined,
      recipient: {
        ...only(input, 'external_user_id', 'attributes'),
        user_alias: Object.values(membersOf(input.user_alias)).some(isSaid) ? input.user_alias : undefined,
      },
    },
  }),
  'liveActivity.start': (input) =>
    post('messages/live_activity/start', {
      ...only(input, 'activity_attributes_type', 'activity_attributes', 'segment_id'),
      ...activityOf(input),
      external_user_ids: filledList(input.external_user_ids),
      custom_audience: audienceOf(input),
    }),
  'liveActivity.update': (input) =>
    post('messages/live_activity/update', { ...activityOf(input), end_activity: input.end_activity === true ? true : undefined }),
};
