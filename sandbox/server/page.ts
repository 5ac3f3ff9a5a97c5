import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

/** The outbox page: a single HTML answer with inline style and script, so that it works offline. */
export function pageRoutes(app: FastifyInstance): void {
  const folder = publicFolder();
  const part = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const html = part('outbox.html')
    .replace('/*style*/', () => part('outbox.css'))
    .replace('/*script*/', () => part('outbox.js'));

  for (const path of ['/', '/outbox']) {
    app.get(path, async (_request, reply) => {
      const nonce = randomBytes(16).toString('base64');
      // The page shows content from others. If a value were ever treated as markup, this policy prevents it from running.
      return reply
        .type('text/html; charset=utf-8')
        .header(
          'content-security-policy',
          `default-src 'none'; connect-src 'self'; img-src data:; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
        )
        .header('x-content-type-options', 'nosniff')
        .header('cache-control', 'no-store')
        .send(html.replaceAll('%nonce%', nonce));
    });
  }
}

/** Next to the compiled code, or next to the sources when these run directly. */
function publicFolder(): string {
  const places = [join(__dirname, '..', 'public'), join(__dirname, '..', '..', 'public')];
  return places.find((place) => existsSync(join(place, 'outbox.html'))) ?? (places[0] as string);
}
