import { h, type JSX } from 'preact';

const GOOD = ['sent', 'processed', 'published', 'complete', 'ongoing', 'active'];
const WAITING = ['pending', 'scheduled', 'sending', 'draft', 'wait_sync'];
const BUSY = ['processing', 'In progress'];
const NEUTRAL = ['canceled', 'finished', 'stopped', 'paused', 'archived', 'API'];

/** The colour of a status: everything that is none of the known ones is why a message did not arrive. */
export function statusKind(status: string): string {
  if (GOOD.includes(status)) return 'good';
  if (WAITING.includes(status)) return 'info';
  if (BUSY.includes(status)) return 'warn';
  return NEUTRAL.includes(status) ? '' : 'bad';
}

export const Pill = ({ text, kind = statusKind(text) }: { text: string; kind?: string }): JSX.Element => h('span', { class: `pill ${kind}` }, text);

/** The status of an answer. */
export function AnswerPill({ status }: { status: number | null }): JSX.Element {
  const kind = status === null || status >= 500 ? 'bad' : status >= 400 ? 'warn' : status >= 300 ? 'info' : 'good';
  return h(Pill, { text: status === null ? 'no answer' : String(status), kind });
}
