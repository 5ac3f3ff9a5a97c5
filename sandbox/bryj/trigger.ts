import type { FastifyInstance, FastifyRequest } from 'fastify';
import { rowsInMemory, type Row, type RowSource } from '../csv/rows';
import { drain, isRecord, readJson } from '../server/body';
import { countPeople } from './people';
import { refuse, Refusal } from './refusals';
import { readSendAt } from './sendAt';
import { APPS, newId, type Batch, type BryjState, type Campaign } from './state';
import { receiveUpload, type Upload } from './upload';

/** `POST /api/campaigns/trigger`, section "Create a request": JSON messages or an attached CSV file. */
export function triggerRoute(app: FastifyInstance, state: BryjState): void {
  app.post('/api/campaigns/trigger', async (request) => {
    const type = request.headers['content-type'] ?? '';
    if (/^multipart\/form-data\b/i.test(type)) return fromCsv(request, state);
    if (/^application\/json\b/i.test(type)) return fromJson(request, state);
    // "sending the file content in a body will not work": in any other body no parameter is found.
    await drain(request);
    throw refuse.noCampaign();
  });
}

async function fromJson(request: FastifyRequest, state: BryjState): Promise<{ request_id: string }> {
  const body = await readJson(request);
  const params = isRecord(body) ? body : {};
  const campaign = readCampaign(params.campaign_id, state);
  const now = state.world.now();
  const sendAt = readSendAt(params.send_at, now);
  const hasMessages = Array.isArray(params.messages) && params.messages.length > 0;
  if (hasMessages && params.file !== undefined) throw refuse.bothMessages();
  if (!hasMessages) throw refuse.noMessages();
  const source = readMessages(params.messages as unknown[], campaign);
  return accept(request, state, { campaign, form: 'json', createdAt: now, sendAt, source });
}

async function fromCsv(request: FastifyRequest, state: BryjState): Promise<{ request_id: string }> {
  // The Ruby sample sets the type manually without the boundary, so that no server can separate the parts.
  if (!/;\s*boundary=/i.test(request.headers['content-type'] ?? '')) {
    await drain(request);
    throw refuse.noCampaign();
  }
  const upload = await receiveUpload(request, state);
  try {
    const now = state.world.now();
    if (upload.cutOff) throw refuse.csv('unexpected end of the multipart data');
    if (Object.keys(upload.fields).some((name) => name.startsWith('campaign_id['))) throw refuse.campaignNotString();
    const campaign = readCampaign(upload.fields.campaign_id, state);
    const sendAt = readSendAt(upload.fields.send_at, now);
    const source = readFile(upload, campaign);
    const batch = { campaign, form: 'csv' as const, createdAt: now, sendAt, source };
    if (request.fault?.kind === 'acceptAndDrop') await upload.discard();
    return await accept(request, state, batch);
  } catch (error) {
    await upload.discard();
    throw error;
  }
}

async function accept(request: FastifyRequest, state: BryjState, batch: Omit<Batch, 'id' | 'rowsPerPart'>): Promise<{ request_id: string }> {
  if (request.fault?.kind === 'acceptAndDrop') return { request_id: newId() };
  await countPeople(state.accepted, batch.source);
  return { request_id: state.addBatch(batch).id };
}

/** "Troubleshooting", the five messages about the campaign identifier. */
function readCampaign(id: unknown, state: BryjState): Campaign {
  if (id === undefined || id === null) throw refuse.noCampaign();
  if (typeof id !== 'string') throw refuse.campaignNotString();
  if (id.trim() === '') throw refuse.emptyCampaign();
  const campaign = state.campaigns.get(id);
  if (!campaign) throw refuse.unknownCampaign(id);
  if (campaign.state !== 'ongoing') throw refuse.campaignNotReady(id, APPS.android);
  return campaign;
}

/** "JSON Body batch": each message has a `user_id` and all the campaign's variables ("Troubleshooting" requires this for JSON too). */
function readMessages(messages: readonly unknown[], campaign: Campaign): RowSource {
  const names = new Set(campaign.variables);
  const read = messages.map((message) => {
    if (!isRecord(message) || typeof message.user_id !== 'string' || message.user_id.trim() === '') throw refuse.noUserId();
    const variables = isRecord(message.template_variables) ? message.template_variables : {};
    for (const name of Object.keys(variables)) names.add(name);
    return { user: message.user_id, variables };
  });
  const missing = campaign.variables.filter((name) => read.some(({ variables }) => !Object.hasOwn(variables, name)));
  if (missing.length) throw refuse.missingVariables(missing);
  const columns = [...names];
  const rows: Row[] = read.map(({ user, variables }) => ({
    user,
    values: columns.map((name) => (Object.hasOwn(variables, name) ? asText(variables[name]) : '')),
  }));
  return rowsInMemory(columns, rows);
}

/** "CSV-based batch": a `.csv` file of at most 1 GB in UTF-8 with the column `User` and one for every variable. */
function readFile(upload: Upload, campaign: Campaign): RowSource {
  const { file, fields } = upload;
  if (file && fields.messages !== undefined) throw refuse.bothMessages();
  if (!file) throw refuse.noMessages();
  if (!/\.csv$/i.test(file.name)) throw refuse.notCsv();
  if (file.spool.tooLarge) throw new Refusal('The file is larger than 1 Go', 413);
  if (file.spool.error) throw refuse.csv(file.spool.error.message);
  const header = file.spool.header ?? [];
  if (!header.includes('User')) throw refuse.noUserColumn();
  const missing = campaign.variables.filter((name) => !header.includes(name));
  if (missing.length) throw refuse.missingVariables(missing);
  return file.spool.source();
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
