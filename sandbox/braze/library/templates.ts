import type { FastifyInstance } from 'fastify';
import { demand, filled, flag as isFlag, isGiven, text as isText } from '../checks';
import { post, type Body } from '../endpoint';
import { iso } from '../exports/iso';
import { text, type Query } from '../exports/query';
import { bad } from '../exports/refusals';
import { newId } from '../outbox/batch';
import type { BrazeState } from '../state';
import { blocksIn, type EmailTemplate } from './library';
import { modifiedRoute } from './listed';
import { tagsIn } from './tags';

const TEXTS = { subject: isText, body: isText, plaintext_body: isText, preheader: isText, should_inline_css: isFlag };
const CHANGEABLE = ['template_name', ...Object.keys(TEXTS), 'tags'];

/** The pages "... email template" below "Templates". */
export function emailTemplateRoutes(app: FastifyInstance, state: BrazeState): void {
  const { library } = state;

  modifiedRoute(app, '/templates/email/list', {
    member: 'templates',
    noun: 'Template',
    things: () => library.templates.values(),
    rowOf,
    takesZero: true,
  });

  app.get<{ Querystring: Query }>('/templates/email/info', async ({ query }) => {
    const template = templateOf(state, text(query, 'email_template_id'));
    const { subject, preheader, body, plaintext, inlineCss } = template;
    return { ...rowOf(template), description: '', subject, preheader, body, plaintext_body: plaintext, should_inline_css: inlineCss };
  });

  post(app, state, '/templates/email/create', (body) => {
    if (!isGiven(body.template_name) || body.template_name === '') throw bad('Template Name is required');
    demand(body, { required: { template_name: filled, subject: isText, body: isText }, optional: TEXTS });
    const now = state.world.now();
    const template: EmailTemplate = {
      ...{ id: newId(), name: body.template_name as string, subject: '', body: '', plaintext: '', preheader: '', tags: [], inlineCss: true },
      ...changesIn(state, body),
      ...{ createdAt: now, editedAt: now },
    };
    return { answer: { email_template_id: template.id, message: 'success' }, effect: () => void library.templates.set(template.id, template) };
  });

  post(app, state, '/templates/email/update', (body) => {
    const template = templateOf(state, body.email_template_id);
    if (!CHANGEABLE.some((name) => isGiven(body[name]))) throw bad('At least one field to update must be specified');
    if (body.template_name === '') throw bad('Template Name is required');
    demand(body, { optional: { template_name: filled, ...TEXTS } });
    const changes = { ...changesIn(state, body), editedAt: state.world.now() };
    return { answer: { message: 'success' }, effect: () => void Object.assign(template, changes) };
  });
}

const rowOf = ({ id, name, createdAt, editedAt, tags }: EmailTemplate) => ({
  ...{ email_template_id: id, template_name: name, created_at: iso(createdAt), updated_at: iso(editedAt), tags },
});

function templateOf({ library }: BrazeState, id: unknown): EmailTemplate {
  const template = library.templates.get(id as string);
  if (template === undefined) throw bad('email_template_id must be a string of the email template api identifier');
  return template;
}

/** What a request says of a template, under the names it is stored by. */
function changesIn({ library }: BrazeState, body: Body): Partial<EmailTemplate> {
  const tags = tagsIn(body.tags, library);
  const unknown = blocksIn(`${String(body.body ?? '')}${String(body.plaintext_body ?? '')}`).filter((name) => !library.blockNamed(name));
  if (unknown.length > 0) throw bad('Email must have valid content block names.');
  const said = {
    ...{ name: body.template_name, subject: body.subject, body: body.body, plaintext: body.plaintext_body, preheader: body.preheader },
    ...{ inlineCss: body.should_inline_css, tags },
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => isGiven(value))) as Partial<EmailTemplate>;
}
