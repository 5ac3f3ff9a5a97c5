import { h, type JSX } from 'preact';
import type { MessageRecord } from '../api';
import { channelName, platformName, when } from '../format';
import { useLive } from '../live';
import { hrefOf } from '../route';
import { Facts, Pairs } from '../ui/facts';
import { CopyButton } from '../ui/copy';
import { Pill } from '../ui/pill';
import { Link } from './picture';
import { Preview } from './preview';

export const timesText = (times: number): string => (times === 2 ? 'twice' : `${times} times`);

/** Everything about one message. */
export function MessageDetail({ message }: { message: MessageRecord }): JSX.Element {
  const { vendor, batch, user, campaignId, campaignName, status, times, gaps = [], parts = {}, variables, platforms, request } = message;
  const { overview } = useLive();
  const label = overview?.vendors.find(({ id }) => id === vendor)?.label ?? vendor;
  const devices = platforms.map(platformName).filter((name) => name !== undefined);
  const missing = [...new Set(gaps.map(({ name }) => name))];
  return h(
    'article',
    { class: 'message' },
    h(
      'header',
      { class: 'spread' },
      h('h2', { class: 'title' }, user || '(no user ID)'),
      h('span', { class: 'pills' }, times > 1 ? h(Pill, { text: timesText(times), kind: 'warn' }) : null, h(Pill, { text: status })),
    ),
    times > 1
      ? h(
          'p',
          { class: 'notice warn' },
          campaignId === '' ? `This person gets the same text ${timesText(times)}. ` : `This person gets this campaign ${timesText(times)}. `,
          h('a', { href: hrefOf('messages', { user, vendor, twice: '1', ...(campaignId !== '' && { campaign: campaignId }) }) }, 'Show all'),
        )
      : null,
    missing.length > 0 ? h('p', { class: 'notice bad' }, `Missing: ${missing.join(', ')}`) : null,
    h('div', { class: 'stage' }, h(Preview, { message })),
    h(Facts, {
      facts: [
        ['Vendor', label],
        ['Channel', `${channelName(message.channel)}${devices.length > 0 ? ` (${devices.join(', ')})` : ''}`],
        ['Send time', when(message.sendAt)],
        ['Campaign', h('a', { href: hrefOf('messages', { vendor, ...(campaignId === '' ? { batch } : { campaign: campaignId }) }) }, campaignName)],
        ['Batch', h('a', { class: 'mono', href: hrefOf('batches', { vendor, id: batch }) }, batch)],
        ['Request', request === undefined ? undefined : h('a', { href: hrefOf('requests', { id: String(request) }) }, `no. ${request}`)],
        ['Person', h('a', { href: hrefOf('messages', { user }) }, `all messages to ${user}`)],
        ['Profile', h('a', { href: hrefOf('profiles', { vendor, id: user }) }, 'open')],
        ['Link', parts.link === undefined ? undefined : h(Link, { address: parts.link })],
      ],
    }),
    h(Pairs, { title: 'Variables', pairs: [...missing.map((name) => [name, h('mark', null, 'missing')] as const), ...Object.entries(variables)] }),
    h(Pairs, { title: 'Buttons', pairs: (parts.buttons ?? []).map(({ text, link }) => [text, link === undefined ? '' : h(Link, { address: link })] as const) }),
    h(CopyButton, { text: JSON.stringify(message, null, 2), what: 'the message as JSON', label: 'Copy as JSON' }),
  );
}
