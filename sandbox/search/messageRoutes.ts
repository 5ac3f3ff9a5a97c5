import { setTimeout as wait } from 'node:timers/promises';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { isMet, readExpectation, unmet } from './expectation';
import { csvOf, jsonOf } from './messageFile';
import { FILTERS } from './messageFilter';
import { allMessages, listMessages } from './messageList';
import { flagIn, noOthers, numberIn, valueIn, type Query } from './query';
import { makersIn, type Sources } from './sources';

/** An expectation that was not met in time (RFC 9110, 15.5.18, says this of a header; nothing else comes closer). */
const NOT_MET = 417;
const MOST_PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 50;

/** Messages of all batches: a page, a file, and the HTML of an email. */
export function messageRoutes(app: FastifyInstance, { vendors, journal, index }: Sources): void {
  app.get<{ Querystring: Query }>('/messages', async ({ query: { expect, within, ...query } }, reply) => {
    const expected = readExpectation({ expect });
    const until = performance.now() + numberIn({ within }, 'within', 0, MOST_PATIENCE_MS, 0);
    for (;;) {
      const list = listMessages(await index.fresh(), query, makersIn(journal));
      if (!expected || isMet(expected, list.total)) return list;
      if (performance.now() >= until) return reply.code(NOT_MET).send({ error: unmet(expected, list.total), ...list });
      await wait(LOOK_EVERY_MS);
    }
  });

  for (const [name, type, linesOf] of [
    ['messages.csv', 'text/csv; charset=utf-8', csvOf],
    ['messages.json', 'application/json; charset=utf-8', jsonOf],
  ] as const) {
    app.get<{ Querystring: Query }>(`/${name}`, async ({ query }, reply) => {
      noOthers(query, FILTERS);
      const messages = allMessages(await index.fresh(), query, makersIn(journal));
      return reply
        .type(type)
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(Readable.from(linesOf(messages)));
    });
  }

  app.get<{ Querystring: Query }>('/messages/html', async ({ query }, reply) => {
    const at = numberIn(query, 'index', 0, Number.MAX_SAFE_INTEGER, 0);
    const page = await vendors.of(valueIn(query, 'vendor') ?? '')?.messages(valueIn(query, 'batch') ?? '', at, 1, false);
    const html = page?.messages[0]?.parts?.html;
    if (html === undefined) return reply.code(404).send({ error: 'No such email' });
    return harmlessHtml(reply, flagIn(query, 'images')).send(html);
  });
}

/** What a sender wrote is shown without scripts, forms and links out of its frame; pictures are only fetched if somebody wants them. */
function harmlessHtml(reply: FastifyReply, withImages: boolean): FastifyReply {
  const images = withImages ? 'data: https: http:' : 'data:';
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', `sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src ${images}; frame-ancestors 'self'`)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-store');
}
