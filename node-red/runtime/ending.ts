import { NodeFailure } from './failure';
import type { Message, Red } from './nodeRedTypes';

/** Whether Node-RED can copy a value, as it does for each node that listens for a message; deeply nested values cannot be copied. */
const canBeCopied = (red: Red, value: unknown): boolean => {
  try {
    red.util.cloneMessage({ value });
    return true;
  } catch {
    return false;
  }
};

const copiable = <T extends object>(red: Red, all: T): T => Object.fromEntries(Object.entries(all).filter(([, value]) => canBeCopied(red, value))) as T;

/**
 * Completes a message. Node-RED passes copies of it to Complete and Catch nodes; what cannot be copied is left out so that they are still notified,
 * because an error thrown here would end Node-RED.
 */
export const ended = (red: Red, msg: Message, done: (failure?: Error) => void, failure: NodeFailure | undefined): void => {
  try {
    done(failure);
  } catch {
    for (const name of Object.keys(msg)) if (!canBeCopied(red, msg[name])) delete msg[name];
    done(failure && new NodeFailure(failure.what, failure.todo, failure.code, copiable(red, failure.cause)));
  }
};
