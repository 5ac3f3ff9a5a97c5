import type { Failure } from './errors';
import type { FileRef, Fields, Input } from './fields';
import type { Method, Reply } from './http';
import type { Json, JsonObject } from './json';

/** A table that becomes a CSV file part. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly string[]>;
}

export type Body =
  | { readonly json: Json }
  | { readonly form: Readonly<Record<string, string>> }
  | {
      /** multipart/form-data: the fields, then one file. */
      readonly multipart: {
        readonly fields: Readonly<Record<string, string>>;
        readonly file: {
          readonly field: string;
          readonly name: string;
          readonly type: string;
          readonly content: FileRef | Table;
        };
      };
    };

/** One request in the vendor's terms; the path is relative to the account's base URL, its pieces percent-encoded. */
export interface Request {
  readonly method: Method;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body;
}

/** What an answer meant. Positions are those of the inputs given to `request`. */
export type Parsed<O> =
  | { readonly one: O }
  | { readonly each: readonly (O | { readonly failure: Failure })[] }
  | { readonly rows: readonly O[] }
  | {
      readonly files: {
        readonly urls: readonly string[];
        readonly as: 'csv';
        readonly name: string;
        /** The columns that the document promises, in its order. */
        readonly columns?: readonly string[];
        /** Statuses by which the foreign address says "not there yet". */
        readonly pending?: readonly number[];
        /** What the answer said beside the addresses. */
        readonly about: JsonObject;
      };
    };

export type Paging =
  | {
      readonly by: 'page';
      readonly param: string;
      readonly first: number;
      readonly size?: { readonly param: string; readonly max: number };
      readonly full?: number;
    }
  | { readonly by: 'offset'; readonly param: string; readonly size: { readonly param: string; readonly max: number } }
  | { readonly by: 'token'; readonly param: string; next(reply: Reply): string | undefined };

/**
 * `safe`: reads. `idempotent`: twice has the same effect as once. `once`: not repeatable but reaches nobody.
 * `send`: may reach people.
 */
export type Retry = 'safe' | 'idempotent' | 'once' | 'send';

/** The seven everyday verbs, the same at every vendor. */
export type Verb = 'createCampaign' | 'launchCampaign' | 'triggerBatch' | 'cancelRequest' | 'getReport' | 'trackUser' | 'exportSegment';

export interface Problem {
  readonly field: string;
  readonly message: string;
  readonly todo: string;
}

/** What a check may know beside the input. */
export interface CheckContext {
  readonly now: number;
  readonly timeZone: string;
}

/**
 * Says that the rows of one field are recipients, so that a host can offer to fill them from its items, from JSON
 * or from a CSV file.
 */
export interface Recipients {
  /** The `rows` field. */
  readonly rows: string;
  /** Its column with the user's id, and the one with the variables. */
  readonly id: string;
  readonly variables: string;
  /** The `file` field that takes a CSV file instead, and its column with the user's id. */
  readonly file?: { readonly field: string; readonly id: string };
}

export interface Batch<F extends Fields> {
  /** Most vendor objects in one request; absent: no limit. */
  readonly max?: number;
  /** Vendor objects that one input stands for; 1 if absent. */
  weigh?(input: Input<F>): number;
  /** Inputs share a request only if these fields are equal. */
  readonly sameIn?: readonly (keyof F & string)[];
  /** True for an input that must have a request of its own. */
  alone?(input: Input<F>): boolean;
  /** Problems that show only when inputs stand together in one request, by position. */
  together?(inputs: readonly Input<F>[]): ReadonlyMap<number, readonly Problem[]>;
  readonly maxBytes?: number;
}

export interface Operation<F extends Fields, O extends Json> {
  /** Title Case, without the resource: "Get Report". */
  readonly label: string;
  /** Sentence case with the resource, no articles: "Get batch report". */
  readonly action: string;
  readonly description: string;
  /** Vendor document and section. */
  readonly docs: string;
  readonly verb?: Verb;
  readonly fields: F;
  readonly recipients?: Recipients;
  readonly rules?: readonly { readonly need: 'oneOf' | 'exactlyOneOf' | 'together'; readonly of: readonly (keyof F & string)[] }[];
  /** What the field table cannot say. */
  check?(input: Input<F>, context: CheckContext): readonly Problem[];
  /** Doubts that do not stop the request, for the user to read. */
  warn?(input: Input<F>, context: CheckContext): readonly string[];
  readonly retry: Retry | ((input: Input<F>) => Retry);
  readonly quota?: string;
  readonly batch?: Batch<F>;
  /** `object`: one an input. `list`: rows, maybe paged. `file`: rows in files behind addresses. */
  readonly returns: 'object' | 'list' | 'file';
  readonly paging?: Paging;
  /** The answer may come later: how far apart to ask, how long at most, both by default. */
  readonly wait?: { readonly everyMs: number; readonly longestMs: number };
  request(inputs: readonly [Input<F>, ...Input<F>[]], context: CheckContext): Request;
  parse(reply: Reply, inputs: readonly [Input<F>, ...Input<F>[]]): Parsed<O>;
  /** Where the user finds out what became of a request whose answer was lost; one sentence. */
  readonly ifUnknown?: string;
  /** A failure that is in truth the wished-for state: "already cancelled". */
  recover?(failure: Failure, inputs: readonly [Input<F>, ...Input<F>[]]): Parsed<O> | undefined;
  /** The form in which most users want one object or row. */
  simplify?(row: O): JsonObject;
  /** One object or row as it comes back, before `simplify`. */
  readonly sample: O;
  /** An answer body that `parse` turns into the sample, or into addresses of files that hold it. */
  readonly sampleReply: Json;
  /** A least and a full input, for tests and examples. */
  readonly sampleInputs: readonly [least: JsonObject, full: JsonObject];
}

export type AnyOperation = Operation<Fields, Json>;

/**
 * Writes down an operation with its input type inferred from its fields. The cast is safe because the engine passes the functions only
 * what it validated by those fields.
 */
export const operation = <const F extends Fields, O extends Json>(o: Operation<F, O>): AnyOperation => o as unknown as AnyOperation;
