import type { MessageRecord } from './records';

/** The columns of a CSV export. */
const COLUMNS: readonly (readonly [name: string, valueOf: (message: MessageRecord) => unknown])[] = [
  ['send_at', ({ sendAt }) => (Number.isFinite(sendAt) ? new Date(sendAt).toISOString() : '')],
  ['vendor', ({ vendor }) => vendor],
  ['channel', ({ channel }) => channel],
  ['type', ({ type }) => type],
  ['user', ({ user }) => user],
  ['status', ({ status }) => status],
  ['times', ({ times }) => times],
  ['missing', ({ gaps }) => [...new Set(gaps?.map(({ name }) => name))].join(' ')],
  ['title', ({ title }) => title],
  ['body', ({ body }) => body],
  ['image', ({ parts }) => parts?.image],
  ['link', ({ parts }) => parts?.link],
  ['buttons', ({ parts }) => parts?.buttons?.map(({ text }) => text).join(' | ')],
  ['campaign', ({ campaignName }) => campaignName],
  ['campaign_id', ({ campaignId }) => campaignId],
  ['batch', ({ batch }) => batch],
  ['index', ({ index }) => index],
];
/** Lines are joined before they are written: one chunk for each would be slow. */
const LINES_AT_ONCE = 500;

/** A CSV file (RFC 4180) with a header line. */
export function* csvOf(messages: Iterable<MessageRecord>): Generator<string> {
  let lines = [COLUMNS.map(([name]) => name).join()];
  for (const message of messages) {
    lines.push(COLUMNS.map(([, valueOf]) => cell(valueOf(message))).join());
    if (lines.length < LINES_AT_ONCE) continue;
    yield `${lines.join('\r\n')}\r\n`;
    lines = [];
  }
  if (lines.length > 0) yield `${lines.join('\r\n')}\r\n`;
}

/** A JSON array with a line for each message. */
export function* jsonOf(messages: Iterable<MessageRecord>): Generator<string> {
  let lines: string[] = [];
  let start = '[\n';
  for (const message of messages) {
    lines.push(JSON.stringify(message));
    if (lines.length < LINES_AT_ONCE) continue;
    yield start + lines.join(',\n');
    start = ',\n';
    lines = [];
  }
  yield `${lines.length > 0 || start === '[\n' ? start : ''}${lines.join(',\n')}\n]\n`;
}

/** Spreadsheets take some texts for formulas; a number with a sign, such as a phone's, is not one. */
const FORMULA = /^(?:[=@\t\r]|[+-](?![\d\s().-]*$))/;

function cell(value: unknown): string {
  const text = value === undefined ? '' : String(value);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
