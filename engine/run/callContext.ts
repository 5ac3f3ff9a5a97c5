import { madeBy } from '../base/made';
import type { Ports } from '../base/ports';
import type { Call } from '../catalogue/call';
import { operationOf } from '../catalogue/vendor';
import type { RequestContext } from '../request/context';
import { guarded } from '../request/guarded';
import { secretsOf } from '../request/secrets';
import { completeAccount } from '../request/session';

/**
 * The context of a call: its account completed, its secrets registered, and its ports guarded.
 * @throws CampaignError `validation` if the account is not complete
 */
export const requestContextOf = (call: Call, ports: Ports): RequestContext => {
  const account = completeAccount(call.vendor, call.account, ports.addresses);
  const operation = operationOf(call.vendor, call.operation);
  const secrets = secretsOf(call.vendor, account.credential);
  return {
    vendor: call.vendor,
    operation,
    name: call.operation,
    account,
    secrets,
    options: call.options ?? {},
    baseUrl: call.vendor.baseUrl(account.credential),
    ports: guarded(ports, secrets),
    made: madeBy(account.id),
    run: {},
  };
};
