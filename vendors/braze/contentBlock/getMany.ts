import { endpoint } from '../endpoint';
import { modifiedListOf } from '../modifiedList';
import { CONTENT_BLOCKS } from '../onlyToday';
import { sampleBlock } from './fields';

/** List available Content Blocks. */
export const getMany = modifiedListOf({
  endpoint: endpoint('/content_blocks/list'),
  label: 'Get Many',
  action: 'Get many content blocks',
  description: 'List content blocks with their identifiers and Liquid tags',
  docs: 'Braze, "List available Content Blocks"',
  onlyWith: CONTENT_BLOCKS,
  member: 'content_blocks',
  id: 'content_block_id',
  sample: {
    ...sampleBlock,
    name: 'footer_spring',
    content_type: 'html',
    inclusion_count: 2,
    last_edited: '2026-01-16T10:00:00Z',
    tags: ['demo'],
  },
});
