import { operation, type AnyOperation, type Field, type Fields, type JsonObject, type OnlyWith } from '../../engine';
import { endpoint } from './endpoint';
import { detailsIn, sampleId } from './fields';
import { todayOnly } from './messages/version';
import { getRequest } from './query';

/** What today's API can add to the details of something with messages; the Appboy document has neither. */
const contentFields = {
  post_launch_draft_version: {
    type: 'boolean',
    label: 'Draft Version',
    description: 'Whether to return changes that are not launched yet, if there are any',
  },
  include_has_translatable_content: {
    type: 'boolean',
    label: 'Include Translatable Content',
    description: 'Whether to say of each message if it has content to translate',
  },
} as const satisfies Fields;

/** What is specific to one of them. */
interface Details {
  readonly path: string;
  readonly action: string;
  readonly description: string;
  /** Section of the Braze document. */
  readonly docs: string;
  /** The field that selects it. */
  readonly id: 'campaign_id' | 'canvas_id';
  readonly field: Field;
  readonly onlyWith?: OnlyWith;
  /** A documented answer without its `message`. */
  readonly details: JsonObject;
}

/** The common form of the details of a campaign and of a Canvas: what it is made of, and its messages. */
export const contentDetailsOf = ({ path, id, field, docs, details, ...texts }: Details): AnyOperation => {
  const { permission, quota } = endpoint(path);
  const fields: Fields = { [id]: field, ...contentFields };
  return operation({
    label: 'Get',
    ...texts,
    docs: `Braze document, "${docs}"`,
    fields,
    check: (input, context) => todayOnly(fields, Object.keys(contentFields), input, context),
    retry: 'safe',
    permission,
    quota,
    returns: 'object',
    request: ([input], context) => getRequest(path, input, context),
    parse: (reply, [input]) => detailsIn(reply, 'created_at', { [id]: input[id]! }),
    sample: { [id]: sampleId, ...details },
    sampleReply: { message: 'success', ...details },
    sampleInputs: [{ [id]: sampleId }, { [id]: sampleId, post_launch_draft_version: true, include_has_translatable_content: false }],
  });
};
