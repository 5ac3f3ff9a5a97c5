import { TransportError } from '../../engine';

/** What went wrong below HTTP, in words. */
const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  ETIMEDOUT: 'no answer came in time',
};

interface Cause {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** An error, what it wraps, and what a host name with several addresses failed with for each. */
const chainOf = (error: unknown): readonly Cause[] => {
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

/**
 * The engine's form of an error that is no answer.
 * @param connected whether the connection had been made, so that the vendor may have acted
 */
export const transportError = (error: unknown, connected: boolean): TransportError => {
  if (error instanceof TransportError) return error;
  const chain = chainOf(error);
  const code = chain.map((each) => each.code).find((each): each is string => typeof each === 'string' && each in WORDS);
  const words = code === undefined ? String(chain[0]?.message ?? error) : WORDS[code]!;
  return new TransportError(words.replace(/[.\s]+$/, ''), connected ? 'maybe' : 'no');
};
