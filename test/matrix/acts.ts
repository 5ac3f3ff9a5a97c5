import { operationOf, type AnyOperation, type AnyVendor, type Json, type JsonObject } from '../../engine';
import { braze } from '../../vendors/braze';
import { bryj } from '../../vendors/bryj';
import { followAnalytics } from '../../vendors/followAnalytics';
import { horisen } from '../../vendors/horisen';
import { moEngage } from '../../vendors/moEngage';
import { demoCredential, type Rehearsal } from '../support/sandbox';
import type { ClassName } from './table';

/** One operation that stands for a class, and how the faults strike it. */
export interface Act {
  readonly vendor: AnyVendor;
  /** Of a poll: the trigger's name. */
  readonly operation: string;
  /** Members of the account that differ from the demo account. */
  readonly over?: JsonObject;
  /** The request that the faults strike. */
  readonly at: { readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH'; readonly path: string };
  /** Readies the sandbox, and gives what the form is filled with. `run` is another number each time, for names. */
  readonly input: (sandbox: Rehearsal, run: number) => JsonObject | Promise<JsonObject>;
  /** What it does can be done once in a sandbox, which has to be as new each time. */
  readonly isSpent?: true;
  /** How often the vendor has done it so far, by whom or what it was for; absent where nothing is done. */
  readonly done?: (sandbox: Rehearsal) => Promise<Readonly<Record<string, number>>>;
  /** For how many it is; one if absent. */
  readonly of?: number;
  /** What became of a lost one is read at the vendor: whether a thing was made, or a state was reached. */
  readonly settles?: 'thing' | 'state';
  /** Answers that this operation's document takes for something else than a slip, by their faults: where it has no words for a success, none are one. */
  readonly means?: { readonly [fault: string]: 'done' };
  /** Where a file is, what names its address: an answer with another address in it. */
  readonly naming?: { readonly path: string; readonly answer: (url: string) => JsonObject };
  /** Requests of the same kind that a run makes besides, where all is well. */
  readonly besides?: number;
  /** The recipients come in a file. */
  readonly fromFile?: true;
  /** Rows are waited for. */
  readonly isWaitedFor?: true;
}

const BRYJ_TRIGGER = '/api/campaigns/trigger';
const messages = ['ada', 'bob', 'eve'].map((user_id) => ({ user_id }));
const bryjTrigger = (): JsonObject => ({ campaign_id: 'CMP_Dl3Egjp4HA', messages });

/** Counts of what a vendor has accepted. */
const accepted =
  (vendor: AnyVendor, as: 'people' | 'campaigns' | 'launches') =>
  async (sandbox: Rehearsal): Promise<Readonly<Record<string, number>>> =>
    sandbox.accepted(vendor.id)[as];

const SERVICE = '/services/';
const DRAFT = '33333333-c1b1-11ee-b153-774c9d3a7957';
const horisenDraft = (_: Rehearsal, run: number): JsonObject => ({
  ...operationOf(horisen, 'campaign.create').sampleInputs[0],
  status: 'draft',
  name: `Draft ${run}`,
});

const least = (vendor: AnyVendor, name: string) => (): JsonObject => operationOf(vendor, name).sampleInputs[0];

const SIGNS_IN: JsonObject = { authentication: 'signIn', api_token: '', email: 'demo@example.com', password: 'demo-password' };

const horisenGet: Act = {
  vendor: horisen,
  operation: 'campaign.get',
  at: { method: 'GET', path: `/campaigns/${DRAFT}` },
  input: () => ({ campaign_uuid: DRAFT }),
};

/** Two drafts, on a page each. */
const horisenGetMany: Act = {
  vendor: horisen,
  operation: 'campaign.getMany',
  at: { method: 'GET', path: 'page_number=2' },
  input: () => ({ status: 'draft', page_size: 1 }),
};

const bryjCancel: Act = {
  vendor: bryj,
  operation: 'batch.cancel',
  at: { method: 'PUT', path: '/cancel' },
  async input(sandbox) {
    const { batches } = (await sandbox.control('GET', '/bryj/batches')) as unknown as { batches: readonly { id: string; state: string }[] };
    return { request_id: batches.find(({ state }) => state === 'scheduled')!.id };
  },
  async done(sandbox) {
    const { batches } = (await sandbox.control('GET', '/bryj/batches')) as unknown as { batches: readonly { id: string; state: string }[] };
    return Object.fromEntries(batches.filter(({ state }) => state === 'canceled').map(({ id }) => [id, 1]));
  },
  isSpent: true,
};

const bryjSend: Act = {
  vendor: bryj,
  operation: 'batch.trigger',
  at: { method: 'POST', path: BRYJ_TRIGGER },
  input: bryjTrigger,
  done: accepted(bryj, 'people'),
  of: messages.length,
};

const bryjUpload: Act = { ...bryjSend, input: () => ({ campaign_id: 'CMP_Dl3Egjp4HA' }), fromFile: true };

const horisenCreate: Act = {
  vendor: horisen,
  operation: 'campaign.create',
  at: { method: 'POST', path: SERVICE },
  input: horisenDraft,
  done: accepted(horisen, 'campaigns'),
  settles: 'thing',
};

const bryjSignIn: Act = { ...bryjSend, at: { method: 'POST', path: '/users/sign_in' } };

const bryjReport: Act = {
  vendor: bryj,
  operation: 'batch.getReport',
  at: { method: 'GET', path: '/bryj-s3/' },
  async input(sandbox) {
    await sandbox.control('POST', '/bryj/settings', { processingMs: 0 });
    return (await sandbox.control('POST', '/bryj/synthetic', { rows: 2, prefix: 'delivered-android-' })) as { request_id: string };
  },
  naming: { path: '/api/campaigns/report', answer: (url) => ({ request_id: 'b615b03a0c538be18cd2c8610cca1d79', reports: [url] }) },
  // A file for each of two platforms.
  besides: 1,
};

/** Twenty people, who are there at once. */
const brazeExport: Act = {
  vendor: braze,
  operation: 'segment.export',
  at: { method: 'GET', path: '/_files/' },
  async input(sandbox) {
    await sandbox.control('POST', '/braze/settings', { bigSegmentUsers: 20, exportMs: 0 });
    return { segment_id: '22222222-2222-4222-8222-222222222222', fields_to_export: ['external_id'] };
  },
  naming: { path: '/users/export/segment', answer: (url) => ({ message: 'success', object_prefix: 'bb8e2a91-c4aa-478b-b3f2-a4ee91731ad1-1464728599', url }) },
  isWaitedFor: true,
  // One at a time is made.
  isSpent: true,
};

/** A report of one message. */
const requestOfOne = async (sandbox: Rehearsal): Promise<JsonObject> => {
  await sandbox.control('POST', '/followAnalytics/settings', { processingMs: 0 });
  const reply = await fetch(`${sandbox.baseUrls.followAnalytics}/api/campaigns/trigger`, {
    method: 'POST',
    headers: { authorization: 'Token demo-api-token', 'content-type': 'application/json', accept: 'application/vnd.fa.v3, application/json' },
    body: JSON.stringify({ campaign_identifiers: [HITS], messages: least(followAnalytics, 'batch.trigger')().messages }),
  });
  const { result } = (await reply.json()) as { result: { request_id: string } };
  return { request_id: result.request_id };
};

const HITS = 'FACMPGN_fQq2YaB9vrJQuDid';
const followHits: Act = {
  vendor: followAnalytics,
  operation: 'hits',
  over: SIGNS_IN,
  at: { method: 'GET', path: `/api/transac/${HITS}/hits` },
  input: () => ({ campaign_id: HITS }),
};

/** The one that goes through all faults, for each class. */
export const leading: Readonly<Record<ClassName, Act>> = {
  read: horisenGet,
  list: horisenGetMany,
  poll: followHits,
  signIn: bryjSignIn,
  reportPart: bryjReport,
  exportFile: brazeExport,
  idempotent: bryjCancel,
  once: horisenCreate,
  send: bryjSend,
  upload: bryjUpload,
};

/** Where no body is documented for a success, none is one. */
const SAYS_NOTHING = { empty: 'done', noContent: 'done', accepted202: 'done' } as const;

/** Those that stand for the same class at other vendors. */
export const further: Readonly<Partial<Record<ClassName, readonly Act[]>>> = {
  send: [
    {
      vendor: braze,
      operation: 'campaign.trigger',
      at: { method: 'POST', path: '/campaigns/trigger/send' },
      input: least(braze, 'campaign.trigger'),
      done: accepted(braze, 'people'),
    },
    {
      vendor: braze,
      operation: 'message.send',
      at: { method: 'POST', path: '/messages/send' },
      input: least(braze, 'message.send'),
      done: accepted(braze, 'people'),
    },
    {
      vendor: followAnalytics,
      operation: 'batch.trigger',
      over: SIGNS_IN,
      at: { method: 'POST', path: '/api/campaigns/trigger' },
      input: least(followAnalytics, 'batch.trigger'),
      done: accepted(followAnalytics, 'people'),
    },
    {
      vendor: followAnalytics,
      operation: 'campaign.launch',
      over: SIGNS_IN,
      at: { method: 'PUT', path: '/launch' },
      input: least(followAnalytics, 'campaign.launch'),
      done: accepted(followAnalytics, 'launches'),
      settles: 'state',
      isSpent: true,
      means: SAYS_NOTHING,
    },
    {
      vendor: horisen,
      operation: 'campaign.launch',
      at: { method: 'PATCH', path: DRAFT },
      input: () => ({ campaign_uuid: DRAFT }),
      done: accepted(horisen, 'launches'),
      settles: 'state',
      isSpent: true,
      means: SAYS_NOTHING,
    },
    {
      vendor: moEngage,
      operation: 'push.send',
      at: { method: 'POST', path: '/sendpush' },
      input: least(moEngage, 'push.send'),
      done: accepted(moEngage, 'people'),
    },
  ],
  once: [
    {
      vendor: followAnalytics,
      operation: 'campaign.create',
      over: SIGNS_IN,
      at: { method: 'POST', path: '/api/campaign' },
      input: (_, run) => ({ ...least(followAnalytics, 'campaign.create')(), name: `Draft ${run}` }),
      done: accepted(followAnalytics, 'campaigns'),
      settles: 'thing',
    },
  ],
  signIn: [
    { ...horisenCreate, at: { method: 'POST', path: '/oauth2/access-token' } },
    {
      vendor: followAnalytics,
      operation: 'batch.trigger',
      over: SIGNS_IN,
      at: { method: 'POST', path: '/api/login' },
      input: least(followAnalytics, 'batch.trigger'),
      done: accepted(followAnalytics, 'people'),
    },
  ],
  reportPart: [
    {
      vendor: followAnalytics,
      operation: 'batch.getReport',
      over: SIGNS_IN,
      at: { method: 'GET', path: '/follow-analytics-files/' },
      input: requestOfOne,
      naming: { path: '/api/campaigns/request', answer: (url) => ({ success: true, result: { report_url: url } }) },
    },
  ],
};

export const definitionOf = ({ vendor, operation }: Act): AnyOperation => operationOf(vendor, operation);

/** Port 9 has no listener; what is no address stays. */
const toNobody = (value: Json | undefined, { url }: Rehearsal): Json | undefined =>
  typeof value === 'string' ? value.replace(url, 'http://127.0.0.1:9') : value;

/** The account's members by wire name; at an address where nobody listens, if that is wanted. */
export const credentialOf = ({ vendor, over }: Act, sandbox: Rehearsal, isNobodyThere = false): JsonObject => {
  const given: JsonObject = { ...demoCredential(vendor.id, sandbox), ...over };
  return isNobodyThere ? Object.fromEntries(Object.entries(given).map(([wire, value]) => [wire, toNobody(value, sandbox)])) : given;
};

/** Whether the account shows a lasting key instead of a token that ends. */
export const hasKey = ({ vendor, over }: Act): boolean => vendor.auth({ ...demoCredential(vendor.id, { baseUrls: {} }), ...over }).by !== 'token';

/** More than the connection holds, so that it cannot have left before it breaks. */
const LARGE = { rows: 750, each: 8_000 };

/** The recipients as a file: those of the sends, or so many that they do not go out in one piece. */
export const fileOf = (isLarge: boolean): string => {
  const rows = isLarge ? Array.from({ length: LARGE.rows }, (_, i) => `person-${i},${'x'.repeat(LARGE.each)}`) : messages.map(({ user_id: id }) => `${id},`);
  return `User,text\n${rows.join('\n')}\n`;
};
