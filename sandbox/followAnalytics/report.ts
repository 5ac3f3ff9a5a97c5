import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { originOf } from '../server/control';
import { linkTo } from './links';
import { outcomesOf } from './outcomes';
import { textIn, type Query } from './query';
import { refuse } from './refusals';
import type { Batch, Campaign, FollowState, Message } from './state';

const COLUMNS = 'campaign_identifier,request_id,user_id,device_id,processed_at,status_code,status_details,channel\n';
/** Messages whose rows are written at a time. */
const BLOCK = 1000;

/** `GET /api/campaigns/request` ("Retrieve a sending report"): a link once everything was sent, "not yet complete" before. */
export function reportRoutes(scope: FastifyInstance, state: FollowState): void {
  scope.get<{ Querystring: Query }>('/api/campaigns/request', async (request, reply) => {
    const id = textIn(request.query, 'request_id') ?? '';
    const batch = state.batches.get(id);
    if (!batch) throw refuse.noRequest(id);
    if (state.batchPhase(batch) !== 'complete') return reply.code(202).send({ success: true, result: 'Request not yet complete' });
    return { success: true, result: { report_url: linkTo(state, originOf(request.headers.host), `/reports/${encodeURIComponent(id)}.csv`) } };
  });
}

/** The file behind the link, generated while it is read. */
export function reportFiles(scope: FastifyInstance, state: FollowState): void {
  scope.get<{ Params: { file: string } }>('/reports/:file', async ({ params }, reply) => {
    const batch = state.batches.get(params.file.replace(/\.csv$/, ''));
    if (!batch) return reply.code(404).type('application/xml').send('<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code></Error>');
    return reply.type('text/csv').send(Readable.from(reportOf(state, batch), { objectMode: false }));
  });
}

function* reportOf(state: FollowState, batch: Batch): Generator<Buffer> {
  yield Buffer.from(COLUMNS);
  for (const campaign of batch.campaigns) {
    if (batch.canceled.has(campaign.id)) continue;
    for (let from = 0; from < batch.messages.length; from += BLOCK) {
      yield Buffer.from(
        batch.messages
          .slice(from, from + BLOCK)
          .map((message) => rowsOf(state, batch, campaign, message))
          .join(''),
      );
    }
  }
}

function rowsOf(state: FollowState, batch: Batch, campaign: Campaign, message: Message): string {
  const at = new Date(state.completeAt(batch)).toISOString();
  return outcomesOf(state, campaign, message)
    .map(({ device, code, channel }) => {
      const details = code === 'VALIDATION_ERROR' ? 'missing template variables' : '';
      return `${[campaign.id, batch.id, message.user_id, device, at, code, details, channel].map(cell).join(',')}\n`;
    })
    .join('');
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
