import { createHash, createHmac } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { outcomeOf, type Platform, hashOf } from './outcomes';
import { APPS, type Batch, type BryjState } from './state';

/** The bucket has its own prefix because it is another server than the API: the token must not be sent to it. */
const BUCKET = '/bryj-s3/demo-bucket';
const PLATFORMS: readonly Platform[] = ['android', 'ios'];
const COLUMNS = 'app_id,campaign_id,user_id,device_id,sent_at,request_id,channel,error_message\n';
/** Errors detected before any push was sent, so there is no sending time. */
const NEVER_SENT = new Set(['No device for user', 'Last user not logged in', 'Opt out']);

/**
 * Links to a batch's report files ("Retrieve reports"): at least one file per app, several if the batch is large. As in the page's example, the list
 * contains the first link twice.
 */
export function reportLinks(state: BryjState, batch: Batch, origin: string): string[] {
  const parts = Math.max(1, Math.ceil(batch.source.count / batch.rowsPerPart));
  const links = PLATFORMS.flatMap((platform) =>
    Array.from({ length: parts }, (_, part) =>
      sign(state, origin, `${folderOf(state, batch)}/${fileOf(batch, platform)}.csv/part-${String(part).padStart(4, '0')}`),
    ),
  );
  return [links[0] as string, ...links];
}

/** Link to the messages of a batch ("MESSAGE_JSON_OR_LINK_TO_MESSAGE_FILE"). */
export function messagesLink(state: BryjState, batch: Batch, origin: string): string {
  return sign(state, origin, `${folderOf(state, batch)}/messages.csv`);
}

/** Simulates S3 for the links: signed, short-lived, and rejecting any other authentication. */
export function fileRoutes(app: FastifyInstance, state: BryjState): void {
  type Query = Record<string, string | undefined>;
  type Params = { request: string; stamp: string; file: string; part?: string };

  const open = (url: string, query: Query, authorization: string | undefined, reply: FastifyReply): number | undefined => {
    const refuse = (status: number, code: string, message: string): undefined => {
      void reply
        .code(status)
        .type('application/xml')
        .send(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>SANDBOX</RequestId></Error>`);
      return undefined;
    };
    if (authorization !== undefined) {
      return refuse(
        400,
        'InvalidArgument',
        'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
      );
    }
    const issued = Number(query['X-Amz-Date']);
    const path = url.split('?')[0] as string;
    if (query['X-Amz-Signature'] !== signature(state, path, issued, Number(query['X-Amz-Expires']))) {
      return refuse(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided.');
    }
    if (state.world.now() >= issued + Number(query['X-Amz-Expires']) * 1000) return refuse(403, 'AccessDenied', 'Request has expired');
    return issued;
  };
  const missing = (reply: FastifyReply): FastifyReply =>
    reply
      .code(404)
      .type('application/xml')
      .send('<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>');

  app.get<{ Params: Params; Querystring: Query }>(`${BUCKET}/:request/:stamp/:file/:part`, async (request, reply) => {
    const issued = open(request.url, request.query, request.headers.authorization, reply);
    if (issued === undefined) return reply;
    const batch = state.batches.get(request.params.request);
    const platform = batch && PLATFORMS.find((name) => `${fileOf(batch, name)}.csv` === request.params.file);
    if (!batch || !platform) return missing(reply);
    const part = Number(/^part-(\d+)$/.exec(request.params.part ?? '')?.[1]);
    return reply.type('text/csv').send(Readable.from(reportPart(state, batch, platform, part, issued), { objectMode: false }));
  });

  app.get<{ Params: Params; Querystring: Query }>(`${BUCKET}/:request/:stamp/messages.csv`, async (request, reply) => {
    if (open(request.url, request.query, request.headers.authorization, reply) === undefined) return reply;
    const batch = state.batches.get(request.params.request);
    if (!batch) return missing(reply);
    return reply.type('text/csv').send(Readable.from(messageFile(batch), { objectMode: false }));
  });
}

/** One part of one app's report, generated from the batch's rows while it is read. It reflects the state at the time of the link. */
async function* reportPart(state: BryjState, batch: Batch, platform: Platform, part: number, at: number): AsyncGenerator<Buffer> {
  const { campaign, source, rowsPerPart } = batch;
  const settled = state.isSettled(batch, at);
  const publishing = campaign.channel === 'inapp' ? state.settings.publishMs : 0;
  const sentAt = new Date(state.processedAt(batch) + publishing).toISOString().replace(/\.\d+Z$/, '+00:00');
  const start = `${APPS[platform]},${campaign.id},`;
  const end = `,${batch.id},${campaign.channel},`;
  yield Buffer.from(COLUMNS);
  for await (const rows of source.blocks(part * rowsPerPart, (part + 1) * rowsPerPart)) {
    let text = '';
    for (const { user } of rows) {
      const { platforms, error } = outcomeOf(user, campaign.channel, settled);
      if (!platforms.includes(platform)) continue;
      const device = error === 'No device for user' ? '' : `${platform}-${hashOf(platform + user).toString(16)}`;
      text += `${start}${cell(user)},${device},${NEVER_SENT.has(error) ? '' : sentAt}${end}${error}\n`;
    }
    if (text) yield Buffer.from(text);
  }
}

/** The messages as a CSV file, as they were uploaded. */
async function* messageFile(batch: Batch): AsyncGenerator<Buffer> {
  const { source } = batch;
  const line = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\n`;
  yield Buffer.from(line(['User', ...source.variables]));
  for await (const rows of source.blocks(0, source.count)) {
    if (rows.length) yield Buffer.from(rows.map((row) => line([row.user, ...row.values])).join(''));
  }
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** `request_id/202209020739`, as in the page's example. */
function folderOf(state: BryjState, batch: Batch): string {
  const minute = new Date(state.world.now()).toISOString().replace(/\D/g, '').slice(0, 12);
  return `${BUCKET}/${batch.id}/${minute}`;
}

function fileOf(batch: Batch, platform: Platform): string {
  return createHash('md5')
    .update(batch.id + platform)
    .digest('hex');
}

function sign(state: BryjState, origin: string, path: string): string {
  const issued = state.world.now();
  const expires = Math.ceil(state.settings.linkMs / 1000);
  return `${origin}${path}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=${issued}&X-Amz-Expires=${expires}&X-Amz-Signature=${signature(state, path, issued, expires)}`;
}

function signature(state: BryjState, path: string, issued: number, expires: number): string {
  return createHmac('sha256', state.linkKey).update(`${path} ${issued} ${expires}`).digest('hex');
}
