import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { serving } from './serving';

/**
 * Serves the files of a folder, and says yes at once to whatever is posted: a server that costs as little as one can, so that what is
 * measured is the client.
 */
serving(async () => {
  const folder = process.argv[2]!;
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      const file = createReadStream(join(folder, basename(request.url!)));
      file.on('error', () => response.writeHead(404).end()).pipe(response);
      return;
    }
    request.resume().on('end', () => response.writeHead(201, { 'content-type': 'application/json' }).end('{"message":"success"}'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    ready: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
});
