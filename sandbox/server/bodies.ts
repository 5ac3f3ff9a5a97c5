/** What is sent instead of a vendor's answer. */
export interface Substitute {
  readonly text: string;
  /** Absent if there is nothing to send. */
  readonly type?: string;
}

/**
 * The body of an answer that a fault defines: text is sent unchanged, so that it can be malformed or a proxy's page; anything else as JSON; nothing if
 * there is none.
 */
export function substituteFor(body: unknown): Substitute {
  if (body === undefined || body === '') return { text: '' };
  if (typeof body !== 'string') return { text: JSON.stringify(body), type: 'application/json' };
  return { text: body, type: body.startsWith('<') ? 'text/html' : 'application/json' };
}

/** A default body that names the status, if the fault defines none; a redirect needs none. */
export function orDefaultBody(body: unknown, status: number): unknown {
  if (body !== undefined || (status >= 300 && status < 400)) return body;
  return { error: `Fault: ${status}` };
}
