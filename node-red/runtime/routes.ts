import { checkAccount, execute, knownNames, operationsOf, sayDuration, type Account, type AnyVendor, type JsonObject, type Ports } from '../../engine';
import { addresses } from '../../ports/addresses';
import {
  isMeant,
  isSameSource,
  MOST_ENTRIES,
  sourcesOf,
  type Entry,
  type NamesAnswer,
  type NamesRequest,
  type PickAnswer,
  type PickRequest,
  type Source,
} from '../shared/pickers';
import { accountType, SET } from '../shared/types';
import { draftCredential, type Draft } from './credential';
import { nodeFailure, refuse } from './failure';
import { commonPorts, sessionOf, sha256, type Outside } from './ports';
import type { LastFields } from './lastFields';
import type { Red } from './nodeRedTypes';

/** A user is waiting in the editor. */
const PATIENCE_MS = 10_000;

/** A route may receive anything; only text can be an ID. */
const idOf = ({ id }: Draft): string => (typeof id === 'string' ? id : '');

const check = async (red: Red, vendor: AnyVendor, { clock, unauthenticated }: Outside, draft: Draft): Promise<unknown> => {
  const credential = await draftCredential(red, vendor, draft);
  const proved = await checkAccount(vendor, { id: `check ${idOf(draft)}`, credential }, unauthenticated, { now: () => clock.now(), sha256, addresses });
  return { ok: true, message: proved };
};

const portsFor = (vendor: AnyVendor, account: Account, outside: Outside): Ports => ({
  ...commonPorts(outside),
  vendor: sessionOf(vendor, account, outside),
  async sleep(ms, signal) {
    if (ms > PATIENCE_MS) throw refuse(`${vendor.label} asks you to wait ${sayDuration(ms)}.`, 'Open the list again after that, or enter the ID.');
    await outside.clock.sleep(ms, signal);
  },
  log: () => undefined,
});

/** The source named by the editor, if the vendor's forms contain it; nothing else can be run from here. */
const sourceIn = (vendor: AnyVendor, wanted: Partial<Source> | undefined): Source => {
  const found = sourcesOf(vendor).find((each) => isSameSource(each, wanted ?? {}));
  if (!found) throw refuse(`${vendor.label} has no such list.`, 'Reload the editor.');
  return found;
};

const textIn = (row: JsonObject, member: string | undefined): string => String((member === undefined ? undefined : row[member]) ?? '');

const entryOf = (row: JsonObject, source: Source): Entry => {
  const value = textIn(row, source.value);
  const about = textIn(row, source.about);
  return { value, label: textIn(row, source.label) || value, ...(about !== '' && { about }) };
};

const pick = async (red: Red, vendor: AnyVendor, outside: Outside, request: Partial<PickRequest>): Promise<PickAnswer> => {
  const source = sourceIn(vendor, request.source);
  const account: Account = { id: idOf(request), credential: await draftCredential(red, vendor, request) };
  const words = String(request.filter ?? '');
  const entries = new Map<string, Entry>();
  /** @returns whether there is room for more */
  const take = (row: JsonObject): boolean => {
    const entry = entryOf(row, source);
    // Several rows may have the same entry: a list of apps is extracted from campaigns.
    if (entry.value === '' || entries.has(entry.value) || !isMeant(entry, words)) return true;
    if (entries.size === MOST_ENTRIES) return false;
    entries.set(entry.value, entry);
    return true;
  };
  const answer = (more: boolean): PickAnswer => ({ ok: true, entries: [...entries.values()], more });
  for await (const outcome of execute({ vendor, operation: source.operation, inputs: [source.input ?? {}], account }, portsFor(vendor, account, outside))) {
    if ('error' in outcome) throw outcome.error;
    const { output } = outcome;
    if (output.kind === 'object') take(output.json);
    else for await (const rows of output.rows()) if (!rows.every(take)) return answer(true);
  }
  return answer(false);
};

/** The names of a campaign's variables, for an operation that tells how they are read; nothing else can be run from here. */
const readNames = async (red: Red, vendor: AnyVendor, outside: Outside, request: Partial<NamesRequest>): Promise<NamesAnswer> => {
  const found = operationsOf(vendor).find(({ name, operation }) => name === request.operation && operation.recipients?.known);
  if (!found || typeof request.target !== 'string') throw refuse(`${vendor.label} has no such names.`, 'Reload the editor.');
  const account: Account = { id: idOf(request), credential: await draftCredential(red, vendor, request) };
  return { ok: true, names: await knownNames({ vendor, operation: found.name, target: request.target, account }, portsFor(vendor, account, outside)) };
};

interface Asked<T> {
  readonly body?: T;
  readonly headers: { readonly 'content-type'?: string };
}

interface Reply {
  json(body: unknown): void;
  sendStatus(status: number): void;
}

/** The editor sends JSON. Another site's page could submit a form from a user's browser (CSRF) when Node-RED has no authentication. */
const isJson = ({ headers }: Asked<unknown>): boolean => /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');

type Handler<T> = (red: Red, vendor: AnyVendor, outside: Outside, body: T) => Promise<unknown>;

/**
 * The editor's routes for an account that may not be deployed yet: `check` for its test button, `pick` for lists, `names` for a campaign's variables, and
 * `fields` for the names of the properties that a node's last message had.
 */
export const registerRoutes = (red: Red, vendor: AnyVendor, outside: Outside, last: LastFields): void => {
  const route = <T>(name: string, handle: Handler<T>): void => {
    red.httpAdmin.post(`/${SET}/${accountType(vendor)}/${name}`, red.auth.needsPermission('flows.write'), (request: Asked<T>, response: Reply) => {
      if (!isJson(request)) return response.sendStatus(415);
      void handle(red, vendor, outside, request.body ?? ({} as T))
        .catch((error: unknown) => {
          const { what, todo, code } = nodeFailure(error);
          return { ok: false, code, message: what, todo };
        })
        .then((answer) => response.json(answer));
    });
  };
  route<Draft>('check', check);
  route<Partial<PickRequest>>('pick', pick);
  route<Partial<NamesRequest>>('names', readNames);
  route<Draft>('fields', async (_red, _vendor, _outside, draft) => ({ ok: true, names: last.of(idOf(draft)) }));
};
