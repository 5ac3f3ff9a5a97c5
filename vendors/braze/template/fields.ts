import type { Field, Fields } from '../../../engine';
import { tags } from '../contentBlock/fields';

export const templateId = {
  type: 'choice',
  label: 'Email Template',
  description: "The template's identifier",
  required: true,
  loadOptions: { operation: 'template.getMany', value: 'email_template_id', label: 'template_name' },
  todo: 'Choose a template from the list, or copy its API identifier from the dashboard. Drag-and-drop templates are not in the list.',
} as const satisfies Field;

/** What an email template consists of (Braze, "Create email template"). */
export const templateFields = {
  template_name: {
    type: 'text',
    label: 'Template Name',
    description: 'Name of the template, as shown in the dashboard; several templates can have the same name',
    required: true,
    placeholder: 'e.g. Weekly newsletter',
    todo: 'Enter a name for the template.',
  },
  subject: { type: 'text', label: 'Subject', description: 'Subject of the email', required: true, prose: true, todo: 'Enter a subject.' },
  body: { type: 'text', label: 'Body', description: 'HTML body of the email, which may contain Liquid', required: true, prose: 'lines', todo: 'Enter a body.' },
  plaintext_body: { type: 'text', label: 'Plain Text Body', description: 'Body for clients that show no HTML', prose: 'lines' },
  preheader: { type: 'text', label: 'Preheader', description: 'Text that some email clients show beside the subject', prose: true },
  tags,
  should_inline_css: { type: 'boolean', label: 'Inline CSS', description: "Whether to inline the CSS of the body; the workspace's setting if empty" },
} as const satisfies Fields;

export const sampleTemplate = { email_template_id: 'eeeeeeee-0000-4000-8000-000000000001' } as const;
