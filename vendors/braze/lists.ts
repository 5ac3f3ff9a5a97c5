import { operation, promisedObjects, promisedTexts, type AnyOperation, type Fields, type Input, type Json, type JsonObject, type OnlyWith } from '../../engine';
import type { Endpoint } from './endpoint';
import { pagesOf, sortDirection } from './fields';
import { todayOnly } from './messages/version';
import { getRequest } from './query';

/** What is specific to one list. */
interface List {
  readonly endpoint: Endpoint;
  readonly label: string;
  readonly action: string;
  readonly description: string;
  /** Section of the Braze document. */
  readonly docs: string;
  /** Member of the answer that holds the rows. */
  readonly member: string;
  /** The member name for rows that are plain texts; absent if rows are objects. */
  readonly textAs?: string;
  /** Number of rows on a full page. */
  readonly full: 100 | 250;
  readonly fields?: Fields;
  /** Members of today's API that the Appboy document does not have. */
  readonly today?: readonly string[];
  readonly onlyWith?: OnlyWith;
  readonly sample: JsonObject;
  readonly fullInput: JsonObject;
}

/** The common form of "list" endpoints: pages from 0 until one is not full. */
export const listOf = ({
  endpoint: { path, permission, quota },
  member,
  textAs,
  full,
  today = [],
  sample,
  fullInput,
  fields = {},
  docs,
  ...texts
}: List): AnyOperation => {
  const shown = textAs === undefined ? sample : (sample[textAs] as Json);
  return operation({
    ...texts,
    docs: `Braze document, "${docs}"`,
    fields,
    check: (input, context) => todayOnly(fields, today, input as JsonObject, context),
    retry: 'safe',
    permission,
    quota,
    returns: 'list',
    paging: pagesOf(full),
    request: ([input], context) => getRequest(path, { ...(input as Input<Fields>), page: 0 }, context),
    parse: (reply) => ({
      rows: textAs === undefined ? promisedObjects(reply.body, member) : promisedTexts(reply.body, member).map((row) => ({ [textAs]: row })),
    }),
    sample,
    sampleReply: { message: 'success', [member]: [shown] },
    sampleInputs: [{}, fullInput],
  });
};

/** Only what was edited recently: fields shared by the lists of campaigns and Canvases. */
export const editedAfter = (what: string) =>
  ({ 'last_edit.time[gt]': { type: 'dateTime', label: 'Edited After', description: `Only list ${what} edited after this time` } }) as const satisfies Fields;

/** Fields shared by the lists of campaigns, Canvases and cards. */
export const archivable = {
  include_archived: { type: 'boolean', label: 'Include Archived', description: 'Whether to include archived ones' },
  sort_direction: sortDirection,
} as const satisfies Fields;
