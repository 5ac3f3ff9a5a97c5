import type { FastifyInstance } from 'fastify';
import type { WireEntry } from '../server/journal';
import { tally } from './counts';
import { flagIn, noOthers, numberIn, valuesIn, wordsIn, type Query } from './query';
import type { Sources } from './sources';

const MOST_ON_A_PAGE = 500;

/** The journal as a list without bodies, newest first, and each of its requests as a whole. */
export function logRoutes(app: FastifyInstance, { journal }: Sources): void {
  app.get<{ Querystring: Query }>('/log', async ({ query }) => {
    noOthers(query, ['q', 'vendor', 'method', 'status', 'fault', 'limit', 'offset']);
    const words = wordsIn(query);
    const [vendors, methods, statuses] = ['vendor', 'method', 'status'].map((name) => valuesIn(query, name)) as [string[], string[], string[]];
    const withFault = flagIn(query, 'fault');
    const limit = numberIn(query, 'limit', 0, MOST_ON_A_PAGE, 50);
    const offset = numberIn(query, 'offset', 0, Number.MAX_SAFE_INTEGER, 0);
    const isFor = (list: readonly string[], ...values: string[]): boolean => list.length === 0 || values.some((value) => list.includes(value));

    const found = [...journal.bare()].reverse().filter((entry) => {
      const text = `${entry.method} ${entry.path} ${entry.fault ?? ''} ${(entry.made ?? []).map(({ id }) => id).join(' ')}`.toLowerCase();
      return isFor(methods, entry.method) && words.every((word) => text.includes(word));
    });
    const ofVendor = ({ vendor }: WireEntry): boolean => isFor(vendors, vendor);
    const ofStatus = ({ status }: WireEntry): boolean => isFor(statuses, classOf(status), String(status));
    const ofFault = ({ fault }: WireEntry): boolean => !withFault || fault !== undefined;
    const wanted = found.filter((entry) => ofVendor(entry) && ofStatus(entry) && ofFault(entry));
    return {
      total: wanted.length,
      requests: wanted.slice(offset, offset + limit).map(rowOf),
      counts: {
        vendor: tally(found.filter((entry) => ofStatus(entry) && ofFault(entry)).map(({ vendor }) => vendor)),
        status: tally(found.filter((entry) => ofVendor(entry) && ofFault(entry)).map(({ status }) => classOf(status))),
        fault: found.filter((entry) => ofVendor(entry) && ofStatus(entry) && entry.fault !== undefined).length,
      },
    };
  });

  app.get<{ Params: { id: string } }>('/log/:id', async ({ params }, reply) => {
    return journal.get(Number(params.id)) ?? reply.code(404).send({ error: 'No such request: the journal keeps the last 500' });
  });
}

/** `2xx` and the like, or `none` without an answer. */
const classOf = (status: number | null): string => (status === null ? 'none' : `${Math.floor(status / 100)}xx`);

function rowOf({ headers: _headers, body: _body, answer: _answer, made = [], madeCount, ...row }: WireEntry): object {
  return { ...row, made: tally(made.map(({ kind }) => kind)), ...(madeCount !== undefined && { madeCount }) };
}
