import { h, type JSX } from 'preact';
import type { MessageRecord } from '../api';
import { pretty } from '../format';

/** The request that a webhook would make. */
export function Webhook({ message }: { message: MessageRecord }): JSX.Element {
  const { call } = message.parts ?? {};
  if (!call) return h('pre', { class: 'wire', tabIndex: 0 }, `${message.title}\n\n${message.body}`);
  const headers = Object.entries(call.headers).map(([name, value]) => `${name}: ${value}`);
  return h('pre', { class: 'wire', tabIndex: 0, 'aria-label': 'Request' }, [`${call.method} ${call.url}`, ...headers, '', pretty(call.body)].join('\n'));
}
