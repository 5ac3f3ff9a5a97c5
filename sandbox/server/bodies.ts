/** What is sent in place of a vendor's answer. */
export interface Substitute {
  readonly text: string;
  /** Absent where there is nothing to send. */
  readonly type?: string;
}

/**
 * The body of an answer that a fault gives: a text is sent as it stands, so that it can be malformed or a proxy's page; anything else as
 * JSON; nothing when there is none.
 */
export function substituteFor(body: unknown): Substitute {
  if (body === undefined || body === '') return { text: '' };
  if (typeof body !== 'string') return { text: JSON.stringify(body), type: 'application/json' };
  return { text: body, type: body.startsWith('<') ? 'text/html' : 'application/json' };
}

/** A body that says what it is, where the fault does not name one; a redirect needs none. */
export function orDefaultBody(body: unknown, status: number): unknown {
  if (body !== undefined || (status >= 300 && status < 400)) return body;
  return { error: `Fault: ${status}` };
}
