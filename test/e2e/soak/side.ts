import type { Said, Send } from './book';
import type { Held } from './heap';
import type { Hits } from './hits';
import type { Lane } from './lanes';

/** What a host says of each person of a send, in their order; undefined: it was ended before it said anything. */
export type Answer = readonly Said[] | undefined;

/** A host with a workflow or a flow for each lane, and one that tells hits. */
export interface Side {
  readonly name: string;
  readonly hits: Hits;
  send(lane: Lane, send: Send): Promise<Answer>;
  /** Looks for hits now. */
  look(): Promise<void>;
  /** Ends the host, and starts it again with what it has kept. */
  end(how: 'kill' | 'stop'): Promise<void>;
  start(): Promise<void>;
  held(): Promise<Held>;
  /** Whose hits it has told so far, each as often as it has. */
  told(): Promise<readonly string[]>;
  /** Where its own records do not agree with what it has answered: `cutOff` sends had no answer. */
  records(answered: number, cutOff: number): Promise<readonly string[]>;
  /** The last lines that it printed. */
  output(): string;
  close(): Promise<void>;
}

/** These say that the soak itself is wrong. */
const OUR_OWN = ['validation', 'unexpected'];

/**
 * What a failure says of those whom it is about.
 * @throws if it comes of what the soak has sent, and not of what it has done to vendors and hosts
 */
export const saidByFailure = (code: string | undefined, message: unknown): Said => {
  if (code === undefined || OUR_OWN.includes(code)) throw new Error(`A send failed with ${code}: ${String(message)}`);
  if (code === 'outcomeUnknown') return 'unknown';
  return code === 'cancelled' ? 'cut off' : 'failed';
};
