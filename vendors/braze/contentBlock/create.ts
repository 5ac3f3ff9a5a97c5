import { operation } from '../../../engine';
import { endpoint } from '../endpoint';
import { saidIn } from '../fields';
import { madeInList } from '../modifiedList';
import { CONTENT_BLOCKS } from '../onlyToday';
import { blockFields, contentProblems, sampleBlock } from './fields';
import { savedBlock } from './saved';

const { path, permission, quota } = endpoint('/content_blocks/create');

/** Create Content Block. */
export const create = operation({
  label: 'Create',
  action: 'Create content block',
  description: 'Create a content block, which messages include by its Liquid tag',
  docs: 'Braze, "Create Content Block"',
  onlyWith: CONTENT_BLOCKS,
  fields: blockFields,
  check: contentProblems,
  // Braze refuses a second one of the same name, but its answer does not say whose the first one is.
  retry: 'nonIdempotent',
  ifUnknown: "Check with 'Get Many' whether there is a content block with that name before you create it again.",
  permission,
  quota,
  returns: 'object',
  request: ([input]) => ({ method: 'POST', path, body: { json: saidIn(input) } }),
  parse: ({ body }) => savedBlock(body),
  reconcile: madeInList({ path: '/content_blocks/list', member: 'content_blocks', id: 'content_block_id', name: 'name' }, (row) => ({
    content_block_id: row.content_block_id ?? null,
    liquid_tag: row.liquid_tag ?? null,
    created_at: row.created_at ?? null,
  })),
  sample: sampleBlock,
  sampleReply: { ...sampleBlock, message: 'success' },
  sampleInputs: [
    { name: 'header_spring', content: '<h1>Spring</h1>' },
    {
      name: 'header_spring-2',
      content: '<h1>Spring</h1>\n{{${first_name}}}',
      description: 'Head of the spring emails',
      state: 'draft',
      tags: ['demo', 'sale'],
    },
  ],
});
