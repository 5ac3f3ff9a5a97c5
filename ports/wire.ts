/** What went wrong below HTTP, in words. n8n would replace a message that contains the code itself with its own text. */
const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name could not be resolved',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  ECONNABORTED: 'no answer came in time',
  ETIMEDOUT: 'no answer came in time',
};

/** Properties of errors from Node and the clients built on it. */
export interface Cause {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly syscall?: string;
  readonly cause?: unknown;
  readonly response?: unknown;
  readonly request?: unknown;
  readonly errors?: unknown;
}

/** An error, its causes, and the individual failures of a host name with several addresses; outermost first. */
export const chainOf = (error: unknown): readonly Cause[] => {
  const chain: Cause[] = [];
  const add = (each: unknown): void => {
    if (typeof each !== 'object' || each === null || chain.includes(each)) return;
    chain.push(each);
    const { cause, errors } = each as Cause;
    if (Array.isArray(errors)) errors.forEach(add);
    add(cause);
  };
  add(error);
  return chain;
};

/** The words for the first error of a chain that has any. */
export const wordsOf = (chain: readonly Cause[]): string | undefined => {
  const code = chain.map((each) => each.code).find((each) => typeof each === 'string' && each in WORDS);
  return code === undefined ? undefined : WORDS[code];
};

/** Lower-case header names, with multiple values joined. */
export const headersOf = (headers: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : String(value)]),
  );
