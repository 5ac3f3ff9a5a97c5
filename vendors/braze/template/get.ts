import { operation } from '../../../engine';
import { endpoint } from '../endpoint';
import { detailsIn } from '../fields';
import { EMAIL_TEMPLATES } from '../onlyToday';
import { getRequest } from '../query';
import { sampleTemplate, templateId } from './fields';

const { path, permission, quota } = endpoint('/templates/email/info');

const { email_template_id } = sampleTemplate;

const details = {
  template_name: 'Weekly newsletter',
  description: '',
  subject: 'News of the week',
  preheader: 'What is new',
  body: '<p>Hello {{${first_name}}}</p>',
  plaintext_body: 'Hello {{${first_name}}}',
  should_inline_css: true,
  tags: ['demo'],
  created_at: '2026-01-15T10:00:00Z',
  updated_at: '2026-01-16T10:00:00Z',
};

/** See email template information. */
export const get = operation({
  label: 'Get',
  action: 'Get email template',
  description: 'Get the subject and the bodies of an email template',
  docs: 'Braze, "See email template information"',
  onlyWith: EMAIL_TEMPLATES,
  fields: { email_template_id: templateId },
  retry: 'safe',
  permission,
  quota,
  returns: 'object',
  request: ([input], context) => getRequest(path, input, context),
  parse: (reply, [input]) => detailsIn(reply, 'template_name', { email_template_id: input.email_template_id }),
  sample: { email_template_id, ...details },
  sampleReply: { email_template_id, ...details },
  sampleInputs: [{ email_template_id }, { email_template_id }],
});
