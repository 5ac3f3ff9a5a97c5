import { isBlank, operation, promisedText, type Fields } from '../../../engine';
import { endpoint } from '../endpoint';
import { canvasId, sampleId } from '../fields';
import { CANVAS } from '../onlyToday';

const { path, permission, quota } = endpoint('/canvas/duplicate');

const fields = {
  canvas_id: { ...canvasId, description: 'The Canvas to copy' },
  name: { type: 'text', label: 'Name', description: 'Name of the copy', required: true },
  description: { type: 'text', prose: true, label: 'Description', description: 'Description of the copy' },
  // The page calls it a string, and its content tags; Braze's own catalogue of parameters has a list.
  tag_names: { type: 'list', label: 'Tags', description: 'Existing tags for the copy; they replace those of the original' },
} as const satisfies Fields;

/** Braze, endpoints/messaging/duplicate_messages/post_duplicate_canvases. */
export const duplicate = operation({
  label: 'Duplicate',
  action: 'Duplicate canvas',
  description:
    'Copy a Canvas under a new name. Braze creates the copy in the background, so it appears in the list a little later. Early access: ask your Braze account manager whether your workspace has it',
  docs: 'Braze document, "Duplicate Canvases using the API"',
  onlyWith: CANVAS,
  fields,
  named: {
    field: 'name',
    nameIn: ({ name }) => (isBlank(name) ? undefined : name),
    among: () => null,
  },
  // Repeating the request would create a second copy.
  retry: 'nonIdempotent',
  permission,
  quota,
  ifUnknown: "Check with 'Get Many' whether the copy is there before you duplicate again; it may take a while to appear.",
  returns: 'object',
  request: ([{ canvas_id, name, description, tag_names = [] }]) => ({
    method: 'POST',
    path,
    body: {
      json: { canvas_id, name, ...(description !== undefined && { description }), ...(tag_names.length > 0 && { tag_names }) },
    },
  }),
  // The page shows no body, only the status 202. An answer without Braze's `message` may come from something in between, so its outcome is unknown.
  parse(reply, [{ canvas_id, name }]) {
    promisedText(reply.body, 'message');
    return { one: { canvas_id, name, status: 'accepted' } };
  },
  sample: { canvas_id: sampleId, name: 'Abandoned cart, autumn', status: 'accepted' },
  sampleReply: { message: 'success' },
  sampleInputs: [
    { canvas_id: sampleId, name: 'Abandoned cart, autumn' },
    { canvas_id: sampleId, name: 'Abandoned cart, autumn', description: 'For the autumn sale', tag_names: ['demo'] },
  ],
});
