import type { Failure } from '../base/errors';
import type { FileRef, Fields, Input } from './fields';
import type { Method, Reply } from '../base/http';
import type { Json, JsonObject } from '../base/json';
import type { Recurrence } from '../base/ports';

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

/** One request in the vendor's terms; the path is relative to the account's base URL, its pieces percent-encoded. Only a sign-in may name another host. */
export interface Request {
  readonly method: Method;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body;
}

/**
 * What an answer meant. Positions are those of the inputs given to `request`. `notSent`: the vendor took the request and says that nothing
 * is sent, in its own words.
 */
export type Parsed<O> =
  | { readonly one: O; readonly warnings?: readonly string[]; readonly notSent?: string }
  /** `warnings` are doubts that the vendor voiced and that cannot be laid at one input's door. */
  | { readonly each: readonly (O | { readonly failure: Failure })[]; readonly warnings?: readonly string[]; readonly notSent?: string }
  | { readonly rows: readonly O[] }
  | {
      readonly files: {
        readonly urls: readonly string[];
        /** `csv`: one table in parts. `zip`: archives whose files hold one JSON object a line. */
        readonly as: 'csv' | 'zip';
        readonly name: string;
        /** The columns that the document promises, in its order. */
        readonly columns?: readonly string[];
        /** Statuses by which the foreign address says "not there yet"; it is then asked again, not the vendor. */
        readonly pending?: readonly number[];
        /** What the answer said beside the addresses; all there is to say where nobody waits for the files. */
        readonly about: JsonObject;
      };
    }
  /** The answer itself is the table. */
  | {
      readonly text: { readonly content: string; readonly as: 'csv'; readonly name: string; readonly columns?: readonly string[]; readonly about: JsonObject };
    };

/** The parameter that says how long a page is, its largest value, and what the vendor says that it took for it. */
export interface PageSize {
  readonly param: string;
  readonly max: number;
  answered?(body: Json): number | undefined;
}

export type Paging =
  | { readonly by: 'page'; readonly param: string; readonly first: number; readonly size?: PageSize; readonly full?: number; readonly shifts?: true }
  | {
      readonly by: 'offset';
      readonly param: string;
      readonly size: PageSize;
      /** A member by which a row is known: rows that come again because new ones moved the pages are left out. */
      readonly key?: string;
      /** Rows may be added before those that were read, and nothing tells two of them apart that look the same. */
      readonly shifts?: true;
      /** How many rows there are in all, where the vendor says it. */
      total?(body: Json): number | undefined;
    }
  | { readonly by: 'token'; readonly param: string; next(reply: Reply): string | undefined };

/**
 * `safe`: reads. `idempotent`: twice has the same effect as once. `once`: not repeatable but reaches nobody.
 * `send`: may reach people.
 */
export type Retry = 'safe' | 'idempotent' | 'nonIdempotent' | 'send';

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
  /** The account's fields by wire name, for limits that differ from account to account. */
  readonly credential: JsonObject;
  /** Hexadecimal SHA-256 of a text, for vendors that want requests signed. */
  sha256(text: string): string;
  readonly recurrence: Recurrence;
  /** An earlier try of the request, whose answer was lost, may have done already what this answer speaks of. */
  readonly isRepeat?: boolean;
}

/**
 * Says that a request speaks of people (or of one person an input), so that a host can offer to fill them from its items, from JSON
 * or from a CSV file.
 */
export interface Recipients {
  /** The `rows` field that holds them; absent: an input is one person, and `id` and `variables` are fields of the operation itself. */
  readonly rows?: string;
  /** Where the user's id goes. */
  readonly id: string;
  /** Where the item's other columns go, as one object; it may depend on a choice field's value. */
  readonly variables: string | { readonly by: string; readonly of: Readonly<Record<string, string>> };
  /** Fields of the operation that an item sets by columns of the same name, unless the form gives them for all. */
  readonly own?: readonly string[];
  /** What those columns are called in the form; "Template Variables" if absent. */
  readonly called?: { readonly id: string; readonly variables: string };
  /** The choice is there only while another field has one of these values. */
  readonly when?: { readonly field: string; readonly is: readonly (string | boolean)[] };
  /** The `file` field that takes a CSV file instead, and its column with the user's id. */
  readonly file?: { readonly field: string; readonly id: string };
  /** The boolean field that says out loud that nobody is named because all are meant. */
  readonly everybody?: { readonly field: string; readonly label: string; readonly description: string };
}

/** An amount of what a vendor limits, or several such amounts by name. */
export type Load = number | Readonly<Record<string, number>>;

export interface Batch<F extends Fields> {
  /** Most vendor objects in one request, by name where several things are limited; absent: no limit. */
  readonly max?: Load | ((context: CheckContext) => Load);
  /** Vendor objects that one input stands for, by the names of `max`; 1 if absent. */
  cost?(input: Input<F>, context: CheckContext): Load;
  /**
   * Fields with lists (`list`, `rows`, or `json` arrays) whose entries may travel in different requests. An input is divided into one part
   * an entry, the other fields repeated, and each part has an outcome of its own. An input without any of them stays whole.
   */
  readonly splitBy?: readonly (keyof F & string)[];
  /** Inputs share a request only if these fields are equal. */
  readonly sameIn?: readonly (keyof F & string)[];
  /** Inputs of the same key keep their order; others may overtake each other to fill requests. Absent: all keep it. */
  sequence?(input: Input<F>): string;
  /** Inputs of the same key never share a request: a vendor may take them for one. */
  conflictKey?(input: Input<F>): string | undefined;
  /** Requests that may be under way at once, where none depends on another's order. */
  readonly atOnce?: number;
  /** True for an input that must have a request of its own. */
  alone?(input: Input<F>): boolean;
  /** Problems that show only when inputs stand together in one request, by position. */
  checkBatch?(inputs: readonly Input<F>[], context: CheckContext): ReadonlyMap<number, readonly Problem[]>;
  /** Most bytes of one request's body, as far as inputs make it up. */
  readonly maxBytes?: number;
}

/** Rows of another operation that are read before anything is sent, to check the inputs against what is at the vendor. */
export interface Preflight<F extends Fields> {
  /** A `safe` operation of the same vendor that returns rows. */
  readonly operation: string;
  /** What to ask it, once for all inputs that want the same; undefined: nothing. */
  input(input: Input<F>): JsonObject | undefined;
  /** True once the rows so far say all that this input needs. */
  enough?(rows: readonly Json[], input: Input<F>): boolean;
  /** Not called where the reading failed: what could not be checked is not sent. */
  check(input: Input<F>, rows: readonly Json[], context: CheckContext): readonly Problem[];
}

/** Puts an input onto what is at the vendor, for an update that replaces the whole where the user wants to change a part. */
export interface ReadModifyWrite<F extends Fields> {
  /** Whether this input is a part. */
  when(input: Input<F>): boolean;
  request(input: Input<F>, context: CheckContext): Request;
  /** The whole, which is then checked as if the user had given it. */
  merge(reply: Reply, input: Input<F>): JsonObject;
}

/** A request whose answer was lost, as far as it helps to know again what it made. */
export interface Lost {
  /**
   * Whether something that happened at this moment of the vendor's clock (milliseconds since 1970) can be the work of the lost request: it was
   * sent by then, and the moment has come. Never true where the vendor's answers do not tell what its clock says.
   */
  isSince(moment: number): boolean;
  /** Whether an answer came, which nobody understands: what it speaks of may still come about. */
  readonly wasAnswered: boolean;
  /** Whether another request made the thing of this ID. */
  isTaken(id: string): boolean;
}

/** Finds out, by reading alone, what became of a request whose answer was lost. */
export interface Reconcile<F extends Fields, O extends Json> {
  request(inputs: readonly [Input<F>, ...Input<F>[]], context: CheckContext): Request;
  /** The result in the form that `parse` of the operation gives. Undefined: it is still not known. */
  parse(reply: Reply, inputs: readonly [Input<F>, ...Input<F>[]], lost: Lost, context: CheckContext): Parsed<O> | { readonly failure: Failure } | undefined;
  /** The ID in a result, where the operation makes something: no two requests of a run make the same thing. */
  madeIn?(result: JsonObject): string | undefined;
}

/** How far apart to ask for something that may come later, how long at most, both by default. */
export interface Wait {
  readonly everyMs: number;
  readonly longestMs: number;
  /** The time between two questions doubles up to this. */
  readonly slowestMs?: number;
}

/** Finds out, by reading alone, whether what a request needs is ready at the vendor. */
export interface Readiness<F extends Fields> {
  /** A `safe` operation of the same vendor that returns rows. */
  readonly operation: string;
  /** What to ask it. */
  input(input: Input<F>): JsonObject;
  /** Whether the request may be made; also where the rows say that waiting is no use, for the vendor's refusal says why. */
  isReady(rows: readonly Json[], input: Input<F>): boolean;
}

/**
 * Whether a request may be repeated, and what is waited for. Only a reading request is itself asked again while the answer is not ready; of
 * any other something else is read: the state that it needs, before it is sent, or the file that it promised.
 */
export type Repeats<F extends Fields> =
  | { readonly retry: 'safe'; readonly wait?: Wait }
  | {
      readonly retry: Exclude<Retry, 'safe'> | ((input: Input<F>, context: CheckContext) => Exclude<Retry, 'safe'>);
      readonly wait?: Wait & { readonly by: 'file' | Readiness<F> };
    };

/** What a vendor's words for the end of a row mean: the code that rows of all vendors have for it, and an explanation. */
export type RowCodes = { readonly [vendorWord: string]: { readonly code: string; readonly meaning: string } };

/**
 * What an account must be allowed, by the name that the vendor's documents and its dashboard have for it: `users.track`. `by`: a choice field whose value
 * decides which one it is, because each value asks another endpoint.
 */
export type Permission = string | { readonly by: string; readonly of: Readonly<Record<string, string>> };

interface Definition<F extends Fields, O extends Json> {
  /** Title Case, without the resource: "Get Report". */
  readonly label: string;
  /** Sentence case with the resource, no articles: "Get batch report". */
  readonly action: string;
  readonly description: string;
  /** Vendor document and section. */
  readonly docs: string;
  /** Earlier names as `resource.operation`, under which saved workflows and flows may still call it. */
  readonly was?: readonly string[];
  readonly verb?: Verb;
  /** The least that the account must be allowed for it. Absent where the vendor's documents name no permission. */
  readonly permission?: Permission;
  readonly fields: F;
  readonly recipients?: Recipients;
  /**
   * Whom an input is for, one value each, where `recipients` and the lists that `batch` divides do not say it; undefined: nobody in particular. It is
   * what a send-once key is for, so that two of the same are one send.
   */
  people?(input: Input<F>): readonly Json[] | undefined;
  readonly rules?: readonly { readonly need: 'oneOf' | 'exactlyOneOf' | 'together'; readonly of: readonly (keyof F & string)[] }[];
  /** What the field table cannot say. */
  check?(input: Input<F>, context: CheckContext): readonly Problem[];
  /** Doubts that do not stop the request, for the user to read. */
  warn?(input: Input<F>, context: CheckContext): readonly string[];
  readonly preflight?: Preflight<F>;
  readonly readModifyWrite?: ReadModifyWrite<F>;
  readonly quota?: string;
  readonly batch?: Batch<F>;
  /** `object`: one an input. `list`: rows, maybe paged. `file`: rows in files behind addresses. */
  readonly returns: 'object' | 'list' | 'file';
  readonly paging?: Paging;
  /** The field that says itself how many rows there are, so that the form asks for no limit beside it. */
  readonly boundedBy?: keyof F & string;
  /** The vendor calls an address when it is done: the field that takes it, and what its call means. */
  readonly callback?: { readonly field: keyof F & string; parse(body: Json): Parsed<O> };
  request(inputs: readonly [Input<F>, ...Input<F>[]], context: CheckContext): Request;
  /** `context` is there whenever a request was sent; only previews are made without. */
  parse(reply: Reply, inputs: readonly [Input<F>, ...Input<F>[]], context?: CheckContext): Parsed<O>;
  /** Where the user finds out what became of a request whose answer was lost; one sentence. */
  readonly ifUnknown?: string;
  /** Asked once after an answer was lost, before the user is told that the outcome is not known. */
  readonly reconcile?: Reconcile<F, O>;
  /**
   * A refusal that is in truth the wished-for state: "already cancelled". `again`: an earlier try whose answer was lost may have brought it about,
   * and the user is told that it was taken so. Or a failure that says more, where what was done cannot be handed on.
   */
  recover?(failure: Failure, inputs: readonly [Input<F>, ...Input<F>[]], again: boolean): Parsed<O> | { readonly failure: Failure } | undefined;
  /** The form in which most users want one object or row. */
  simplify?(row: O): JsonObject;
  /** By what words a row of a report says why it failed. */
  readonly codes?: RowCodes;
  /**
   * One object or row as it comes back, before `simplify`: a JSON object with the members that each answer has, and just what `parse` makes of
   * `sampleReply` for the least input. The editors' previews and the README are made from it.
   */
  readonly sample: O;
  /** An answer body that `parse` turns into the sample, or into addresses of files that hold it. */
  readonly sampleReply: Json;
  /** A least and a full input, for tests and examples. */
  readonly sampleInputs: readonly [least: JsonObject, full: JsonObject];
}

export type Operation<F extends Fields, O extends Json> = Definition<F, O> & Repeats<F>;

export type AnyOperation = Operation<Fields, Json>;

/** Whether a request of this operation may reach people: always, or depending on what is sent. */
export const maySend = ({ retry }: Pick<AnyOperation, 'retry'>): boolean => retry === 'send' || typeof retry === 'function';

/**
 * Writes down an operation with its input type inferred from its fields. The cast is safe because the engine passes the functions only
 * what it validated by those fields.
 */
export const operation = <const F extends Fields, O extends Json>(o: Operation<F, O>): AnyOperation => o as unknown as AnyOperation;
