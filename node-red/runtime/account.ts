import type { Account, AnyVendor, HttpRequest, Send, Signal } from '../../engine';
import { migrate } from '../shared/saved';
import { accountForm, accountType, isSecret } from '../shared/types';
import { credentialOf } from './credential';
import { sessionOf, type Outside } from './ports';
import type { LastFields } from './lastFields';
import type { Config, Node, Red } from './nodeRedTypes';
import { registerRoutes } from './routes';

/** Maximum concurrent requests of one account; a flood of messages is queued instead of opening a connection each. */
const MOST_AT_ONCE = 8;

/** What account nodes share with the nodes that use them. */
export interface AccountNode extends Node {
  vendor: AnyVendor;
  /** Called for each message, because environment and context may have changed. */
  account(): Promise<Account>;
  /** Sends with the account's credentials. */
  sendAs(account: Account): Send;
}

/** Limits concurrency; further requests wait for their turn. */
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

/** Registers a vendor's account node and the editor's routes for it. */
export const registerAccount = (red: Red, vendor: AnyVendor, outside: Outside, last: LastFields): void => {
  const secrets = accountForm(vendor).filter(isSecret);
  red.nodes.registerType(
    accountType(vendor),
    function (this: Node, config: Config) {
      red.nodes.createNode(this, config);
      const gate = inLine(MOST_AT_ONCE);
      const own: Omit<AccountNode, keyof Node> = {
        vendor,
        account: async () => ({
          id: this.id,
          credential: await credentialOf(vendor, { red, node: this, msg: undefined }, migrate(config).values, this.credentials ?? {}),
        }),
        sendAs: (account) => gate(sessionOf(vendor, account, outside)),
      };
      Object.assign(this, own);
    },
    { credentials: Object.fromEntries(secrets.map(({ name }) => [name, { type: 'password' }])) },
  );
  registerRoutes(red, vendor, outside, last);
};
