import { h, type ComponentChild } from 'preact';
import type { MessageRecord } from '../api';

/** A text with its missing values marked where they are missing. */
export function marked(text: string, field: string, { gaps = [] }: Pick<MessageRecord, 'gaps'>): ComponentChild[] {
  const pieces: ComponentChild[] = [];
  let from = 0;
  for (const { field: own, at, length, name } of gaps) {
    if (own !== field || at < from || at + length > text.length) continue;
    pieces.push(text.slice(from, at), h('mark', { title: `${name} is missing` }, text.slice(at, at + length) || name));
    from = at + length;
  }
  return [...pieces, text.slice(from)];
}

/** A message's text, without what is shown beside it. */
export function bodyOf(message: MessageRecord): ComponentChild[] {
  const { text } = message.parts ?? {};
  return text === undefined ? marked(message.body, 'body', message) : marked(text, 'text', message);
}
