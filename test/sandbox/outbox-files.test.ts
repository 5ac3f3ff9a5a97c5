import { parse } from 'csv-parse/sync';
import { BrazeBench } from './brazeHelpers';
import { OutboxReader } from './outboxHelpers';

let bench: BrazeBench;
let outbox: OutboxReader;
beforeEach(async () => {
  bench = await BrazeBench.open();
  outbox = new OutboxReader(bench.sandbox.url);
});
afterEach(() => bench.close());

const TITLE = 'Say "hi", please';
const send = async (ids: string[], title = TITLE): Promise<string> => {
  const { body } = await bench.post('/messages/send', { external_user_ids: ids, messages: { android_push: { title, alert: 'two\nlines' } } });
  return String(body.dispatch_id);
};

it('messages as CSV have a line each, whatever is in them', async () => {
  const batch = await send(['user2', 'ghost']);
  const answer = await outbox.fetch(`/messages.csv?batch=${batch}`);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="messages.csv"');
  const rows = parse(await answer.text(), { columns: true }) as Record<string, string>[];
  expect(rows.map(({ user, title, body, status, send_at, channel }) => [user, title, body, status, send_at, channel])).toEqual([
    ['user2', TITLE, 'two\nlines', 'sent', '2022-05-10T12:00:00.000Z', 'push'],
    ['ghost', TITLE, 'two\nlines', 'unknown user', '2022-05-10T12:00:00.000Z', 'push'],
  ]);
});

it('no text is a formula to a spreadsheet, and a phone number stays one', async () => {
  const batch = await send(['=1+1', '+41790000000', '@SUM(A1)', '-x', 'a=1']);
  const rows = parse(await (await outbox.fetch(`/messages.csv?batch=${batch}`)).text(), { columns: true }) as Record<string, string>[];
  expect(rows.map(({ user }) => user)).toEqual(["'=1+1", '+41790000000', "'@SUM(A1)", "'-x", 'a=1']);
});

it('messages as JSON are the whole of them, beyond one page', async () => {
  await bench.control('POST', '/bryj/synthetic', { rows: 1234, prefix: 'many-' });
  const answer = await outbox.fetch('/messages.json?q=many-');
  const messages = (await answer.json()) as { user: string; vendor: string }[];
  expect([messages.length, messages[1233]]).toEqual([1234, expect.objectContaining({ vendor: 'bryj', user: 'many-0001234' })]);
  expect(await (await outbox.fetch('/messages.json?q=nothing-of-that-kind')).json()).toEqual([]);
});

it('a file is filtered like the list, and refuses what the list refuses', async () => {
  await send(['user2', 'ghost']);
  const text = await (await outbox.fetch('/messages.csv?status=unknown+user')).text();
  expect((parse(text, { columns: true }) as { user: string }[]).map(({ user }) => user)).toEqual(['ghost']);
  expect((await outbox.fetch('/messages.csv?stauts=sent')).status).toBe(400);
});
