import { endpoint } from '../endpoint';
import { modifiedListOf } from '../modifiedList';
import { EMAIL_TEMPLATES } from '../onlyToday';
import { sampleTemplate } from './fields';

/** List available email templates. */
export const getMany = modifiedListOf({
  endpoint: endpoint('/templates/email/list'),
  label: 'Get Many',
  action: 'Get many email templates',
  description: 'List email templates with their identifiers, except those of the drag-and-drop editor',
  docs: 'Braze, "List available email templates"',
  onlyWith: EMAIL_TEMPLATES,
  member: 'templates',
  id: 'email_template_id',
  sample: {
    ...sampleTemplate,
    template_name: 'Weekly newsletter',
    created_at: '2026-01-15T10:00:00Z',
    updated_at: '2026-01-16T10:00:00Z',
    tags: ['demo'],
  },
});
