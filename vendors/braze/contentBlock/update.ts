import { operation } from '../../../engine';
import { endpoint } from '../endpoint';
import { saidIn } from '../fields';
import { CONTENT_BLOCKS } from '../onlyToday';
import { blockFields, contentBlockId, contentProblems, emptyUpdate, sampleBlock } from './fields';
import { savedBlock } from './saved';

const { path, permission, quota } = endpoint('/content_blocks/update');

const { name, content, description, state, tags } = blockFields;
const { content_block_id } = sampleBlock;

/** Update Content Block. */
export const update = operation({
  label: 'Update',
  action: 'Update content block',
  description: 'Change a content block; all messages that include it and are sent from now on have the new content',
  docs: 'Braze, "Update Content Block"',
  onlyWith: CONTENT_BLOCKS,
  fields: {
    content_block_id: contentBlockId,
    name: { ...name, required: false, prominent: true, description: 'New name; only for a draft, as the name of an active content block cannot change' },
    content: { ...content, required: false, prominent: true },
    description,
    state: { ...state, description: 'New state; one that is active cannot become a draft again' },
    tags,
  },
  rules: [{ need: 'oneOf', of: ['name', 'content', 'description', 'state', 'tags'] }],
  check: (input) => [...emptyUpdate(input), ...contentProblems(input)],
  retry: 'idempotent',
  permission,
  quota,
  returns: 'object',
  request: ([input]) => ({ method: 'POST', path, body: { json: saidIn(input) } }),
  parse: ({ body }) => savedBlock(body),
  sample: sampleBlock,
  sampleReply: { ...sampleBlock, message: 'success' },
  sampleInputs: [
    { content_block_id, content: '<p>New footer</p>' },
    { content_block_id: 'bbbbbbbb-0000-4000-8000-000000000002', name: 'teaser', content: 'New', description: 'Teaser', state: 'active', tags: ['demo'] },
  ],
});
