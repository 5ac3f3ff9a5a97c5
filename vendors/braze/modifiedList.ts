import {
  isObject,
  operation,
  promisedObjects,
  readDate,
  type AnyOperation,
  type Fields,
  type Input,
  type Json,
  type JsonObject,
  type Problem,
} from '../../engine';
import type { Endpoint } from './endpoint';

/** "maximum acceptable value is 1000". */
const MOST_ROWS = 1000;

const fields = {
  modified_after: { type: 'dateTime', label: 'Modified After', description: 'Only list those that were changed at this time or later' },
  modified_before: { type: 'dateTime', label: 'Modified Before', description: 'Only list those that were changed at this time or earlier' },
} as const satisfies Fields;

/** `yyyy-mm-ddThh:mm:ss.ffffff`, the form that Braze's errors ask for. It has no zone; UTC is assumed. */
const wireTime = (text: string, timeZone: string): string => readDate(text, timeZone)!.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS'000'");

/** "Modified after time must be earlier than or the same as modified before time." */
const spanProblems = ({ modified_after: from, modified_before: to }: Input<typeof fields>, timeZone: string): readonly Problem[] =>
  from !== undefined && to !== undefined && readDate(from, timeZone)! > readDate(to, timeZone)!
    ? [
        {
          field: 'modified_before',
          message: `'${fields.modified_before.label}' (modified_before) is ${to}, which is before '${fields.modified_after.label}' (modified_after): ${from}.`,
          todo: 'Enter a time that is not before the other one.',
        },
      ]
    : [];

/** What is specific to one list. */
interface ModifiedList extends Pick<AnyOperation, 'label' | 'action' | 'description' | 'docs' | 'onlyWith'> {
  readonly endpoint: Endpoint;
  /** Member of the answer that holds the rows. */
  readonly member: string;
  /** Member of a row that identifies it. */
  readonly id: string;
  readonly sample: JsonObject;
}

/** The common form of the lists of content blocks and email templates. Their answers have no `message`; `count` is the number of rows in the answer. */
export const modifiedListOf = ({ endpoint: { path, permission, quota }, member, id, sample, ...texts }: ModifiedList): AnyOperation =>
  operation({
    ...texts,
    fields,
    check: (input, { timeZone }) => spanProblems(input, timeZone),
    retry: 'safe',
    permission,
    quota,
    returns: 'list',
    // The first request has no offset: "Offset must be greater than 0."
    paging: { by: 'offset', param: 'offset', size: { param: 'limit', max: MOST_ROWS }, key: id },
    request: ([{ modified_after, modified_before }], { timeZone }) => ({
      method: 'GET',
      path,
      query: {
        ...(modified_after !== undefined && { modified_after: wireTime(modified_after, timeZone) }),
        ...(modified_before !== undefined && { modified_before: wireTime(modified_before, timeZone) }),
        limit: MOST_ROWS,
      },
    }),
    parse: (reply) => ({ rows: promisedObjects(reply.body, member) }),
    sample,
    sampleReply: { count: 1, [member]: [sample] },
    sampleInputs: [{}, { modified_after: '2014-01-01T00:00:00+01:00', modified_before: '2099-12-31T23:59:59Z' }],
  });

/** How something that a lost request created is found in such a list. */
interface MadeIn {
  readonly path: string;
  readonly member: string;
  readonly id: string;
  readonly name: string;
  /** The list takes no parameters and returns everything. */
  readonly isWhole?: true;
}

/**
 * Finds what a request created whose answer was lost: the only one with its name that was created since.
 * @param shape the result for a row of the list
 */
export const madeInList = ({ path, member, id, name, isWhole }: MadeIn, shape: (row: JsonObject) => JsonObject) => ({
  request: (_inputs: unknown, { now }: { readonly now: number }) => ({
    method: 'GET' as const,
    path,
    // A day more than a clock can be wrong by; `isSince` decides.
    ...(!isWhole && { query: { modified_after: wireTime(new Date(now - 86_400_000).toISOString(), 'UTC'), limit: MOST_ROWS } }),
  }),
  parse: (
    { body }: { readonly body: Json },
    [input]: readonly [{ readonly [wire: string]: unknown }, ...unknown[]],
    lost: { isSince(moment: number): boolean; isTaken(id: string): boolean },
  ) => {
    const [found, ...others] = promisedObjects(body, member).filter(
      (row) =>
        isObject(row) && row[name] === input[name] && typeof row[id] === 'string' && !lost.isTaken(row[id]) && lost.isSince(Date.parse(String(row.created_at))),
    );
    // Two of the same name may come from two attempts of someone else.
    return found && others.length === 0 ? { one: shape(found) } : undefined;
  },
  madeIn: (made: JsonObject): string | undefined => (typeof made[id] === 'string' ? made[id] : undefined),
});
