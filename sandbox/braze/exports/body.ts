import type { FastifyRequest } from 'fastify';
import { isRecord, readJson } from '../../server/body';
import { MOST_BYTES } from '../auth';
import { text, type Query } from './query';
import { bad } from './refusals';

/** The JSON body, of at most 4 MB. */
export async function bodyOf(request: FastifyRequest): Promise<Query> {
  const body = await readJson(request, MOST_BYTES);
  if (!isRecord(body)) throw bad('The body must be a JSON object');
  return body;
}

/** A list of texts in a JSON body. */
export function texts(body: Query, name: string): string[] | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every((entry): entry is string => typeof entry === 'string' && entry !== '')) {
    throw bad(`${name} must be an array of strings`);
  }
  return value;
}

/** "callback_endpoint". */
export function callbackEndpoint(body: Query): string | undefined {
  const value = text(body, 'callback_endpoint');
  if (value === undefined) return undefined;
  const protocol = URL.canParse(value) ? new URL(value).protocol : '';
  if (protocol !== 'http:' && protocol !== 'https:') throw bad('callback_endpoint must be a valid URL');
  return value;
}

/** "output_format": unknown values are treated as zip. */
export function outputFormat(body: Query): 'zip' | 'gzip' {
  return text(body, 'output_format') === 'gzip' ? 'gzip' : 'zip';
}
