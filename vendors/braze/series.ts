import { operation, promisedObjects, type AnyOperation, type Fields, type Json, type JsonObject, type Verb } from '../../engine';
import type { Endpoint } from './endpoint';
import { span } from './fields';
import { getRequest } from './query';

/** What is specific to one series. */
interface Series {
  readonly endpoint: Endpoint;
  readonly label: string;
  readonly action: string;
  readonly description: string;
  /** Section of the Braze document. */
  readonly docs: string;
  readonly verb?: Verb;
  /** The fields that select the series; length and end are added. */
  readonly fields: Fields;
  /** The path, if it depends on the input. */
  path?(input: JsonObject): string;
  /** Fields that are not sent. */
  readonly unsent?: readonly string[];
  simplify?(point: Json): JsonObject;
  readonly sample: JsonObject;
  readonly least: JsonObject;
  readonly full: JsonObject;
}

/** The common form of "data_series" endpoints: one row per point in time. */
export const seriesOf = ({ endpoint, fields, path, unsent = [], least, full, sample, docs, ...texts }: Series): AnyOperation => {
  const { permission, quota } = endpoint;
  return operation({
    ...texts,
    docs: `Braze document, "${docs}"`,
    fields: { ...fields, ...span },
    retry: 'safe',
    permission,
    quota,
    returns: 'list',
    boundedBy: 'length',
    request: ([input], context) => {
      const sent = Object.fromEntries(Object.entries(input as JsonObject).filter(([name]) => !unsent.includes(name)));
      return getRequest(path?.(input as JsonObject) ?? endpoint.path, sent, context);
    },
    parse: (reply) => ({ rows: promisedObjects(reply.body, 'data') }),
    sample,
    sampleReply: { message: 'success', data: [sample] },
    sampleInputs: [
      { ...least, length: 7 },
      { ...full, length: 100, ending_at: '2014-12-10T23:59:59-05:00' },
    ],
  });
};
