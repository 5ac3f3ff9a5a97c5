import type { AnyVendor, JsonObject } from '../../../engine';

/** A request as it stands on the wire. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

/** An answer as it stands on the wire. */
export interface Raw {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer, and what the vendor did before it gave it. */
export interface Said extends Raw {
  /** Who gets the message. */
  readonly accepted: readonly string[];
  /** For whom it was taken, and is not sent. */
  readonly notSent?: readonly string[];
}

/** How a vendor's clock and settling-in differ from history to history. */
export interface Surroundings {
  /** The vendor's clock. */
  now(): number;
  /** So many looks find a campaign on its way still. */
  readonly looks: number;
}

/**
 * A model of one vendor's endpoint, from the vendor's document and without the catalogue. It reads for whom a request is by itself, and knows
 * which answers the document gives a meaning.
 */
export interface World {
  /** Whether a request is one that may reach people (or makes a thing), not one that reads. */
  sends(method: string, path: string): boolean;
  /** For whom a request is, one entry a message. */
  people(asked: Asked): readonly string[];
  /** Does what is asked, for those who can get it; of a state that is reached already nothing is done. */
  process(asked: Asked, people: readonly string[]): readonly string[];
  /** The good answer, in one of its forms. */
  good(asked: Asked, people: readonly string[], which: number): Raw;
  /** One of the answers of the document that are none of the good ones; it does itself what it speaks of. */
  said(asked: Asked, people: readonly string[], which: number): Said;
  /** What the document takes such a body of a 2xx for; undefined: nothing. */
  means?(status: number, body: string): 'accepted' | 'refused' | undefined;
  /** What a reading request is answered. */
  read?(asked: Asked): Raw;
  /** Why a request is refused as things stand; undefined: it is not. */
  refuses?(people: readonly string[]): Raw | undefined;
}

/** What is said, and how far it is shared: by all, or each item's or each person's own. */
export interface Texts {
  readonly item: string | undefined;
  readonly person: string | undefined;
}

export interface Wire {
  readonly name: string;
  readonly vendor: AnyVendor;
  readonly operation: string;
  readonly credential?: JsonObject;
  readonly longestWaitMs?: number;
  /** Whether each person of an item has an outcome. */
  readonly divides: boolean;
  /** People of one item at most. */
  readonly most: number;
  /** Whether an item may fail as a whole before it is divided, because something could not be looked up. */
  readonly looksUp?: true;
  /** What is reached is a state of one thing, and no message: two of the same are one. */
  readonly isState?: true;
  /** Whether an item names each person once at most. */
  readonly isDistinct?: true;
  /** Whether people are known one by one to a send-once key. */
  readonly keys: boolean;
  /** The vendor's form of a name. */
  idOf?(name: string): string;
  /** @param own a number that tells this item from others, where they shall not share a request; undefined: they may */
  input(people: readonly string[], texts: Texts, own: number | undefined): JsonObject;
  /** Whom a result names. */
  personIn?(json: JsonObject): string | undefined;
  world(surroundings: Surroundings): World;
}

export const json = (status: number, body: unknown, headers?: Record<string, string>): Raw => ({
  status,
  body: JSON.stringify(body),
  ...(headers && { headers }),
});

export const refusal = (raw: Raw): Said => ({ ...raw, accepted: [] });

/** One of several, by any number. */
export const oneOf = <T>(all: readonly T[], which: number): T => all[which % all.length]!;

export const parse = <T>({ body }: Asked): T => JSON.parse(body) as T;
