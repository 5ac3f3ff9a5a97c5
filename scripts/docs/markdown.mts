/** Small pieces of Markdown, and amounts in words, for everything that is generated. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Texts of the catalogue are plain: angle brackets are not HTML. */
export const plain = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('<', '&lt;').trim();
export const code = (text: string): string => `\`${text}\``;
export const italic = (text: string): string => `*${plain(text)}*`;
export const bold = (text: string): string => `**${plain(text)}**`;
export const sentence = (text: string): string => (/[.!?:]$/.test(text) ? text : `${text}.`);

const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(row)].join('\n');

export const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

/** Blocks with an empty line between them; empty ones are left out. */
export const blocks = (...all: readonly (string | undefined)[]): string => all.filter(Boolean).join('\n\n');

export const count = (number: number, what: string): string => `${number.toLocaleString('en-US')} ${what}${number === 1 ? '' : 's'}`;
export const duration = (ms: number): string =>
  ms >= HOUR && ms % HOUR === 0 ? count(ms / HOUR, 'hour') : ms >= MINUTE && ms % MINUTE === 0 ? count(ms / MINUTE, 'minute') : count(ms / SECOND, 'second');

/** The anchor that GitHub gives a heading; the site uses the same ones. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-');
