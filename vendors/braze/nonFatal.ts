import { isObject, saidOnce, sentence, type Failure, type Json, type JsonObject, type Parsed, type Reply } from '../../engine';

/** The message of an error: plain text in the Appboy document, an object with a `type` today. */
const wordsOf = (error: Json): string => {
  if (typeof error === 'string') return error;
  const { type, message } = (isObject(error) ? error : {}) as JsonObject;
  return saidOnce([type, message]) || JSON.stringify(error);
};

/** An error's message, with the request object it refers to if stated. */
const placedWordsOf = (error: Json): string => {
  const { input_array, index } = (isObject(error) ? error : {}) as JsonObject;
  return typeof input_array === 'string' && typeof index === 'number' ? `${wordsOf(error)} (${input_array}[${index}])` : wordsOf(error);
};

const errorsIn = (body: Json): readonly Json[] => {
  const { errors } = (isObject(body) ? body : {}) as JsonObject;
  return Array.isArray(errors) ? (errors as readonly Json[]) : errors === undefined || errors === null ? [] : [errors];
};

/** Messages in an answer's `errors`: "minor error messages" (Braze document, "Server Responses"). */
export const minorWords = (body: Json): readonly string[] => errorsIn(body).map(placedWordsOf);

/** Tracks the objects in each list of a request, so that errors can be mapped back to inputs. */
export class Places {
  private readonly counts = new Map<string, number>();
  private readonly positions = new Map<string, number>();

  /** Records that the next object of a list belongs to the input at `position`. */
  add(list: string, position: number): void {
    const index = this.counts.get(list) ?? 0;
    this.counts.set(list, index + 1);
    this.positions.set(`${list} ${index}`, position);
  }

  /** The input that an error refers to, by list and index as in today's answers. */
  of(error: Json): number | undefined {
    return isObject(error) ? this.positions.get(`${String(error.input_array)} ${String(error.index)}`) : undefined;
  }
}

export interface Laid {
  /** Errors by the position of the input they concern. */
  readonly wrong: ReadonlyMap<number, readonly Json[]>;
  /** Messages that concern no particular input, as all do in the Appboy document. */
  readonly others: readonly string[];
}

/** Assigns the `errors` of a success to the inputs they concern ("Successful Message with Non-Fatal Errors"). */
export const layErrors = (body: Json, places: Places): Laid => {
  const wrong = new Map<number, Json[]>();
  const others: string[] = [];
  for (const error of errorsIn(body)) {
    const position = places.of(error);
    if (position === undefined) others.push(placedWordsOf(error));
    else wrong.set(position, [...(wrong.get(position) ?? []), error]);
  }
  return { wrong, others };
};

/** The failure of one input in a request whose other inputs succeeded. */
export const refusedFor = (errors: readonly Json[], todo: string, field?: string): { readonly failure: Failure } => ({
  failure: {
    code: 'rejected',
    reached: 'yes',
    ...(field !== undefined && { field }),
    message: sentence(`Braze answered: ${saidOnce(errors.map(wordsOf), '; ')}`),
    todo,
    details: { answer: errors },
  },
});

/**
 * The outcomes of inputs in one list of a request, where an error in a success affects only its own input.
 * @param lists the list's name, or all its names in requests and answers, in which each input is one object; none if no place is that of one input
 */
export const laidOut = (
  { body }: Reply,
  lists: string | readonly string[],
  outcomes: readonly JsonObject[],
): Extract<Parsed<JsonObject>, { each: unknown }> => {
  const places = new Places();
  for (const list of [lists].flat()) for (const position of outcomes.keys()) places.add(list, position);
  const { wrong, others } = layErrors(body, places);
  return {
    each: outcomes.map((outcome, position) => {
      const found = wrong.get(position);
      return found ? refusedFor(found, 'Fix what Braze reports and send this item again; the others in the request were processed.') : outcome;
    }),
    ...(others.length > 0 && { warnings: others.map((words) => sentence(`Braze accepted the request and added: ${words}`)) }),
  };
};

/** The outcome of a request for one object, with its errors as warnings. */
export const oneWithDoubts = ({ body }: Reply, one: JsonObject): { readonly one: JsonObject; readonly warnings?: readonly string[] } => {
  const words = minorWords(body);
  return { one, ...(words.length > 0 && { warnings: words.map((each) => sentence(`Braze accepted the request and added: ${each}`)) }) };
};

const WHOLE = 'Fix the other items and send this one again; nothing in the request was processed.';

/**
 * A refusal of a whole request that names the objects responsible ("Message with Fatal Errors"): these get their own message, the others are told that
 * they were not the cause. Undefined if it names none or there is only one.
 */
export const blamed = (failure: Failure, count: number, places: Places): Parsed<JsonObject> | undefined => {
  const body = isObject(failure.details) ? ((failure.details as JsonObject).answer ?? null) : null;
  const { wrong, others } = layErrors(body, places);
  if (count < 2 || wrong.size === 0 || !['validation', 'rejected', 'notFound'].includes(failure.code)) return undefined;
  const { message } = (isObject(body) ? body : {}) as JsonObject;
  const head = saidOnce([message, ...others]);
  const { field: _, ...common } = failure;
  const all = [...wrong.values()].flat();
  return {
    each: Array.from({ length: count }, (_each, position) => {
      const own = wrong.get(position);
      const words = own
        ? saidOnce([head, saidOnce(own.map(wordsOf), '; ')])
        : `${saidOnce([head, saidOnce(all.map(wordsOf), '; ')])}. This concerns other items in the same request`;
      return {
        failure: {
          ...common,
          message: sentence(`Braze answered: ${words}`),
          todo: own ? 'Fix what Braze reports and send again; nothing in the request was processed.' : WHOLE,
        },
      };
    }),
  };
};
