import { isIPv4 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** `name`, `name:port`, `[::1]:port` */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::\d{1,5})?$/;
const ABSOLUTE = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i;

/** A host's name without its port, in lower case and without a trailing dot; undefined if it is not a host. */
export const nameOf = (host: string): string | undefined => HOST.exec(host.trim().toLowerCase())?.[1]?.replace(/\.$/, '');

/** An address as written in a URL. */
export const inUrl = (address: string): string => (address.includes(':') && !address.startsWith('[') ? `[${address}]` : address);

/** Names that always refer to this machine (RFC 6761, 6.3). */
const isLoopback = (name: string): boolean => /(^|\.)localhost$/.test(name) || (isIPv4(name) && name.startsWith('127.')) || name === '[::1]';

/** Every name by which a request addresses the server. If several differ, it is unclear which one is meant. */
const calledBy = ({ raw, originalUrl }: FastifyRequest): readonly string[] => {
  const hosts = raw.rawHeaders.filter((_, i) => raw.rawHeaders[i - 1]?.toLowerCase() === 'host' && i % 2 === 1);
  const target = ABSOLUTE.exec(originalUrl)?.[1];
  return target === undefined ? hosts : [...hosts, target];
};

/**
 * The names of a server in addition to loopback names.
 * @param listening the address that it listens on
 * @param allowed further names, with or without a port
 * @throws Error if one of these is not a host
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
 * Rejects requests that address the server by a foreign name, with 403. Otherwise a site whose name was made to resolve here (DNS rebinding) could read
 * everything, because a browser treats its page and the sandbox as the same origin.
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

/** Rejects what another site's page sends from the user's browser, with 403. */
export function ownPagesOnly(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin, host } = request.headers;
    if (origin !== undefined && origin !== `http://${host}`) {
      return reply.code(403).send({ error: 'Control routes answer to this sandbox only' });
    }
    return undefined;
  });
}
