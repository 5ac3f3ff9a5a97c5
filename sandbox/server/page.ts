import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

/** The outbox page: a single HTML answer with inline style and script, so that it works offline. */
export function pageRoutes(app: FastifyInstance): void {
  for (const path of ['/', '/outbox']) {
    app.get(path, async (_request, reply) => {
      const html = pageHtml();
      if (html === undefined) return reply.code(503).send({ error: 'The page has not been built. Run "npm run build"; all data are under /_sandbox.' });
      const nonce = randomBytes(16).toString('base64');
      // The page shows content from others. If a value were ever treated as markup, this policy prevents it from running. Pictures of messages are only
      // fetched if somebody asks for them; emails are in frames with a policy of their own.
      return reply
        .type('text/html; charset=utf-8')
        .header(
          'content-security-policy',
          `default-src 'none'; connect-src 'self'; img-src data: https: http:; frame-src 'self'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
        )
        .header('x-content-type-options', 'nosniff')
        .header('referrer-policy', 'no-referrer')
        .header('cache-control', 'no-store')
        .send(html.replaceAll('%nonce%', nonce));
    });
  }
}

let known: string | undefined;

/** Read when somebody first wants it: most sandboxes are started by tests, which never look at the page. */
function pageHtml(): string | undefined {
  if (known !== undefined) return known;
  const [html, style, script] = [find('public/outbox.html'), find('public/outbox.css'), find('dist/page/outbox.js')];
  if (html === undefined || style === undefined || script === undefined) return undefined;
  const textOf = (file: string): string => readFileSync(file, 'utf8');
  known = textOf(html)
    .replace('/*style*/', () => textOf(style))
    .replace('/*script*/', () => textOf(script));
  return known;
}

/** A file of the package: above the compiled code, or above the sources when these run directly. */
function find(file: string): string | undefined {
  return [join(__dirname, '..', file), join(__dirname, '..', '..', file)].find((place) => existsSync(place));
}
