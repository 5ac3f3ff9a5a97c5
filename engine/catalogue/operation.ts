import type { Failure } from '../base/errors';
import type { FileRef, Fields, Input } from './fields';
import type { Method, Reply } from '../base/http';
import type { Json, JsonObject } from '../base/json';
import type { Recurrence } from '../base/ports';

/** A table that is sent as a CSV file part. */
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

/** One request in the vendor's terms; the path is relative to the account's base URL, with percent-encoded segments. Only a sign-in may name another host. */
export interface Request {
  readonly method: Method;
  readonly path: string;
  /** A list repeats its name, once for each entry. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body;
}

/**
 * The meaning of an answer. Positions refer to the inputs passed to `request`. `notSent`: the vendor accepted the request and reported, in its own
 * words, that nothing is sent.
 */
export type Parsed<O> =
  | { readonly one: O; readonly warnings?: readonly string[]; readonly notSent?: string }
  /** `warnings` are the vendor's doubts that cannot be attributed to one input. */
  | { readonly each: readonly (O | { readonly failure: Failure })[]; readonly warnings?: readonly string[]; readonly notSent?: string }
  | { readonly rows: readonly O[] }
  | {
      readonly files: {
        readonly urls: readonly string[];
        /** `csv`: one table in parts. `zip`: archives whose files hold one JSON object per line. */
        readonly as: 'csv' | 'zip';
        readonly name: string;
        /** The documented columns, in order. */
        readonly columns?: readonly string[];
        /** Statuses by which the third-party URL says "not there yet"; it is then checked again instead of asking the vendor. */
        readonly pending?: readonly number[];
        /** The rest of the answer; returned alone if nobody waits for the files. */
        readonly about: JsonObject;
      };
    }
  /** The answer itself is the table. */
  | {
      readonly text: { readonly content: string; readonly as: 'csv'; readonly name: string; readonly columns?: readonly string[]; readonly about: JsonObject };
    };

/** What a refused request means for an input that it names. `warning`: why it counts as done. */
export type SingledOut<O> = { readonly failure: Failure } | { readonly one: O; readonly warning: string };

/** The page size parameter, its maximum, and the page size that the vendor reports. */
export interface PageSize {
  readonly param: string;
  readonly max: number;
  answered?(body: Json): number | undefined;
}

/**
 * Rows may be added before those already read, and equal rows cannot be told apart. Names a member by which the list is ordered as a rule, such as a
 * time: only rows in the same range of it are compared.
 */
export type Shifts = string;

export type Paging =
  | { readonly by: 'page'; readonly param: string; readonly first: number; readonly size?: PageSize; readonly full?: number; readonly shifts?: Shifts }
  | {
      readonly by: 'offset';
      readonly param: string;
      readonly size: PageSize;
      /** A member that identifies a row: rows that repeat because new ones shifted the pages are skipped. */
      readonly key?: string;
      readonly shifts?: Shifts;
      /** The total number of rows, if the vendor reports it. */
      total?(body: Json): number | undefined;
    }
  | { readonly by: 'token'; readonly param: string; next(reply: Reply): string | undefined }
  /** The answer's `Link` header names the next page (RFC 8288, "Web Linking"); without one it is the last. Only pages at the account's own host are read. */
  | { readonly by: 'link' };

/**
 * `safe`: reads. `idempotent`: twice has the same effect as once. `once`: not repeatable but reaches nobody.
 * `send`: may reach people.
 */
export type Retry = 'safe' | 'idempotent' | 'nonIdempotent' | 'send';

/** The seven everyday verbs, the same for every vendor. */
export type Verb = 'createCampaign' | 'launchCampaign' | 'triggerBatch' | 'cancelRequest' | 'getReport' | 'trackUser' | 'exportSegment';

export interface Problem {
  readonly field: string;
  readonly message: string;
  readonly todo: string;
}

/** What a check knows besides the input. */
export interface CheckContext {
  readonly now: number;
  readonly timeZone: string;
  /** The account's fields by wire name, for limits that depend on the account. */
  readonly credential: JsonObject;
  /** Hexadecimal SHA-256 of a text, for vendors with signed requests. */
  sha256(text: string): string;
  readonly recurrence: Recurrence;
  /** An earlier try whose answer was lost may already have done what this answer refers to. */
  readonly isRepeat?: boolean;
  /** The form was saved by the first release. It keeps what it meant then: what has become an error since is a warning in it. */
  readonly isFirst?: boolean;
}

/** How the names of the variables that a target takes are read from the vendor, so that forms can offer each as a field. */
export interface KnownVariables {
  /** A `safe` operation of the same vendor that returns an object or rows. */
  readonly operation: string;
  /** The field that says what is sent, such as the campaign. */
  readonly of: string;
  /** The input of `operation` for a value of that field. */
  input(target: string): JsonObject;
  /** The names in what it returns; undefined for a row about something else. */
  names(row: JsonObject, target: string): readonly string[] | undefined;
}

/** Declares that a request is about people (or one person per input), so that a host can fill them from its items, from JSON or from a CSV file. */
export interface Recipients {
  /** The `rows` field that holds them; absent: each input is one person, and `id` and `variables` are fields of the operation itself. */
  readonly rows?: string;
  /** The field for the user's ID. */
  readonly id: string;
  /** The field for the item's other columns, as one object; it may depend on a choice field. */
  readonly variables: string | { readonly by: string; readonly of: Readonly<Record<string, string>> };
  /** Absent if no API of the vendor tells the names. */
  readonly known?: KnownVariables;
  /** The vendor rejects a message that lacks one of its variables; otherwise the message itself says what is shown instead. */
  readonly needsEach?: true;
  /** Fields of the operation that an item's columns of the same name can set, unless the form sets them for all. */
  readonly own?: readonly string[];
  /** What an item is if it is no person, as in "one catalog item" and "several catalog items". */
  readonly each?: { readonly one: string; readonly many: string };
  /** The form's labels for these columns; "Template Variables" if absent. */
  readonly called?: { readonly id: string; readonly variables: string };
  /** The choice exists only while another field has one of these values. */
  readonly when?: { readonly field: string; readonly is: readonly (string | boolean)[] };
  /** The `file` field that takes a CSV file instead, and the column with the user's ID. */
  readonly file?: { readonly field: string; readonly id: string };
  /** The boolean field that states explicitly that everyone is meant. */
  readonly everybody?: { readonly field: string; readonly label: string; readonly description: string };
}

/** What an item with recipients is in texts: a person, if nothing else. */
export const eachOf = (recipients: Pick<Recipients, 'each'> | undefined): NonNullable<Recipients['each']> =>
  recipients?.each ?? { one: 'person', many: 'people' };

/** An amount that counts against a vendor's limit, or several amounts by name. */
export type Load = number | Readonly<Record<string, number>>;

export interface Batch<F extends Fields> {
  /** Maximum number of vendor objects in one request, by name if several are limited; absent: no limit. */
  readonly max?: Load | ((context: CheckContext) => Load);
  /** Vendor objects per input, by the names of `max`; 1 if absent. */
  cost?(input: Input<F>, context: CheckContext): Load;
  /**
   * Fields with lists (`list`, `rows`, or `json` arrays) whose entries may be sent in different requests. An input is divided into one part per entry;
   * the other fields are repeated, and each part has its own outcome. An input without any of these fields stays whole.
   */
  readonly splitBy?: readonly (keyof F & string)[];
  /** Inputs share a request only if these fields are equal. */
  readonly sameIn?: readonly (keyof F & string)[];
  /** Inputs with the same key keep their order; others may be reordered to fill requests. Absent: all keep their order. */
  sequence?(input: Input<F>): string;
  /** Inputs with a key in common never share a request, because the vendor may merge them, or process them in any order. */
  conflictKey?(input: Input<F>): string | readonly string[] | undefined;
  /** Maximum concurrent requests, if none depends on another's order. */
  readonly atOnce?: number;
  /** True for an input that needs its own request. */
  alone?(input: Input<F>): boolean;
  /** Problems that arise only when inputs share a request, by position. */
  checkBatch?(inputs: readonly Input<F>[], context: CheckContext): ReadonlyMap<number, readonly Problem[]>;
  /** Maximum size of a request body in bytes, as far as inputs determine it. */
  readonly maxBytes?: number;
}

/** What is wrong with a file or a row of it: "the cell is empty", without a period, and what the user can do. */
export interface Wrong {
  readonly what: string;
  readonly todo: string;
}

/** Makes a list's entry of a row's cells, which are in the order of the file's columns; or says everything that is wrong with them. */
export type RowReader = (cells: readonly string[]) => { readonly entry: Json } | { readonly wrong: readonly [Wrong, ...Wrong[]] };

/** A CSV file whose rows are sent as the entries of a list that `batch` divides, instead of the list itself. */
export interface FileRows<F extends Fields> {
  /** The `file` field, and the field of the list. */
  readonly field: keyof F & string;
  readonly list: keyof F & string;
  /** What the vendor must be asked to understand the cells: a `safe` operation that returns rows, and its input. */
  readonly known?: { readonly operation: string; input(input: Input<F>): JsonObject };
  /** Not called if reading `known` failed: what could not be checked is not sent. */
  reader(columns: readonly string[], input: Input<F>, known: readonly Json[], context: CheckContext): RowReader | { readonly wrong: Wrong };
}

/** Rows of another operation that are read before anything is sent, to check the inputs against the vendor's data. */
export interface Preflight<F extends Fields> {
  /** A `safe` operation of the same vendor that returns rows. */
  readonly operation: string;
  /** Its input, asked once for all inputs that need the same; undefined: nothing. */
  input(input: Input<F>): JsonObject | undefined;
  /** True once the rows read so far suffice for this input. */
  enough?(rows: readonly Json[], input: Input<F>): boolean;
  /** Not called if reading failed: what could not be checked is not sent. */
  check(input: Input<F>, rows: readonly Json[], context: CheckContext): readonly Problem[];
}

/** What an input creates is known by its name: a second one with the same name is a warning. */
export interface Named<F extends Fields> {
  readonly field: keyof F & string;
  /** The name; undefined if it has none, or may share one. */
  nameIn(input: Input<F>, context: CheckContext): string | undefined;
  /** Within what names are compared, such as an app; equal values mean the same. */
  among(input: Input<F>): Json;
  /** How the vendor tells whether it has the name already; absent if it cannot. It only warns: if it cannot be read, the input is sent nevertheless. */
  readonly existing?: {
    /** A `safe` operation of the same vendor that returns rows. */
    readonly operation: string;
    /** Its input; undefined: the vendor is not asked. */
    input(input: Input<F>, name: string): JsonObject | undefined;
    nameOf(row: JsonObject): Json | undefined;
  };
}

/** Why an input may not be meant like this, judged by what the vendor has. */
export interface Doubt {
  /** Doubts about the same thing are told once, with the first input that has it and the number of the others. */
  readonly about: string;
  /** What is doubtful, without a period: "'points' is the text '12', but Braze has it as Number". */
  readonly what: string;
  readonly todo: string;
}

/** Rows of another operation that all inputs of a run are compared with before anything is sent, only to warn: whatever comes of it, they are sent. */
export interface Comparison<F extends Fields> {
  /** What is compared, as the start of a sentence: "The data types of the attributes". */
  readonly what: string;
  /** A `safe` operation of the same vendor that returns rows. */
  readonly operation: string;
  /** Its input, asked once for all inputs that need the same; undefined: this input is not compared. */
  input(input: Input<F>): JsonObject | undefined;
  /** The names of the rows that an input needs; no more is read than all inputs need. */
  names(input: Input<F>, context: CheckContext): readonly string[];
  nameOf(row: JsonObject): Json | undefined;
  /** @param known the rows by name; names that the vendor does not have are missing */
  doubts(input: Input<F>, known: ReadonlyMap<string, JsonObject>, context: CheckContext): readonly Doubt[];
}

/** Merges an input into the vendor's current object, for an update that replaces the whole although the user wants to change a part. */
export interface ReadModifyWrite<F extends Fields> {
  /** Whether this input changes only a part. */
  when(input: Input<F>): boolean;
  request(input: Input<F>, context: CheckContext): Request;
  /** The merged object, which is then checked as if the user had entered it. */
  merge(reply: Reply, input: Input<F>): JsonObject;
}

/** A request whose answer was lost: what helps to recognize what it created. */
export interface Lost {
  /**
   * Whether something that happened at this time by the vendor's clock (milliseconds since 1970) can result from the lost request: the request was sent
   * by then, and the time has passed. Never true if the vendor's answers do not reveal its clock.
   */
  isSince(moment: number): boolean;
  /** Whether an answer came that could not be understood: its effect may still follow. */
  readonly wasAnswered: boolean;
  /** Whether another request created the object with this ID. */
  isTaken(id: string): boolean;
}

/** Determines by reading what became of a request whose answer was lost. */
export interface Reconcile<F extends Fields, O extends Json> {
  request(inputs: readonly [Input<F>, ...Input<F>[]], context: CheckContext): Request;
  /** The result in the form returned by the operation's `parse`. Undefined: still unknown. */
  parse(reply: Reply, inputs: readonly [Input<F>, ...Input<F>[]], lost: Lost, context: CheckContext): Parsed<O> | { readonly failure: Failure } | undefined;
  /** The ID in a result, if the operation creates something: two requests of a run never create the same object. */
  madeIn?(result: JsonObject): string | undefined;
}

/** How often to check for something that becomes ready later, and the default maximum wait. The first check is made at once. */
export interface Wait {
  /** Time between the first two checks. */
  readonly everyMs: number;
  /** The time doubles with each further check, up to this. */
  readonly slowestMs: number;
  readonly longestMs: number;
  /** The time between any two checks in forms saved before it doubled. */
  readonly firstEveryMs?: number;
}

/** Determines by reading whether what a request needs is ready at the vendor. */
export interface Readiness<F extends Fields> {
  /** A `safe` operation of the same vendor that returns rows. */
  readonly operation: string;
  /** Its input. */
  input(input: Input<F>): JsonObject;
  /** Whether the request may be sent; also true if the rows show that waiting cannot help, because the vendor's refusal explains why. */
  isReady(rows: readonly Json[], input: Input<F>): boolean;
}

/**
 * Whether a request may be repeated, and what is waited for. Only a reading request is itself repeated until the answer is ready; for any other one,
 * something else is checked: the state it needs before it is sent, or the file it promised.
 */
export type Repeats<F extends Fields> =
  | { readonly retry: 'safe'; readonly wait?: Wait }
  | {
      readonly retry: Exclude<Retry, 'safe'> | ((input: Input<F>, context: CheckContext) => Exclude<Retry, 'safe'>);
      /** A `retry` that depends on the input is never `send`. */
      readonly reachesNobody?: true;
      readonly wait?: Wait & { readonly by: 'file' | Readiness<F> };
    };

/** What a vendor's terms for a row's final state mean: the code shared by rows of all vendors, and an explanation. */
export type RowCodes = { readonly [vendorWord: string]: { readonly code: string; readonly meaning: string } };

/**
 * A permission of the account, named as in the vendor's documents and dashboard: `users.track`. `by`: a choice field whose value decides which one is
 * needed, because each value calls another endpoint.
 */
export type Permission = string | { readonly by: string; readonly of: Readonly<Record<string, string>> };

/** A setting of the account without which the vendor does not have an operation at all. */
export interface OnlyWith {
  /** A choice field of the account by wire name, and the value that it must have. */
  readonly setting: string;
  readonly is: string;
  /** What other accounts do not have, as the end of a sentence: "subscription groups". */
  readonly what: string;
}

interface Definition<F extends Fields, O extends Json> {
  /** Title Case, without the resource: "Get Report". */
  readonly label: string;
  /** Sentence case with the resource, no articles: "Get batch report". */
  readonly action: string;
  readonly description: string;
  /** Vendor document and section. */
  readonly docs: string;
  /** Earlier names as `resource.operation` that saved workflows and flows may still use. */
  readonly was?: readonly string[];
  readonly verb?: Verb;
  /** The minimum permission it needs. Absent if the vendor's documents name none. */
  readonly permission?: Permission;
  /** Absent: every account has it. For other accounts nothing is sent, whatever the input. */
  readonly onlyWith?: OnlyWith;
  readonly fields: F;
  readonly recipients?: Recipients;
  /**
   * The people an input is for, one value each, if `recipients` and the lists divided by `batch` do not say it; undefined: nobody in particular. A
   * send-once key is scoped to these, so two inputs for the same people count as one send.
   */
  people?(input: Input<F>): readonly Json[] | undefined;
  /**
   * The text field by which the vendor itself recognizes that a send is a repeat, for longer than a call waits. While every input of a request has a
   * value in it, a lost answer is asked for again by repeating the request. An input without one gets the digest of its send-once key, if it is for one
   * person. Only for the class `send`: beyond such repeats, the request remains one that is never repeated.
   */
  readonly repeatKey?: keyof F & string;
  readonly rules?: readonly { readonly need: 'oneOf' | 'exactlyOneOf' | 'together'; readonly of: readonly (keyof F & string)[] }[];
  /** Rules that the field table cannot express. */
  check?(input: Input<F>, context: CheckContext): readonly Problem[];
  /** Warnings for the user that do not stop the request. */
  warn?(input: Input<F>, context: CheckContext): readonly string[];
  readonly preflight?: Preflight<F>;
  readonly comparison?: Comparison<F>;
  readonly fileRows?: FileRows<F>;
  readonly named?: Named<F>;
  readonly readModifyWrite?: ReadModifyWrite<F>;
  readonly quota?: string;
  readonly batch?: Batch<F>;
  /** `object`: one per input. `list`: rows, possibly paged. `file`: rows in files behind URLs. */
  readonly returns: 'object' | 'list' | 'file';
  /** The files are archives, which cannot be divided. */
  readonly isArchive?: true;
  readonly paging?: Paging;
  /** The field that sets the number of rows, so that the form needs no limit. */
  readonly boundedBy?: keyof F & string;
  /** The vendor calls a URL when it is done: the field for that URL, and the meaning of the call. */
  readonly callback?: { readonly field: keyof F & string; parse(body: Json): Parsed<O> };
  request(inputs: readonly [Input<F>, ...Input<F>[]], context: CheckContext): Request;
  /** `context` is set whenever a request was sent; only previews omit it. */
  parse(reply: Reply, inputs: readonly [Input<F>, ...Input<F>[]], context?: CheckContext): Parsed<O>;
  /** Where the user can find out what became of a request whose answer was lost; one sentence. */
  readonly ifUnknown?: string;
  /** Queried once after an answer was lost, before the outcome is reported as unknown. */
  readonly reconcile?: Reconcile<F, O>;
  /**
   * Turns a refusal that means the desired state ("already cancelled") into a result. `again`: an earlier try whose answer was lost may have caused it,
   * and the user is told so. Or returns a failure that says more, if the outcome cannot be returned.
   */
  recover?(failure: Failure, inputs: readonly [Input<F>, ...Input<F>[]], again: boolean): Parsed<O> | { readonly failure: Failure } | undefined;
  /**
   * Which inputs a refusal of their whole request names, by position, if the vendor does nothing of a request that it refuses: the failure of each, or its
   * result if the refusal means the desired state. The others are sent again without them. `again` as for `recover`.
   */
  singleOut?(failure: Failure, inputs: readonly [Input<F>, ...Input<F>[]], again: boolean): ReadonlyMap<number, SingledOut<O>>;
  /** The simplified form of an object or row, as most users want it. */
  simplify?(row: O): JsonObject;
  /** Members of the result, as simplified if there is such a form, for what other results call otherwise, and that name; see `sameNames` of a call. */
  readonly sameNames?: { readonly [name: string]: string };
  /**
   * Chooses among the rows in their simplified form, by some of its fields; undefined: all pass. Files are returned whole, so those fields are for rows
   * only.
   */
  readonly filter?: { readonly by: readonly (keyof F & string)[]; passing(input: Input<F>): ((row: JsonObject) => boolean) | undefined };
  /** The terms with which a report's row says why it failed. */
  readonly codes?: RowCodes;
  /**
   * An object or row before `simplify`: a JSON object with the members that every answer has, exactly what `parse` returns for `sampleReply` and the
   * minimal input. The editors' previews and the documents are generated from it.
   */
  readonly sample: O;
  /** An answer body that `parse` turns into the sample, or into URLs of files that contain it. */
  readonly sampleReply: Json;
  /** A minimal and a full input, for tests and examples. */
  readonly sampleInputs: readonly [least: JsonObject, full: JsonObject];
}

export type Operation<F extends Fields, O extends Json> = Definition<F, O> & Repeats<F>;

export type AnyOperation = Operation<Fields, Json>;

/** Whether a request of this operation may reach people: always, or depending on what is sent. */
export const maySend = (o: Pick<AnyOperation, 'retry'> & { readonly reachesNobody?: true }): boolean =>
  o.retry === 'send' || (typeof o.retry === 'function' && !o.reachesNobody);

/** Declares an operation with its input type inferred from its fields. The cast is safe because the engine only passes values validated by those fields. */
export const operation = <const F extends Fields, O extends Json>(o: Operation<F, O>): AnyOperation => o as unknown as AnyOperation;
