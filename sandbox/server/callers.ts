import { isIPv4 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** `name`, `name:port`, `[::1]:port` */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::\d{1,5})?$/;
const ABSOLUTE = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i;

/** A host's name without its port, in lower case and without the dot at its end; undefined for what is no host. */
export const nameOf = (host: string): string | undefined => HOST.exec(host.trim().toLowerCase())?.[1]?.replace(/\.$/, '');

/** An address as it stands in a URL. */
export const inUrl = (address: string): string => (address.includes(':') && !address.startsWith('[') ? `[${address}]` : address);

/** Names that lead to this machine whoever answers for them (RFC 6761, 6.3). */
const isLoopback = (name: string): boolean => /(^|\.)localhost$/.test(name) || (isIPv4(name) && name.startsWith('127.')) || name === '[::1]';

/** Every name by which a request calls the server. Of several that differ, nobody can say which one is meant. */
const calledBy = ({ raw, originalUrl }: FastifyRequest): readonly string[] => {
  const hosts = raw.rawHeaders.filter((_, i) => raw.rawHeaders[i - 1]?.toLowerCase() === 'host' && i % 2 === 1);
  const target = ABSOLUTE.exec(originalUrl)?.[1];
  return target === undefined ? hosts : [...hosts, target];
};

/**
 * The names of a server besides those of every loopback.
 * @param listening the address that it listens on
 * @param allowed further names, with or without a port
 * @throws Error where one of these is no host
 */
export const ownNames = (listening: string, allowed: readonly string[]): ReadonlySet<string> =>
  new Set(
    [inUrl(listening), ...allowed].map((host) => {
      const name = nameOf(host);
      if (name === undefined) throw new Error(`"${host}" is no host: give a name such as sandbox.example or an address, without http://`);
      return name;
    }),
  );

/**
 * Refuses with 403 whoever calls the server by a name that is not its own. A site whose name was made to lead here (DNS rebinding) could read
 * everything otherwise, as a browser takes its page and the sandbox for one.
 */
export function ownNamesOnly(app: FastifyInstance, own: ReadonlySet<string>): void {
  const isOwn = (host: string): boolean => {
    const name = nameOf(host);
    return name !== undefined && (isLoopback(name) || own.has(name));
  };
  app.addHook('onRequest', async (request, reply) => {
    const names = calledBy(request);
    if (names.length > 0 && names.every(isOwn)) return undefined;
    return reply.code(403).send({ error: 'The sandbox does not answer to this host name. To allow it, start the sandbox with --allow-host <name>' });
  });
}

/** Refuses with 403 what the page of another site sends from the user's browser. */
export function ownPagesOnly(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin, host } = request.headers;
    if (origin !== undefined && origin !== `http://${host}`) {
      return reply.code(403).send({ error: 'Control routes answer to this sandbox only' });
    }
    return undefined;
  });
}
