import { createHash } from 'node:crypto';
import { checkAccount, session, type Account, type AnyVendor, type HttpRequest, type Json, type Send, type Signal } from '../../engine';
import { migrate, type Values } from '../shared/saved';
import { accountForm, accountType, isSecret, SET } from '../shared/types';
import type { Clock } from './clock';
import { nodeFailure } from './failure';
import type { Config, Node, Red } from './red';
import { valuesOf, type Place } from './values';

/** Requests of one account that are under way at the same time; a flood of messages waits in line instead of opening a connection each. */
const MOST_AT_ONCE = 8;

/** What account nodes share with the nodes that use them. */
export interface AccountNode extends Node {
  vendor: AnyVendor;
  /** Called for each message, as environment and context may have changed. */
  account(): Promise<Account>;
  /** Sends with the account's credentials. */
  sendAs(account: Account): Send;
}

export interface Outside {
  readonly clock: Clock;
  readonly bare: Send;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Lets so many through at once; the others wait for their turn. */
const inLine = (most: number): ((send: Send) => Send) => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return (send) => async (request: HttpRequest, signal?: Signal) => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go));
    else running++;
    try {
      if (signal?.aborted) throw signal.reason;
      return await send(request, signal);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
};

const credentialOf = async (vendor: AnyVendor, place: Place, saved: Values, secrets: Readonly<Record<string, unknown>>): Promise<Account['credential']> => {
  const form = accountForm(vendor);
  const open = await valuesOf(
    place,
    form.filter((field) => !isSecret(field)),
    saved,
  );
  return Object.fromEntries(form.map((field) => [field.wire, (isSecret(field) ? secrets[field.name] : open[field.name]) as Json | undefined]));
};

/** How Node-RED's editor sends a password that nobody has touched. */
const UNTOUCHED = '__PWRD__';

interface Check {
  readonly id?: unknown;
  readonly values?: unknown;
  readonly secrets?: unknown;
}

interface Reply {
  json(body: unknown): void;
}

/** Where the account's dialog has its test button ask. */
export const checkPath = (vendor: AnyVendor): string => `/${SET}/${accountType(vendor)}/check`;

const answerCheck = async (red: Red, vendor: AnyVendor, { clock, bare }: Outside, { id, values, secrets }: Check): Promise<unknown> => {
  try {
    const node = typeof id === 'string' ? (red.nodes.getNode(id) ?? undefined) : undefined;
    const kept = typeof id === 'string' ? red.nodes.getCredentials(id) : undefined;
    const given = Object.entries((secrets ?? {}) as Record<string, unknown>).map(
      ([name, value]) => [name, value === UNTOUCHED ? kept?.[name] : value] as const,
    );
    const saved = migrate({ values }).values;
    const credential = await credentialOf(vendor, { red, node, msg: undefined }, saved, Object.fromEntries(given));
    const proved = await checkAccount(vendor, { id: `check ${String(id)}`, credential }, bare, { now: () => clock.now(), sha256 });
    return { ok: true, message: proved };
  } catch (error) {
    const { what, todo, code } = nodeFailure(error);
    return { ok: false, code, message: what, todo };
  }
};

/** Registers a vendor's account node and the route of its test button. */
export const registerAccount = (red: Red, vendor: AnyVendor, outside: Outside): void => {
  const type = accountType(vendor);
  const secrets = accountForm(vendor).filter(isSecret);
  red.nodes.registerType(
    type,
    function (this: Node, config: Config) {
      red.nodes.createNode(this, config);
      const gate = inLine(MOST_AT_ONCE);
      const own: Omit<AccountNode, keyof Node> = {
        vendor,
        account: async () => ({
          id: this.id,
          credential: await credentialOf(vendor, { red, node: this, msg: undefined }, migrate(config).values, this.credentials ?? {}),
        }),
        sendAs: (account) => gate(session(vendor, account, outside.bare, { now: () => outside.clock.now(), sha256 })),
      };
      Object.assign(this, own);
    },
    { credentials: Object.fromEntries(secrets.map(({ name }) => [name, { type: 'password' }])) },
  );
  red.httpAdmin.post(checkPath(vendor), red.auth.needsPermission('flows.write'), (request: { body?: Check }, response: Reply) => {
    void answerCheck(red, vendor, outside, request.body ?? {}).then((answer) => response.json(answer));
  });
};
