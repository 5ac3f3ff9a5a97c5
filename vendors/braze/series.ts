import {
  operation,
  promisedObjects,
  type AnyOperation,
  type CheckContext,
  type Fields,
  type Json,
  type JsonObject,
  type OnlyWith,
  type Verb,
} from '../../engine';
import type { Endpoint } from './endpoint';
import { MOST_POINTS, spanOf } from './fields';
import { getRequest } from './query';

/** What is specific to one series. */
interface Series {
  readonly endpoint: Endpoint;
  readonly label: string;
  readonly action: string;
  readonly description: string;
  /** Section of the Braze document. */
  readonly docs: string;
  readonly onlyWith?: OnlyWith;
  readonly verb?: Verb;
  /** The fields that select the series; length and end are added. */
  readonly fields: Fields;
  /** The most points; {@link MOST_POINTS} if absent. */
  readonly most?: number;
  /** The path, if it depends on the input. */
  path?(input: JsonObject): string;
  /** Fields that are not sent. */
  readonly unsent?: readonly string[];
  /** The query, if it is not the input. */
  query?(input: JsonObject, context: CheckContext): JsonObject;
  /** The points in an answer and an answer with these points; the member `data` if absent. */
  pointsIn?(body: Json): readonly JsonObject[];
  answerWith?(points: readonly JsonObject[]): JsonObject;
  simplify?(point: Json): JsonObject;
  readonly sample: JsonObject;
  readonly least: JsonObject;
  readonly full: JsonObject;
}

/** The common form of "data_series" endpoints: one row per point in time. */
export const seriesOf = ({
  endpoint,
  fields,
  most = MOST_POINTS,
  path,
  unsent = [],
  query = (input) => input,
  pointsIn = (body) => promisedObjects(body, 'data'),
  answerWith = (data) => ({ data }),
  least,
  full,
  sample,
  docs,
  ...texts
}: Series): AnyOperation => {
  const { permission, quota } = endpoint;
  return operation({
    ...texts,
    docs: `Braze document, "${docs}"`,
    fields: { ...fields, ...spanOf(most) },
    retry: 'safe',
    permission,
    quota,
    returns: 'list',
    boundedBy: 'length',
    request: ([input], context) => {
      const sent = Object.fromEntries(Object.entries(query(input as JsonObject, context)).filter(([name]) => !unsent.includes(name)));
      return getRequest(path?.(input as JsonObject) ?? endpoint.path, sent, context);
    },
    parse: (reply) => ({ rows: pointsIn(reply.body) }),
    sample,
    sampleReply: { message: 'success', ...answerWith([sample]) },
    sampleInputs: [
      { ...least, length: 7 },
      { ...full, length: most, ending_at: '2014-12-10T23:59:59-05:00' },
    ],
  });
};
