import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { AUDIENCES, DEMO_APP, DEMO_KEY, TEST_APP, type AudienceKind } from './account';
import { refuse } from './refusals';

export type Body = Readonly<Record<string, unknown>>;
export type Version = 'v2' | 'v2.1';

const SHORTEST_NAME = 5;

/** The sender, and the campaign's name. */
export interface Sender {
  readonly app: string;
  readonly name: string;
}

const isFilled = (value: unknown): value is string => typeof value === 'string' && value !== '';

/**
 * Checks appId, campaignName and signature, in this order. Version 2.1 also requires them as headers; one of its editions has them only there, so they
 * may be missing in its body.
 */
export function readSender(version: Version, body: Body, headers: IncomingHttpHeaders): Sender {
  const app = version === 'v2.1' ? (body.appId ?? headers['x-moe-appkey']) : body.appId;
  const signature = version === 'v2.1' ? (body.signature ?? headers['x-moe-pushapi-signature']) : body.signature;
  if (version === 'v2.1' && (!isFilled(headers['x-moe-appkey']) || !isFilled(headers['x-moe-pushapi-signature']))) throw refuse.unauthorized();
  if (!isFilled(app)) throw refuse.noApp();
  if ((app !== DEMO_APP && app !== TEST_APP) || (version === 'v2.1' && headers['x-moe-appkey'] !== app)) throw refuse.badApp();
  const { campaignName: name } = body;
  if (!isFilled(name)) throw refuse.noName();
  if (name.length < SHORTEST_NAME) throw refuse.shortName();
  if (!isFilled(signature)) throw refuse.noSignature();
  if (signature !== signatureOf(app, name) || (version === 'v2.1' && headers['x-moe-pushapi-signature'] !== signature)) throw refuse.badSignature();
  return { app, name };
}

/** "a hash of the campaign name, app ID, and API key", with SHA-256, in lower-case hexadecimal digits. */
export function signatureOf(app: string, name: string): string {
  return createHash('sha256').update(`${app}|${name}|${DEMO_KEY}`).digest('hex');
}

/** `X-MOE-Query-Type` of version 2.1: the audience in lower case. */
export function checkQueryType(headers: IncomingHttpHeaders, audience: AudienceKind): void {
  const given = headers['x-moe-query-type'];
  if (given !== audience.toLowerCase())
    throw refuse.value(`X-MOE-Query-Type must be '${audience.toLowerCase()}'; it may be ${AUDIENCES.map((each) => each.toLowerCase()).join(', ')}`);
}
