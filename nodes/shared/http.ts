import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { CampaignError, isObject, type HttpReply, type HttpRequest, type Json, type Send } from '../../engine';
import { chainOf, headersOf, parsed } from '../../ports/wire';
import { abortReason } from './clock';
import { flowing, type ByteStream } from './download';
import { transportError } from './transport';
import { UploadBody } from './upload';

/** n8n's HTTP helper, with or without an account's credentials. */
export type Client = (options: IHttpRequestOptions) => Promise<unknown>;

interface Answer {
  readonly status: number;
  readonly headers: unknown;
  readonly body: unknown;
}

const FORM = 'application/x-www-form-urlencoded';

const bodyOf = ({ json, form, upload }: HttpRequest): { readonly type: string; readonly body: UploadBody | string } | undefined => {
  if (upload) return { type: upload.contentType, body: new UploadBody(upload) };
  if (form) return { type: FORM, body: new URLSearchParams(form).toString() };
  return json === undefined ? undefined : { type: 'application/json', body: JSON.stringify(json) };
};

const isStream = (body: unknown): body is ByteStream => isObject(body) && typeof (body as Partial<ByteStream>).destroy === 'function';

/** The body of a refusal is a sentence or two; more of it than this is nobody's help. */
const MOST_OF_A_REFUSAL = 100_000;

const textOf = async (stream: ByteStream, silenceMs: number): Promise<string> => {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of flowing(stream, silenceMs)) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MOST_OF_A_REFUSAL) break;
  }
  return text;
};

/**
 * The answer inside an error that the client made of a status: n8n needs a 401 thrown to renew the token, and throws the second one on. Any other
 * status in an error is that of an answer that broke off, which is none.
 */
const answerIn = (error: unknown): Answer | undefined => {
  for (const { response } of chainOf(error)) {
    if (isObject(response) && response.status === 401) return { status: response.status, headers: response.headers, body: response.data };
  }
  return undefined;
};

/**
 * The engine's `send` over an HTTP helper of n8n, which brings proxies, the address policy and cancellation with it.
 * @param onStream told of each stream that an answer was given as
 */
export const sendThrough =
  (client: Client, onStream: (stream: ByteStream) => void = () => undefined): Send =>
  async (request, signal) => {
    const content = bodyOf(request);
    const options: IHttpRequestOptions = {
      method: request.method,
      url: request.url,
      headers: { ...request.headers, ...(content && { 'content-type': content.type }) } as IDataObject,
      ...(content && { body: content.body }),
      ...(request.basic && { auth: { ...request.basic } }),
      timeout: request.timeoutMs,
      returnFullResponse: true,
      disableFollowRedirect: true,
      // Every status comes back as an answer but 401, on which n8n renews the token and sends once more.
      ignoreHttpStatusErrors: { ignore: true, except: [401] },
      encoding: request.reply === 'stream' ? 'stream' : 'text',
      ...(signal && { abortSignal: signal as AbortSignal }),
    };
    const replyOf = async ({ status, headers, body }: Answer): Promise<HttpReply> => {
      const common = { status, headers: headersOf(isObject(headers) ? headers : {}) };
      if (!isStream(body)) return { ...common, body: typeof body === 'string' ? parsed(body) : ((body ?? null) as Json) };
      if (status < 200 || status > 299) return { ...common, body: parsed(await textOf(body, request.timeoutMs)) };
      onStream(body);
      return { ...common, body: null, stream: flowing(body, request.timeoutMs, signal) };
    };
    try {
      const { statusCode, headers, body } = (await client(options)) as { statusCode: number; headers: unknown; body: unknown };
      return await replyOf({ status: statusCode, headers, body });
    } catch (error) {
      if (signal?.aborted) throw abortReason(signal);
      if (content?.body instanceof UploadBody && content.body.failure) throw content.body.failure.error;
      const refusal = signInRefusal(error);
      if (refusal) throw refusal;
      const answer = answerIn(error);
      if (answer) return await replyOf(answer);
      throw transportError(error);
    }
  };

/** Carries a failed sign-in through n8n, which shows the message and looks into `code`, `status` and `response` of what it is given. */
export class SignInRefused extends Error {
  constructor(readonly refusal: CampaignError) {
    super(`${refusal.message} ${refusal.todo}`);
    this.name = 'SignInRefused';
  }
}

const signInRefusal = (error: unknown): CampaignError | undefined => chainOf(error).flatMap((each) => (each instanceof SignInRefused ? [each.refusal] : []))[0];
