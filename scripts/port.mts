import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

const tryPort = async (port: number): Promise<number> => {
  const probe = createServer();
  probe.listen(port, '127.0.0.1');
  await once(probe, 'listening');
  const { port: found } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return found;
};

/** A free port of 127.0.0.1. */
export const freePort = (): Promise<number> => tryPort(0);

/** The usual port, or any free one if it is taken. */
export const freeOr = (port: number): Promise<number> => tryPort(port).catch(freePort);
