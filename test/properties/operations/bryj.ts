import { listOf, membersOf, only, rowsOf, type Meanings } from './meaning';
import type { Members } from './meant';

/** What requests to Bryj have to say: API Trigger Campaigns Endpoint, by the names of its sections. */

/** "a hundred of users per call" ("JSON Body batch"). */
const MOST_IN_JSON = 100;

const cell = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** "CSV-based batch": one column for every variable. */
const tableOf = (messages: readonly Members[]): readonly (readonly string[])[] => {
  const names = Object.keys(membersOf(messages[0]?.template_variables));
  return [
    ['User', ...names],
    ...messages.map(({ user_id, template_variables }) => [cell(user_id), ...names.map((name) => cell(membersOf(template_variables)[name]))]),
  ];
};

export const bryj: Meanings = {
  'batch.cancel': ({ request_id }) => ({ method: 'PUT', path: ['api', 'campaigns', 'request', String(request_id), 'cancel'] }),
  'batch.getReport': ({ request_id }) => ({ method: 'GET', path: ['api', 'campaigns', 'report'], query: { request_id } }),
  'batch.getScheduled': ({ campaign_id }) => ({ method: 'GET', path: ['api', 'campaigns', String(campaign_id), 'request', 'scheduled'] }),
  'batch.trigger'(input) {
    const request = { method: 'POST', path: ['api', 'campaigns', 'trigger'] };
    const common = only(input, 'campaign_id', 'send_at');
    const messages = rowsOf(input.messages);
    const { file } = input as { file?: { content: string } };
    // A byte order mark would become a part of the first column's name.
    if (file) return { ...request, form: common, rows: file.content.replace(/^\ufeff/, '') };
    if (input.send_as === 'csv' || (input.send_as !== 'json' && listOf(messages).length > MOST_IN_JSON))
      return { ...request, form: common, rows: tableOf(messages) };
    return {
      ...request,
      body: { ...common, messages: messages.map(({ user_id, template_variables }) => ({ user_id, template_variables: membersOf(template_variables) })) },
    };
  },
};
