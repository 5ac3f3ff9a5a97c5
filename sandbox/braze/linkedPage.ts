import type { FastifyReply } from 'fastify';
import { text, type Query } from './exports/query';
import { bad } from './exports/refusals';

/** A page of a list, and in the header `Link` where the others are; there is none if one page holds all. */
export function linkedPage<Thing>(things: readonly Thing[], size: number, query: Query, path: string, reply: FastifyReply): Thing[] {
  const skip = skipOf(text(query, 'cursor'));
  if (skip >= Math.max(things.length, 1)) throw bad('Invalid cursor');
  const links = [
    ...(skip > 0 ? [`<${path}?cursor=${cursorOf(Math.max(0, skip - size))}>; rel="prev"`] : []),
    ...(skip + size < things.length ? [`<${path}?cursor=${cursorOf(skip + size)}>; rel="next"`] : []),
  ];
  if (links.length > 0) void reply.header('link', links.join(','));
  return things.slice(skip, skip + size);
}

const cursorOf = (skip: number): string => encodeURIComponent(Buffer.from(`skip:${skip}`).toString('base64'));

function skipOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const [, skip] = /^skip:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  if (skip === undefined) throw bad('Invalid cursor');
  return Number(skip);
}
