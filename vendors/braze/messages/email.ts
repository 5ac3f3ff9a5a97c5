import type { Fields } from '../../../engine';
import { appIdColumn, hashes, isGiven, json, needed, variation, withoutEmptyList, type MessageKind } from './kind';

/** The columns of an attachment ("Email object" of Braze, and "attachments" of its trigger endpoint). */
export const attachmentColumns = {
  file_name: { type: 'text', label: 'File Name', description: 'File name of the attachment', required: true, placeholder: 'invoice.pdf' },
  url: {
    type: 'text',
    label: 'URL',
    description: 'URL that Braze downloads the file from; at most 2 MB',
    required: true,
    placeholder: 'https://www.example.com/invoice.pdf',
    limits: { format: 'templateUrl' },
    todo: 'Enter a URL such as https://www.example.com/invoice.pdf.',
  },
} as const satisfies Fields;

const columns = {
  app_id: appIdColumn,
  from: {
    type: 'text',
    label: 'From',
    description: 'Sender, as a name followed by an email address in angle brackets',
    prominent: true,
    placeholder: 'Example Shop <shop@example.com>',
    limits: { pattern: /^\s*[^<>\s][^<>]*<[^<>@]+@[^<>@]+>\s*$/ },
    todo: 'Enter it as Display Name <email@example.com>.',
  },
  subject: { type: 'text', prose: true, label: 'Subject', description: "Subject line; the template's if empty", prominent: true },
  body: { type: 'text', prose: 'lines', label: 'Body', description: 'HTML body of the message; optional only if a template is set', prominent: true },
  plaintext_body: {
    type: 'text',
    prose: 'lines',
    label: 'Plain Text Body',
    description: 'Text for email clients without HTML; generated from the body if empty',
  },
  email_template_id: { type: 'text', label: 'Email Template ID', description: 'Template for everything that is not set here' },
  reply_to: {
    type: 'text',
    label: 'Reply To',
    description: "Reply-to address; the workspace's if empty, none if NO_REPLY_TO",
    placeholder: 'service@example.com',
    limits: { pattern: /^\s*(?:NO_REPLY_TO|[^<>@]+@[^<>@]+)\s*$/ },
    todo: 'Enter a plain email address such as service@example.com, or NO_REPLY_TO.',
  },
  preheader: { type: 'text', prose: true, label: 'Preheader', description: 'Preview text shown next to the subject; 50 to 100 characters are recommended' },
  bcc: { type: 'text', label: 'BCC', description: "One of the BCC addresses from the workspace's email settings", limits: { format: 'email' } },
  attachments: {
    type: 'rows',
    label: 'Attachments',
    description: 'Files to attach',
    columns: {
      ...attachmentColumns,
      basic_auth_credential: {
        type: 'text',
        label: 'Basic Auth Credential',
        description: "Name of the workspace's credential for a URL that needs a sign-in",
      },
    },
  },
  should_inline_css: {
    type: 'boolean',
    label: 'Inline CSS',
    description: "Whether to write the styles into the tags of the body; the workspace's setting if empty",
  },
  extras: { type: 'json', label: 'Extras', description: 'Key-value pairs passed to SendGrid as unique arguments', limits: { shape: 'object' } },
  headers: { type: 'json', label: 'Headers', description: 'Additional email headers, for email providers that support them', limits: { shape: 'object' } },
  message_variation_id: variation('an email'),
  json,
} as const satisfies Fields;

/** Email Object Specification; preheader, bcc and attachments from Braze's "Email object". */
export const email: MessageKind = {
  wire: 'email',
  field: { type: 'group', label: 'Email', description: "Message to the user's email address", columns },
  today: ['should_inline_css'],
  shape: (members) => withoutEmptyList(members, 'attachments'),
  problems: (message, say) => [
    ...needed(message, ['app_id', 'from'], say),
    ...hashes(message, ['extras', 'headers'], say),
    ...(isGiven(message.body) || isGiven(message.email_template_id)
      ? []
      : [say('body', 'is empty, and no template is set', "Enter the HTML, or an 'Email Template ID'.")]),
  ],
};
