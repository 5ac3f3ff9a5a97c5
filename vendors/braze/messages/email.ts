import type { Fields } from '../../../engine';
import { hashes, isGiven, json, needed, variation, type MessageKind } from './kind';

/** What an attachment is ("Email object" of Braze, and "attachments" of its trigger endpoint). */
export const attachmentColumns = {
  file_name: { type: 'text', label: 'File Name', description: 'Name under which the file is attached', required: true, placeholder: 'invoice.pdf' },
  url: {
    type: 'text',
    label: 'URL',
    description: 'Address from which Braze fetches the file; 2 MB at most',
    required: true,
    placeholder: 'https://www.example.com/invoice.pdf',
    limits: { format: 'templateUrl' },
    todo: 'Give an address such as https://www.example.com/invoice.pdf.',
  },
} as const satisfies Fields;

const columns = {
  app_id: {
    type: 'text',
    label: 'App ID',
    description: 'API identifier of one of the apps of the workspace',
    prominent: true,
    placeholder: '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064',
    todo: 'Copy it from the API settings in the Braze dashboard.',
  },
  from: {
    type: 'text',
    label: 'From',
    description: 'Sender, as a name and an address in angle brackets',
    prominent: true,
    placeholder: 'Example Shop <shop@example.com>',
    limits: { pattern: /^\s*[^<>\s][^<>]*<[^<>@]+@[^<>@]+>\s*$/ },
    todo: 'Write it as Display Name <email@example.com>.',
  },
  subject: { type: 'text', prose: true, label: 'Subject', description: "Subject line; the template's if empty", prominent: true },
  body: { type: 'text', prose: true, label: 'Body', description: 'HTML of the message; may be missing only where a template is named', prominent: true },
  plaintext_body: { type: 'text', prose: true, label: 'Plain Text Body', description: 'Text for readers without HTML; made from the body if empty' },
  email_template_id: { type: 'text', label: 'Email Template ID', description: 'Template that gives what is not written here' },
  reply_to: {
    type: 'text',
    label: 'Reply To',
    description: "Address for answers; the workspace's if empty, none with NO_REPLY_TO",
    placeholder: 'service@example.com',
    limits: { pattern: /^\s*(?:NO_REPLY_TO|[^<>@]+@[^<>@]+)\s*$/ },
    todo: 'Write a bare address such as service@example.com, or NO_REPLY_TO.',
  },
  preheader: { type: 'text', prose: true, label: 'Preheader', description: 'Line that mailboxes show beside the subject; 50 to 100 characters are best' },
  bcc: { type: 'text', label: 'BCC', description: "One of the BCC addresses of the workspace's email settings", limits: { format: 'email' } },
  attachments: { type: 'rows', label: 'Attachments', description: 'Files to attach', columns: attachmentColumns },
  extras: { type: 'json', label: 'Extras', description: 'Keys and values that SendGrid gets as unique arguments', limits: { shape: 'object' } },
  headers: { type: 'json', label: 'Headers', description: 'Further mail headers, for email services that take them', limits: { shape: 'object' } },
  message_variation_id: variation('an email'),
  json,
} as const satisfies Fields;

/** Email Object Specification; preheader, bcc and attachments from Braze's "Email object". */
export const email: MessageKind = {
  wire: 'email',
  field: { type: 'group', label: 'Email', description: 'Message for the e-mail address of the user', columns },
  shape: ({ attachments, ...others }) => ({
    ...others,
    ...(!(Array.isArray(attachments) && attachments.length === 0) && attachments !== undefined && { attachments }),
  }),
  problems: (message, say) => [
    ...needed(message, ['app_id', 'from'], say),
    ...hashes(message, ['extras', 'headers'], say),
    ...(isGiven(message.body) || isGiven(message.email_template_id)
      ? []
      : [say('body', 'is empty, and no template is named', "Give the HTML, or an 'Email Template ID'.")]),
  ],
};
