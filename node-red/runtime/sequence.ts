import type { Message, Parts, Red } from './nodeRedTypes';

/** What one message of a sequence carries. */
export interface Part {
  readonly payload: unknown;
  readonly len?: number;
  /** Other properties of its message. */
  readonly about?: { readonly [name: string]: unknown };
}

/**
 * Sends a sequence in the form that Join reassembles: each message is the incoming one with another payload, and the last one has the count and
 * `complete`. One part is held back, because only the next one or the end shows whether it is the last.
 * @returns how many messages were sent
 */
export const sendSequence = async (
  red: Red,
  original: Message,
  type: Parts['type'],
  parts: AsyncIterable<Part>,
  send: (msg: Message) => void,
): Promise<number> => {
  const { payload: _, parts: outer, ...rest } = original;
  const id = red.util.generateId();
  let index = 0;
  const deliver = ({ payload, len, about }: Part, last: boolean): void => {
    const place: Parts = {
      id,
      type,
      index,
      ...(type === 'buffer' && { ch: '' }),
      ...(len !== undefined && { len }),
      ...(outer && { parts: outer }),
      ...(last && { count: index + 1 }),
    };
    send({ ...red.util.cloneMessage(rest), ...about, payload, parts: place, ...(last && { complete: true }) });
    index++;
  };
  let held: Part | undefined;
  for await (const part of parts) {
    if (held) deliver(held, false);
    held = part;
  }
  if (held) deliver(held, true);
  return index;
};
