import type { FastifyReply } from 'fastify';
import { harmlessAnswer, harmlessHeaders } from './secrets';

/** How much of an answer is kept. */
const MOST_CHARACTERS = 16 * 1024;

/** An answer as it may be shown. */
export interface AnswerView {
  /** All headers except secret ones. */
  readonly headers: Readonly<Record<string, string>>;
  /** The beginning of the body, tokens and keys masked; of a file only what it is. */
  readonly body: string;
  /** The body is longer than that. */
  readonly more: boolean;
}

/** What is kept of an answer that is about to be sent. */
export function answerView(reply: FastifyReply, payload: unknown): AnswerView {
  const headers = harmlessHeaders(reply.getHeaders());
  if (payload !== undefined && payload !== null && typeof payload !== 'string' && !Buffer.isBuffer(payload)) {
    return { headers, body: `(a file: ${headers['content-type'] ?? 'no type'})`, more: false };
  }
  const text = String(payload ?? '');
  return { headers, body: harmlessAnswer(text.slice(0, MOST_CHARACTERS)), more: text.length > MOST_CHARACTERS };
}
