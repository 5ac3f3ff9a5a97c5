import type { Members } from './meant';

/** What a request has to say for an input; members that are undefined must not be there. */
export interface Meaning {
  readonly method: string;
  /** Pieces after the base URL, decoded. */
  readonly path: readonly string[];
  readonly query?: Members;
  /** The body as parsed JSON; undefined: none. */
  readonly body?: unknown;
  /** The fields of a multipart body beside its file. */
  readonly form?: Members;
  /** The rows of the file of a multipart body, its header first; a text: the file as it was handed over. */
  readonly rows?: readonly (readonly string[])[] | string;
  /** Whether other members than those of `body` may be there too. */
  readonly isPart?: true;
}

/** What each operation of a vendor has to say, by its name. */
export type Meanings = Readonly<Record<string, (input: Members) => Meaning>>;

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const rowsOf = (value: unknown): readonly Members[] => listOf(value) as readonly Members[];
export const membersOf = (value: unknown): Members => (value ?? {}) as Members;

/** A list that says something; else nothing. */
export const filledList = (value: unknown): readonly unknown[] | undefined => (listOf(value).length > 0 ? listOf(value) : undefined);

/** An object that has members; else nothing. */
export const filledObject = (value: Members): Members | undefined => (Object.values(value).some((each) => each !== undefined) ? value : undefined);

export const without = (members: Members, ...names: readonly string[]): Members =>
  Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));

export const only = (members: Members, ...names: readonly string[]): Members => Object.fromEntries(names.map((name) => [name, members[name]]));
