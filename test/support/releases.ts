import { operation, vendor, type AnyOperation, type AnyVendor, type Fields, type Json, type JsonObject } from '../../engine';

/** A made-up vendor in two releases of the catalogue: what one has saved, the other has to understand. */

const sample: JsonObject = { ok: true };
const common = { docs: 'None', description: 'Nothing real', sample, sampleReply: sample, sampleInputs: [{}, {}] } as const;

/** An operation with these fields, whose request says all of its input. */
export const sender = (fields: Fields, was?: readonly string[]): AnyOperation =>
  operation({
    ...common,
    label: 'Send',
    action: 'Send thing',
    fields,
    ...(was && { was }),
    retry: 'nonIdempotent',
    returns: 'object',
    request: ([input]) => ({ method: 'POST', path: '/send', query: { input: JSON.stringify(input) } }),
    parse: () => ({ one: sample }),
  });

const getMany = operation({
  ...common,
  label: 'Get Many',
  action: 'Get many things',
  fields: {},
  retry: 'safe',
  returns: 'list',
  request: () => ({ method: 'GET', path: '/things' }),
  parse: ({ body }) => ({ rows: body as readonly Json[] }),
});

const ACCOUNT = {
  api_key: { type: 'text', label: 'API Key', description: 'The key', secret: true, required: true },
  base_url: { type: 'text', label: 'Base URL', description: 'Where', required: true },
} as const satisfies Fields;

/** A release of the vendor; its operations by `resource.operation`. The account has a key and an address, under whichever names. */
export const release = (operations: Readonly<Record<string, AnyOperation>>, credential: Fields = ACCOUNT): AnyVendor => {
  const resources: Record<string, { label: string; operations: Record<string, AnyOperation> }> = {};
  for (const [name, each] of Object.entries({ ...operations, 'list.getMany': getMany })) {
    const [resource = '', key = ''] = name.split('.');
    (resources[resource] ??= { label: resource, operations: {} }).operations[key] = each;
  }
  const [key = '', url = ''] = Object.keys(credential);
  return vendor({
    id: 'madeUp',
    label: 'Made Up',
    description: 'Nothing real',
    docs: 'https://example.com',
    color: '#C8D6E5',
    credential,
    baseUrl: (account) => String((account as JsonObject)[url]),
    auth: () => ({ by: 'header', header: 'authorization', field: key }),
    check: { by: 'list.getMany', proves: 'The key works.' },
    readFailure: ({ status }) => (status < 400 ? undefined : { code: 'rejected', reached: 'yes', message: 'No.', todo: 'Ask.' }),
    readQuota: () => ({}),
    quotas: {},
    patience: { attempts: 1, timeoutMs: 10_000, longestRetryWaitMs: 0 },
    resources,
    triggers: {},
  });
};

/** The inputs that were sent, as a server of `BareServer` has written them down. */
export const inputsIn = (log: readonly string[]): Json[] =>
  log.map((line) => JSON.parse(new URL(line.split(' ')[1]!, 'http://x').searchParams.get('input') ?? 'null') as Json);

const it = (type: string, more: object = {}) => ({ type, label: 'It', description: 'It', ...more });
const other = it('text', { label: 'Other' });
const flag = it('boolean', { default: false });
const kinds = (...options: object[]) => it('choice', { label: 'Kind', prominent: true, default: 'a', options: [{ value: 'a', label: 'A' }, ...options] });
const ticked = (...options: object[]) => it('list', { prominent: true, options: [{ value: 'a', label: 'A' }, ...options] });
const picker = it('choice', { loadOptions: { operation: 'list.getMany', value: 'id', label: 'name' } });
const opening = (more: object = {}) => it('choice', { options: [{ value: 'open', label: 'Open' }], ...more });
const rows = (columns: object, more: object = {}) => it('rows', { columns, ...more });
const group = (columns: object, more: object = {}) => it('group', { columns, ...more });

/** What may happen to a field between two releases. */
export interface Change {
  readonly before: Fields;
  readonly today: Fields;
  /** What was filled in, by the names of then. */
  readonly input: JsonObject;
  /** What has to be sent, by the names of today; the same if absent. */
  readonly sent?: JsonObject;
}

const changes = {
  'a main field is renamed': {
    before: { headline: it('text', { required: true }), other },
    today: { title: it('text', { required: true, was: ['headline'] }), other },
    input: { headline: 'Hello', other: 'x' },
    sent: { title: 'Hello', other: 'x' },
  },
  'a field is renamed twice': {
    before: { first: it('text', { prominent: true }) },
    today: { third_name: it('text', { prominent: true, was: ['second_name', 'first'] }) },
    input: { first: 'Hello' },
    sent: { third_name: 'Hello' },
  },
  'an additional field is renamed': {
    before: { re_mark: it('text'), other },
    today: { no_te: it('text', { was: ['re_mark'] }), other },
    input: { re_mark: 'Hello', other: 'x' },
    sent: { no_te: 'Hello', other: 'x' },
  },
  'a switch moves from the additional fields to the main ones': {
    before: { include_archived: flag, other },
    today: { include_archived: { ...flag, prominent: true, wasIn: 'more' }, other },
    input: { include_archived: true, other: 'x' },
  },
  'the last of the additional fields moves to the main ones': {
    before: { include_archived: flag },
    today: { include_archived: { ...flag, prominent: true, wasIn: 'more' } },
    input: { include_archived: true },
  },
  'a switch moves from the main fields to the additional ones': {
    before: { include_archived: { ...flag, prominent: true }, other },
    today: { include_archived: { ...flag, wasIn: 'main' }, other },
    input: { include_archived: true },
  },
  'a text moves to the main fields as it becomes required': {
    before: { title: it('text') },
    today: { title: it('text', { required: true, wasIn: 'more' }) },
    input: { title: 'Hello' },
  },
  'a field moves to the additional ones and has another name': {
    before: { tone: it('text', { required: true }) },
    today: { sound: it('text', { was: ['tone'], wasIn: 'main' }) },
    input: { tone: 'gong' },
    sent: { sound: 'gong' },
  },
  'a field moves to the main ones and has another name': {
    before: { tone: it('text') },
    today: { sound: it('text', { prominent: true, was: ['tone'], wasIn: 'more' }) },
    input: { tone: 'gong' },
    sent: { sound: 'gong' },
  },
  'a value of a choice is renamed, and a field hangs on it': {
    before: { kind: kinds({ value: 'old_b', label: 'B' }), only_b: it('text', { required: true, dependsOn: { field: 'kind', is: ['old_b'] } }) },
    today: { kind: kinds({ value: 'b', label: 'B', was: ['old_b'] }), only_b: it('text', { required: true, dependsOn: { field: 'kind', is: ['b'] } }) },
    input: { kind: 'old_b', only_b: 'x' },
    sent: { kind: 'b', only_b: 'x' },
  },
  'a choice is added that decides which fields count': {
    before: { user: it('text', { prominent: true }), segment: it('text', { prominent: true }), other },
    today: {
      send_to: it('choice', {
        prominent: true,
        default: 'user',
        firstDefault: 'any',
        options: [
          { value: 'user', label: 'User' },
          { value: 'segment', label: 'Segment' },
          { value: 'any', label: 'As Filled In', isFormer: true },
        ],
      }),
      user: it('text', { prominent: true, dependsOn: { field: 'send_to', is: ['user', 'any'] } }),
      segment: it('text', { prominent: true, dependsOn: { field: 'send_to', is: ['segment', 'any'] } }),
      other,
    },
    input: { segment: 's1', other: 'x' },
    sent: { send_to: 'any', segment: 's1', other: 'x' },
  },
  'a default changes': {
    before: { column: it('text', { prominent: true, default: 'User' }), other },
    today: { column: it('text', { prominent: true, default: 'user_id', firstDefault: 'User' }), other },
    input: { column: 'User', other: 'x' },
  },
  'a default is added': {
    before: { column: it('text', { prominent: true }), other },
    today: { column: it('text', { prominent: true, default: 'user_id', firstDefault: null }), other },
    input: { other: 'x' },
  },
  'a value that may be ticked is renamed': {
    before: { days: ticked({ value: 'su', label: 'Sunday' }) },
    today: { days: ticked({ value: 'sunday', label: 'Sunday', was: ['su'] }) },
    input: { days: ['a', 'su'] },
    sent: { days: ['a', 'sunday'] },
  },
  'a picker moves to the main fields and has another name': {
    before: { segment: picker },
    today: { segment_id: { ...picker, prominent: true, was: ['segment'], wasIn: 'more' } },
    input: { segment: 's1' },
    sent: { segment_id: 's1' },
  },
  'a picker moves to the additional fields': {
    before: { segment_id: { ...picker, required: true } },
    today: { segment_id: { ...picker, wasIn: 'main' } },
    input: { segment_id: 's1' },
  },
  'a column of a list is renamed': {
    before: { buttons: rows({ button_text: it('text', { required: true }), urgent: it('boolean') }, { prominent: true }) },
    today: { buttons: rows({ caption: it('text', { required: true, was: ['button_text'] }), hurry: it('boolean', { was: ['urgent'] }) }, { prominent: true }) },
    input: { buttons: [{ button_text: 'Go', urgent: true }, { button_text: 'No' }] },
    sent: { buttons: [{ caption: 'Go', hurry: true }, { caption: 'No' }] },
  },
  'a column of a group is renamed': {
    before: { push: group({ words: it('text'), badge: it('number') }) },
    today: { push: group({ alert_text: it('text', { was: ['words'] }), badge: it('number') }) },
    input: { push: { words: 'Hello', badge: 3 } },
    sent: { push: { alert_text: 'Hello', badge: 3 } },
  },
  'a list moves to the main fields': {
    before: { buttons: rows({ caption: it('text') }), other },
    today: { buttons: rows({ caption: it('text') }, { prominent: true, wasIn: 'more' }), other },
    input: { buttons: [{ caption: 'Go' }] },
  },
  'a list moves to the additional fields and has another name': {
    before: { buttons: rows({ caption: it('text') }, { prominent: true }) },
    today: { links: rows({ caption: it('text') }, { was: ['buttons'], wasIn: 'main' }) },
    input: { buttons: [{ caption: 'Go' }] },
    sent: { links: [{ caption: 'Go' }] },
  },
  'a group moves to the main fields': {
    before: { push: group({ alert: it('text') }) },
    today: { push: group({ alert: it('text') }, { prominent: true, wasIn: 'more' }) },
    input: { push: { alert: 'Hello' } },
  },
  'a group moves to the additional fields': {
    before: { push: group({ alert: it('text') }, { prominent: true }), other },
    today: { push: group({ alert: it('text') }, { wasIn: 'main' }), other },
    input: { push: { alert: 'Hello' }, other: 'x' },
  },
} as unknown as Readonly<Record<string, Change>>;

/** Each change by what happens. */
export const allChanges = Object.entries(changes);

/** Changes of what forms show, of which a contract says nothing. */
const shownChanges = {
  'a field is no longer offered': {
    before: { link: it('text'), push: group({ action: opening(), other }), other },
    today: {
      link: it('text', { isFormer: true }),
      push: group({ action: opening({ isFormer: true }), other }),
      other,
    },
    input: { link: 'l', push: { action: 'open', other: 'y' }, other: 'x' },
  },
  'a field is only offered for a choice': {
    before: { kinds: ticked({ value: 'a', label: 'A' }, { value: 'b', label: 'B' }), only_b: it('text', { prominent: true }), other },
    today: {
      kinds: ticked({ value: 'a', label: 'A' }, { value: 'b', label: 'B' }),
      only_b: it('text', { prominent: true, offeredFor: { field: 'kinds', is: ['b'] } }),
      other,
    },
    input: { kinds: ['a', 'b'], only_b: 'x', other: 'x' },
  },
} as unknown as Readonly<Record<string, Change>>;

export const allShownChanges = Object.entries(shownChanges);

/** An account whose fields all had other names. */
export const renamedAccount: Fields = {
  secret_key: { ...ACCOUNT.api_key, was: ['api_key'] },
  rest_url: { ...ACCOUNT.base_url, was: ['base_url'] },
};
