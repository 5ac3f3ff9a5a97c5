import { isObject, type CheckContext, type Json, type JsonObject, type Parsed, type Reply } from '../../../engine';
import { refusedFor } from '../nonFatal';

/** An answer's lists of what was done, and of what went wrong: "(array of arrays) minor error message". */
interface Lists {
  readonly done: string;
  readonly errors: string;
}

/** One object of a request: its result, and the IDs by which the answer may name it. */
export interface Asked {
  readonly result: JsonObject;
  readonly ids: readonly string[];
}

const listIn = (body: Json, member: string): readonly Json[] | undefined => {
  const list = isObject(body) ? (body as JsonObject)[member] : undefined;
  return Array.isArray(list) ? (list as readonly Json[]) : undefined;
};

const partsOf = (error: Json): readonly Json[] => (Array.isArray(error) ? (error as readonly Json[]).flatMap(partsOf) : [error]);

const isIndex = (part: Json): boolean => Number.isInteger(part) || (typeof part === 'string' && /^\d+$/.test(part));

/** An error's words without its index, which is that of the request and says nothing to users. */
const wordsOf = (error: Json): string => {
  const said = partsOf(error).filter((part) => !isIndex(part));
  return said.length === 0 ? JSON.stringify(error) : said.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(': ');
};

/** "Error messages will reference the index of the object in the array": as a part of its own, or in the words. */
const indexIn = (error: Json): number | undefined => {
  const index = partsOf(error).find(isIndex) ?? /\bindex\W{0,3}(\d+)/i.exec(wordsOf(error))?.[1];
  return index === undefined ? undefined : Number(index);
};

/** Whether words contain an ID as a whole, not as a part of another one. */
const isSaid = (words: string, id: string): boolean => {
  const at = words.indexOf(id);
  if (at < 0) return false;
  const [before = '', after = ''] = [words[at - 1], words[at + id.length]];
  return !/[\w-]/.test(before + after) || isSaid(words.slice(at + id.length), id);
};

/** The object an error is about; undefined if it names none, or several. */
const positionOf = (error: Json, asked: readonly Asked[]): number | undefined => {
  const index = indexIn(error);
  if (index !== undefined && index < asked.length) return index;
  const words = wordsOf(error);
  const named = asked.flatMap(({ ids }, position) => (ids.some((id) => isSaid(words, id)) ? [position] : []));
  return named.length === 1 ? named[0] : undefined;
};

const TODO = 'Fix what Braze reports and send this item again; the others in the request were processed.';
const AGAIN =
  "The first answer from Braze was lost and the request was repeated. Where the repeat met an error (error_of_repeat), the first request most likely did it before; look these users up with 'Export'.";

/**
 * The outcome of each object: an error of its own, or done if the answer lists it; an error of a repeat may come of the first request. One that is in neither list is not done if there are errors that
 * name nobody; otherwise the answer leaves it open, and a warning says so.
 * @param member the result's member that says whether it was done
 */
export const verdictsOf = ({ body }: Reply, { done, errors }: Lists, asked: readonly Asked[], member: string, context?: CheckContext): Parsed<JsonObject> => {
  const listed = listIn(body, done);
  const wrong = new Map<number, Json[]>();
  const unplaced: Json[] = [];
  for (const error of listIn(body, errors) ?? []) {
    const position = positionOf(error, asked);
    if (position === undefined) unplaced.push(error);
    else wrong.set(position, [...(wrong.get(position) ?? []), error]);
  }
  const isDone = ({ ids }: Asked): boolean => listed === undefined || ids.some((id) => listed.includes(id));
  const open = asked.filter((one, position) => !wrong.has(position) && !isDone(one));
  const isRepeat = context?.isRepeat === true;
  const warnings = [
    ...(isRepeat && wrong.size + unplaced.length > 0 ? [AGAIN] : []),
    ...(open.length > 0 && unplaced.length === 0
      ? [`Braze reported success, but does not list ${open.length} of ${asked.length} external IDs as ${member}. Look these users up with 'Export'.`]
      : []),
  ];
  return {
    each: asked.map((one, position) => {
      const own = wrong.get(position) ?? (isDone(one) ? [] : unplaced);
      if (own.length === 0) return { ...one.result, [member]: isDone(one) };
      const words = own.map(wordsOf);
      // What the first request did, a repeat cannot do once more: the desired state is reached.
      return isRepeat ? { ...one.result, [member]: true, error_of_repeat: words.join('; ') } : refusedFor(words, TODO);
    }),
    ...(warnings.length > 0 && { warnings }),
  };
};
