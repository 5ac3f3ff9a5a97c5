import { TransportError } from '../../engine';
import { chainOf, wordsOf } from '../../ports/wire';

/**
 * The engine's form of an error that is not an answer.
 * @param connected whether the connection had been made, so that the vendor may have acted
 */
export const transportError = (error: unknown, connected: boolean): TransportError => {
  if (error instanceof TransportError) return error;
  const chain = chainOf(error);
  const words = wordsOf(chain) ?? String(chain[0]?.message ?? error);
  return new TransportError(words.replace(/[.\s]+$/, ''), connected ? 'maybe' : 'no');
};
