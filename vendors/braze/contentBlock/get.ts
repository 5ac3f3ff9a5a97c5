import { operation } from '../../../engine';
import { endpoint } from '../endpoint';
import { detailsIn } from '../fields';
import { CONTENT_BLOCKS } from '../onlyToday';
import { getRequest } from '../query';
import { contentBlockId, sampleBlock } from './fields';

const { path, permission, quota } = endpoint('/content_blocks/info');

const { content_block_id } = sampleBlock;

const details = {
  name: 'footer_spring',
  content: '<p>Unsubscribe at any time.</p>',
  description: 'Footer of the spring emails',
  content_type: 'html',
  tags: ['demo'],
  created_at: '2026-01-15T10:00:00Z',
  last_edited: '2026-01-16T10:00:00Z',
  inclusion_count: 2,
};

/** See Content Block information. */
export const get = operation({
  label: 'Get',
  action: 'Get content block',
  description: 'Get the content of a content block, and on request where it is used',
  docs: 'Braze, "See Content Block information"',
  onlyWith: CONTENT_BLOCKS,
  fields: {
    content_block_id: contentBlockId,
    include_inclusion_data: {
      type: 'boolean',
      label: 'Include Inclusion Data',
      description: 'Whether to list the campaigns and Canvases that use the content block',
    },
  },
  retry: 'safe',
  permission,
  quota,
  returns: 'object',
  request: ([input], context) => getRequest(path, input, context),
  parse: (reply, [input]) => detailsIn(reply, 'content', { content_block_id: input.content_block_id }),
  sample: { content_block_id, ...details },
  sampleReply: { content_block_id, ...details, message: 'success' },
  sampleInputs: [{ content_block_id }, { content_block_id, include_inclusion_data: true }],
});
