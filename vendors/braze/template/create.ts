import { operation, promisedText, type JsonObject } from '../../../engine';
import { endpoint } from '../endpoint';
import { saidIn } from '../fields';
import { madeInList } from '../modifiedList';
import { EMAIL_TEMPLATES } from '../onlyToday';
import { sampleTemplate, templateFields } from './fields';

const { path, permission, quota } = endpoint('/templates/email/create');

/** Create email template. */
export const create = operation({
  label: 'Create',
  action: 'Create email template',
  description: 'Create an email template in the dashboard',
  docs: 'Braze, "Create email template"',
  onlyWith: EMAIL_TEMPLATES,
  fields: templateFields,
  // Names need not be unique, so a repeat makes a second template.
  retry: 'nonIdempotent',
  ifUnknown: "Check with 'Get Many' whether there is a template with that name before you create it again.",
  permission,
  quota,
  returns: 'object',
  request: ([input]) => ({ method: 'POST', path, body: { json: saidIn(input) } }),
  parse({ body }): { readonly one: JsonObject } {
    return { one: { email_template_id: promisedText(body, 'email_template_id') } };
  },
  reconcile: madeInList({ path: '/templates/email/list', member: 'templates', id: 'email_template_id', name: 'template_name' }, (row) => ({
    email_template_id: row.email_template_id ?? null,
  })),
  sample: sampleTemplate,
  sampleReply: { ...sampleTemplate, message: 'success' },
  sampleInputs: [
    { template_name: 'Spring', subject: 'Spring is here', body: '<p>Hello</p>' },
    {
      template_name: 'Spring',
      subject: 'Spring is here, {{${first_name}}}',
      body: '<p>Hello</p>',
      plaintext_body: 'Hello',
      preheader: 'New in the shop',
      tags: ['demo'],
      should_inline_css: true,
    },
  ],
});
