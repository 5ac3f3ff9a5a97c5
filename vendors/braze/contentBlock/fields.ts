import { sayBytes, utf8Length, type Field, type Fields, type Problem } from '../../../engine';

/** "Must be less than 100 characters", "less than 250 characters". */
const LONGEST_NAME = 99;
const LONGEST_DESCRIPTION = 249;
/** "Content must be smaller than 50kb." No page says which kilobytes; the larger ones are counted, so that nothing is refused that Braze takes. */
const CONTENT_BYTES = 50 * 1024;

/** Tags of content blocks and email templates. */
export const tags = {
  type: 'list',
  label: 'Tags',
  description: 'Tags to put on it; they must already exist in Braze',
  placeholder: 'e.g. onboarding',
} as const satisfies Field;

/** An empty list of tags says nothing, so an update with nothing else would change nothing. */
export const emptyUpdate = ({ tags: given, ...others }: { readonly tags?: readonly string[] }): readonly Problem[] =>
  given?.length === 0 && Object.values(others).filter((value) => value !== undefined).length <= 1
    ? [{ field: 'tags', message: `'${tags.label}' (tags) is empty, and nothing else is set.`, todo: 'Set at least one field to change.' }]
    : [];

export const contentBlockId = {
  type: 'choice',
  label: 'Content Block',
  description: "The content block's identifier",
  required: true,
  loadOptions: { operation: 'contentBlock.getMany', value: 'content_block_id', label: 'name' },
  todo: 'Choose a content block from the list, or copy its API identifier from the dashboard.',
} as const satisfies Field;

/** What a content block consists of (Braze, "Create Content Block"). */
export const blockFields = {
  name: {
    type: 'text',
    label: 'Name',
    description: 'Name of the content block, which is part of its Liquid tag: letters, digits, hyphens and underscores',
    required: true,
    placeholder: 'e.g. footer_spring',
    limits: { max: LONGEST_NAME, pattern: /^[A-Za-z0-9_-]+$/ },
    todo: 'Enter a name of letters, digits, hyphens and underscores only, without spaces.',
  },
  content: {
    type: 'text',
    label: 'Content',
    description: 'HTML or plain text of the content block, which may contain Liquid; smaller than 50 KB',
    required: true,
    prose: 'lines',
    todo: 'Enter the content of the block.',
  },
  description: {
    type: 'text',
    label: 'Description',
    description: 'What the content block is for, as shown in the dashboard',
    prose: true,
    limits: { max: LONGEST_DESCRIPTION },
  },
  state: {
    type: 'choice',
    label: 'State',
    description: 'Whether messages can use the content block; active if empty. One that is active cannot become a draft again',
    options: [
      { value: 'active', label: 'Active' },
      { value: 'draft', label: 'Draft' },
    ],
  },
  tags,
} as const satisfies Fields;

/** Content that is too large, counted in UTF-8. */
export const contentProblems = ({ content }: { readonly content?: string }): readonly Problem[] => {
  const bytes = utf8Length(content ?? '');
  if (bytes < CONTENT_BYTES) return [];
  return [
    {
      field: 'content',
      message: `'${blockFields.content.label}' (content) has ${sayBytes(bytes)}; it must be smaller than ${sayBytes(CONTENT_BYTES)}.`,
      todo: 'Shorten it, or divide it among several content blocks.',
    },
  ];
};

/** What the answer to a create or an update says of the block. */
export const sampleBlock = {
  content_block_id: 'bbbbbbbb-0000-4000-8000-000000000001',
  liquid_tag: '{{content_blocks.${footer_spring}}}',
  created_at: '2026-01-15T10:00:00Z',
} as const;
