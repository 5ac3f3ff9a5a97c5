import { operation, promisedText, type Problem } from '../../../engine';
import { endpoint } from '../endpoint';
import { campaignId, sampleId } from '../fields';
import { sendId } from '../message/targets';
import { SEND_IDS } from '../onlyToday';

const { path, permission, quota } = endpoint('/sends/id/create');

const fields = {
  campaign_id: { ...campaignId, description: 'API campaign whose sends are told apart' },
  send_id: { ...sendId, description: 'Identifier to create, in letters, digits and signs of ASCII; Braze makes one up if empty', prominent: true },
} as const;

const asciiProblems = (send_id: string | undefined): readonly Problem[] =>
  send_id === undefined || /^[\x20-\x7e]*$/.test(send_id)
    ? []
    : [
        {
          field: 'send_id',
          message: `'${fields.send_id.label}' (send_id) is '${send_id}', which has characters other than those of ASCII.`,
          todo: 'Use letters without accents, digits and common signs.',
        },
      ];

/** "Create send IDs": at most 100 a day, which counts each pair of a campaign and an identifier once. */
export const create = operation({
  label: 'Create',
  action: 'Create send ID',
  description: 'Create an identifier under which the analytics of later sends of a campaign are collected; at most 100 a day. Sends nothing',
  docs: 'Braze, "Create send IDs"',
  onlyWith: SEND_IDS,
  fields,
  check: ({ send_id }) => asciiProblems(send_id),
  // Without an identifier of one's own, each request makes another; a pair of a campaign and an identifier is there once.
  retry: ({ send_id }) => (send_id === undefined ? 'nonIdempotent' : 'idempotent'),
  reachesNobody: true,
  permission,
  quota,
  ifUnknown: 'Run it again: an identifier that nobody uses only counts toward the 100 of the day.',
  returns: 'object',
  request: ([{ campaign_id, send_id }]) => ({ method: 'POST', path, body: { json: { campaign_id, ...(send_id !== undefined && { send_id }) } } }),
  parse: (reply, [{ campaign_id }]) => ({ one: { campaign_id, send_id: promisedText(reply.body, 'send_id') } }),
  sample: { campaign_id: sampleId, send_id: 'spring-2099' },
  sampleReply: { send_id: 'spring-2099', message: 'success' },
  sampleInputs: [{ campaign_id: sampleId }, { campaign_id: sampleId, send_id: 'spring-2099' }],
});
