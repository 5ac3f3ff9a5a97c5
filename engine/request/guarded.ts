import type { Ports } from '../base/ports';
import type { Secrets } from './secrets';

const BY = Symbol('the secrets that a port keeps');

/**
 * A host's ports with everything in both directions checked for the account's secrets: input before it is read, and output. The engine only gets these,
 * so that nothing derived from an answer can contain a secret.
 */
export const guarded = (ports: Ports, secrets: Secrets): Ports => {
  if ((ports as { readonly [BY]?: Secrets })[BY] === secrets) return ports;
  const { progress } = ports;
  const own: Ports & { readonly [BY]: Secrets } = {
    ...ports,
    [BY]: secrets,
    vendor: async (request, signal) => secrets.reply(await ports.vendor(request, signal)),
    unauthenticated: async (request, signal) => secrets.reply(await ports.unauthenticated(request, signal)),
    sleep: (ms, signal, notReady) => ports.sleep(ms, signal, notReady && { ...notReady, what: secrets.text(notReady.what) }),
    log: (level, message) => ports.log(level, secrets.text(message)),
    ...(progress && { progress: (message) => progress.call(ports, secrets.text(message)) }),
  };
  return own;
};
