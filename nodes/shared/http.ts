import { NodeApiError, type IDataObject, type IHttpRequestOptions, type INode } from 'n8n-workflow';
import { CampaignError, isObject, TransportError, type HttpReply, type HttpRequest, type Json, type Send } from '../../engine';
import { bodyOf, parsed } from '../../ports/answer';
import { headersOf } from '../../ports/wire';
import { abortReason } from './clock';
import { flowing, type ByteStream } from './download';
import { answersBut, causesOf } from './host';
import type { Client } from './n8nTypes';
import type { Guard } from './publicOnly';
import { transportError } from './transport';
import { UploadBody } from './upload';

interface Answer {
  readonly status: number;
  readonly headers: unknown;
  readonly body: unknown;
}

const FORM = 'application/x-www-form-urlencoded';

const contentOf = ({ json, form, upload }: HttpRequest): { readonly type: string; readonly body: UploadBody | string } | undefined => {
  if (upload) return { type: upload.contentType, body: new UploadBody(upload) };
  if (form) return { type: FORM, body: new URLSearchParams(form).toString() };
  return json === undefined ? undefined : { type: 'application/json', body: JSON.stringify(json) };
};

const isStream = (body: unknown): body is ByteStream => isObject(body) && typeof (body as Partial<ByteStream>).destroy === 'function';

/**
 * The answer inside an error that the client made of a status: n8n needs a 401 thrown to renew the token, and rethrows the second one. Any other status
 * in an error comes from a truncated answer and does not count as one.
 */
const answerIn = (error: unknown): Answer | undefined => {
  for (const { response } of causesOf(error)) {
    if (isObject(response) && response.status === 401) return { status: response.status, headers: response.headers, body: response.data };
  }
  return undefined;
};

const unguarded: Guard = () => Promise.reject(new TransportError('nobody here can tell whether it is public', 'no', 'permission'));

export interface Watching {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Called with the stream of each streamed answer. */
  readonly onStream?: (stream: ByteStream) => void;
  /** Checks requests that may only go to public addresses. */
  readonly guard?: Guard;
}

/** The engine's `send` over an n8n HTTP helper, which provides proxies, the address policy and cancellation. */
export const sendThrough =
  (client: Client, { now = () => Date.now(), onStream, guard = unguarded }: Watching = {}): Send =>
  async (request, signal) => {
    const content = contentOf(request);
    const options: IHttpRequestOptions = {
      method: request.method,
      url: request.url,
      headers: { ...request.headers, ...(content && { 'content-type': content.type }) } as IDataObject,
      ...(content && { body: content.body }),
      ...(request.basic && { auth: { ...request.basic } }),
      timeout: request.timeoutMs,
      returnFullResponse: true,
      disableFollowRedirect: true,
      // Every status is returned as an answer except 401, on which n8n renews the token and sends once more.
      ...answersBut([401]),
      // Also for complete bodies, because n8n would buffer anything, however large and slow.
      encoding: 'stream',
      ...(signal && { abortSignal: signal as AbortSignal }),
    };
    const replyOf = async ({ status, headers, body }: Answer): Promise<HttpReply> => {
      const common = { status, headers: headersOf(isObject(headers) ? headers : {}) };
      if (!isStream(body)) return { ...common, body: typeof body === 'string' ? parsed(body) : ((body ?? null) as Json) };
      const bytes = flowing(body, request.timeoutMs, signal);
      if (request.reply === 'json' || status < 200 || status > 299) return { ...common, body: await bodyOf(status, bytes, now) };
      onStream?.(body);
      // n8n's client decompresses the body but keeps the length of the compressed one.
      return { ...common, body: null, stream: bytes, isUnpacked: true };
    };
    const failed = (error: unknown): unknown => {
      if (signal?.aborted) return abortReason(signal);
      if (content?.body instanceof UploadBody && content.body.failure) return content.body.failure.error;
      return signInRefusal(error) ?? transportError(error);
    };
    const ask = async (): Promise<Answer> => {
      try {
        const { statusCode, headers, body } = (await client(options)) as { statusCode: number; headers: unknown; body: unknown };
        return { status: statusCode, headers, body };
      } catch (error) {
        const answer = signal?.aborted ? undefined : answerIn(error);
        if (answer) return answer;
        throw failed(error);
      }
    };
    if (request.publicOnly) await guard(request.url);
    const answer = await ask();
    try {
      return await replyOf(answer);
    } catch (error) {
      throw failed(error);
    }
  };

/** n8n's errors name a node, but a sign-in has none. */
const NO_NODE = { name: '' } as INode;

/** Carries a failed sign-in through n8n, which wraps every error in this class, passes it on unchanged if it already is one, and shows its message. */
export class SignInRefused extends NodeApiError {
  constructor(readonly refusal: CampaignError) {
    const message = `${refusal.message} ${refusal.todo}`;
    super(NO_NODE, { message });
    this.name = 'SignInRefused';
    // n8n replaces messages that contain certain words with general texts.
    this.message = message;
  }
}

const signInRefusal = (error: unknown): CampaignError | undefined =>
  causesOf(error).flatMap((each) => (each instanceof SignInRefused ? [each.refusal] : []))[0];
