import { createHash } from 'crypto';
import type { IAdditionalCredentialOptions, ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';
import { IANAZone } from 'luxon';
import { type Account, type AnyVendor, type NotReady, type Ports, type Waited } from '../../engine';
import { addresses } from '../../ports/addresses';
import { csv } from '../../ports/csv';
import { recurrence } from '../../ports/recurrence';
import { zip } from '../../ports/zip';
import type { Clock } from './clock';
import { makerOf, type StreamMaker } from './download';
import { renewing, type SendAs } from './host';
import { sendThrough } from './http';
import type { Client, Host } from './n8nTypes';
import { onceStoreOf } from './once';
import { guardOf } from './publicOnly';
import { credentialIn } from './saved';
import { TOKEN } from './token';
import { sayNotReady } from './waits';

/** The n8n name of a vendor's credential type. */
export const credentialName = ({ id }: AnyVendor): string => `${id}Api`;

const isExecution = (host: Host): host is IExecuteFunctions => 'getInputData' in host;

/** The credential that the node uses, its fields by the vendor's names. */
export const accountOf = async (host: Host, vendor: AnyVendor): Promise<Account> => {
  const name = credentialName(vendor);
  const data = await host.getCredentials(name);
  return {
    id: `${vendor.id} ${host.getNode().credentials?.[name]?.id ?? name}`,
    credential: credentialIn(vendor, data as ICredentialDataDecryptedObject),
  };
};

/** The account as passed to n8n for a request; `over` replaces what is stored. */
const storedFor = async (host: Host, vendor: AnyVendor, over: ICredentialDataDecryptedObject = {}): Promise<IAdditionalCredentialOptions> => {
  const name = credentialName(vendor);
  const { id = '', name: label = name } = host.getNode().credentials?.[name] ?? {};
  const data = { ...(await host.getCredentials<ICredentialDataDecryptedObject>(name)), ...over };
  return { credentialsDecrypted: { id: id ?? '', name: label, type: name, data } };
};

/**
 * n8n's client with the account attached. The account is read once per run, because n8n would read and decrypt it again for each request; not if it
 * holds a token that n8n renews, because all runs share the renewed one.
 */
const clientOf = (host: Host, vendor: AnyVendor): Client => {
  const sendAs: SendAs = async (options, as) => (await host.helpers.httpRequestWithAuthentication.call(host, credentialName(vendor), options, as)) as unknown;
  const choose = async (): Promise<Client> => {
    const { credential } = await accountOf(host, vendor);
    if (vendor.auth(credential).by === 'token') return renewing(sendAs, () => storedFor(host, vendor, { [TOKEN]: '' }));
    const stored = await storedFor(host, vendor);
    return (options) => sendAs(options, stored);
  };
  let client: Promise<Client> | undefined;
  return async (options) => await (await (client ??= choose()))(options);
};

/** The workflow's time zone; an imported workflow may say DEFAULT where n8n itself would omit it. */
const zoneOf = (host: Host): string => {
  const zone = host.getTimezone();
  return IANAZone.isValidZone(zone) ? zone : Intl.DateTimeFormat().resolvedOptions().timeZone;
};

export interface HostPorts extends Ports {
  /** The class of streams, once one has been received. */
  streams(): StreamMaker | undefined;
  /** The waits for something that was not ready at first, so far. */
  readonly waits: readonly Waited[];
}

/** The engine's ports over n8n's helpers. */
export const portsOf = (host: Host, vendor: AnyVendor, clock: Clock): HostPorts => {
  let maker: StreamMaker | undefined;
  const signal = isExecution(host) ? host.getExecutionCancelSignal() : undefined;
  const once = isExecution(host) ? onceStoreOf(host, () => clock.now()) : undefined;
  const now = (): number => clock.now();
  const timeZone = zoneOf(host);
  const waits: Waited[] = [];
  const progress = (message: string): void => host.logger.info(`${host.getNode().name}: ${message}`);
  const tell = (notReady: NotReady): void => {
    const message = sayNotReady(notReady, timeZone, now());
    progress(message);
    // The editor shows it in the browser's console, and only while somebody runs the workflow there.
    if (isExecution(host)) host.sendMessageToUI(message);
  };
  return {
    vendor: sendThrough(clientOf(host, vendor), { now }),
    unauthenticated: sendThrough(async (options) => (await host.helpers.httpRequest(options)) as unknown, {
      now,
      guard: guardOf(host),
      onStream: (stream) => {
        maker = makerOf(stream);
      },
    }),
    sleep: async (ms, own, notReady) => {
      if (notReady) tell(notReady);
      await clock.sleep(ms, own);
    },
    waited: (wait) => void waits.push(wait),
    now,
    random: () => clock.random(),
    log: (level, message) => {
      host.logger[level](message);
      if (level === 'warn' && isExecution(host)) host.addExecutionHints({ message, location: 'outputPane', type: 'warning' });
    },
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    csv,
    zip,
    recurrence,
    addresses,
    timeZone,
    ...(signal && { signal }),
    ...(once && { once }),
    progress,
    streams: () => maker,
    waits,
  };
};
