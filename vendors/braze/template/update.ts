import { operation } from '../../../engine';
import { promisedStatus } from '../accepted';
import { endpoint } from '../endpoint';
import { saidIn } from '../fields';
import { emptyUpdate } from '../contentBlock/fields';
import { EMAIL_TEMPLATES } from '../onlyToday';
import { sampleTemplate, templateFields, templateId } from './fields';

const { path, permission, quota } = endpoint('/templates/email/update');

const { template_name, subject, body, ...others } = templateFields;
const { email_template_id } = sampleTemplate;

/** Update email template. */
export const update = operation({
  label: 'Update',
  action: 'Update email template',
  description: 'Change an email template; what is left empty stays as it is',
  docs: 'Braze, "Update email template"',
  onlyWith: EMAIL_TEMPLATES,
  fields: {
    email_template_id: templateId,
    template_name: { ...template_name, required: false, prominent: true },
    subject: { ...subject, required: false, prominent: true },
    body: { ...body, required: false, prominent: true },
    ...others,
    should_inline_css: { ...others.should_inline_css, description: 'Whether to inline the CSS of the body' },
  },
  // "you must specify at least one field to update"
  rules: [{ need: 'oneOf', of: ['template_name', 'subject', 'body', 'plaintext_body', 'preheader', 'tags', 'should_inline_css'] }],
  check: emptyUpdate,
  retry: 'idempotent',
  permission,
  quota,
  returns: 'object',
  request: ([input]) => ({ method: 'POST', path, body: { json: saidIn(input) } }),
  parse: (reply, [input]) => ({ one: { email_template_id: input.email_template_id, updated: true, status: promisedStatus(reply) } }),
  sample: { email_template_id, updated: true, status: 'processed' },
  sampleReply: { message: 'success' },
  sampleInputs: [
    { email_template_id, subject: 'News of this week' },
    {
      email_template_id,
      template_name: 'Weekly newsletter',
      subject: 'News of this week',
      body: '<p>Hello</p>',
      plaintext_body: 'Hello',
      preheader: 'What is new',
      tags: ['demo', 'sale'],
      should_inline_css: false,
    },
  ],
});
