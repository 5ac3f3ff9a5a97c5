import type { Field, Fields, JsonObject } from '../../../engine';

export const preferenceCenterId = {
  type: 'choice',
  label: 'Preference Center',
  description: "The preference center's identifier",
  required: true,
  inPath: true,
  loadOptions: { operation: 'preferenceCenter.getMany', value: 'preference_center_api_id', label: 'name' },
  todo: 'Choose a preference center from the list, or copy its API identifier from the dashboard.',
} as const satisfies Field;

/** A `<link>` of the page, which sets its icon. */
const linkColumns = {
  rel: {
    type: 'choice',
    label: 'Relation',
    description: 'What kind of icon it is',
    required: true,
    options: [
      { value: 'apple-touch-icon', label: 'Apple Touch Icon' },
      { value: 'icon', label: 'Icon' },
      { value: 'shortcut icon', label: 'Shortcut Icon' },
    ],
    todo: 'Choose a relation in every row.',
  },
  href: {
    type: 'text',
    label: 'URL',
    description: 'Address of the icon',
    required: true,
    limits: { format: 'url' },
    placeholder: 'https://example.com/favicon.png',
    todo: 'Enter an address in every row.',
  },
  type: {
    type: 'choice',
    label: 'Type',
    description: 'Media type of the icon',
    options: ['image/gif', 'image/png', 'image/svg', 'image/svg+xml', 'image/x-icon', 'mask-icon'].map((value) => ({ value, label: value })),
  },
  sizes: { type: 'text', label: 'Sizes', description: 'Sizes of the icon', placeholder: 'e.g. 32x32' },
  color: { type: 'text', label: 'Color', description: 'Color of a mask icon', placeholder: 'e.g. #5bbad5' },
} as const satisfies Fields;

/** What a preference center consists of (Braze, "Create a preference center"). The last two are members of `options` on the wire. */
export const centerFields = {
  preference_center_page_html: {
    type: 'text',
    label: 'Page HTML',
    description: 'HTML of the preference center page, with the Liquid tags of its form',
    required: true,
    prose: 'lines',
    todo: 'Enter the HTML of the page.',
  },
  confirmation_page_html: {
    type: 'text',
    label: 'Confirmation Page HTML',
    description: 'HTML of the page that is shown after the form was submitted',
    required: true,
    prose: 'lines',
    todo: 'Enter the HTML of the confirmation page.',
  },
  preference_center_title: {
    type: 'text',
    label: 'Page Title',
    description: "Title of both pages; 'Preference Center' if empty",
    prose: true,
  },
  state: {
    type: 'choice',
    label: 'State',
    description: 'Whether the preference center can be used',
    options: [
      { value: 'active', label: 'Active' },
      { value: 'draft', label: 'Draft' },
    ],
  },
  meta_viewport_content: {
    type: 'text',
    label: 'Viewport',
    description: 'Content of the viewport meta tag of the page',
    placeholder: 'e.g. width=device-width, initial-scale=2',
  },
  links_tags: { type: 'rows', label: 'Icons', description: 'Icons of the page', columns: linkColumns },
} as const satisfies Fields;

/** A preference center as a body. The samples of the pages say `links-tags`, their tables `link-tags`; the samples are followed. */
export const centerBody = ({ meta_viewport_content, links_tags, ...others }: { readonly [name: string]: unknown }): JsonObject => {
  const links = (links_tags ?? []) as readonly JsonObject[];
  const options: JsonObject = {
    ...(meta_viewport_content !== undefined && { 'meta-viewport-content': meta_viewport_content as string }),
    ...(links.length > 0 && { 'links-tags': links }),
  };
  return { ...(others as JsonObject), ...(Object.keys(options).length > 0 && { options }) };
};

export const sampleCenterId = 'dddddddd-0000-4000-8000-000000000001';

/** Limits per workspace: "10 requests per minute" for changes, "1,000 requests per minute" for each other endpoint. */
export const CENTER_CHANGES = 'preference center changes';

export const fullCenter: JsonObject = {
  preference_center_page_html: '<h1>Your choice</h1>',
  confirmation_page_html: '<p>Thank you.</p>',
  preference_center_title: 'Your choice',
  state: 'active',
  meta_viewport_content: 'width=device-width, initial-scale=2',
  links_tags: [{ rel: 'icon', href: 'https://example.com/favicon.png', type: 'image/png', sizes: '32x32' }],
};
