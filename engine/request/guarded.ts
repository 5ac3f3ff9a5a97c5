import type { Ports } from '../base/ports';
import type { Secrets } from './secrets';

const BY = Symbol('the secrets that a port keeps');

/**
 * The ports of a host with everything between it and the engine looked through for an account's secrets: what comes in before it is read,
 * and what is told. The engine is given no other ones, so that nothing that is made of an answer can hold a secret.
 */
export const guarded = (ports: Ports, secrets: Secrets): Ports => {
  if ((ports as { readonly [BY]?: Secrets })[BY] === secrets) return ports;
  const { progress } = ports;
  const own: Ports & { readonly [BY]: Secrets } = {
    ...ports,
    [BY]: secrets,
    vendor: async (request, signal) => secrets.reply(await ports.vendor(request, signal)),
    unauthenticated: async (request, signal) => secrets.reply(await ports.unauthenticated(request, signal)),
    log: (level, message) => ports.log(level, secrets.text(message)),
    ...(progress && { progress: (message) => progress.call(ports, secrets.text(message)) }),
  };
  return own;
};
