import { h, type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { MessageList, MessageRecord } from '../api';
import { ago, channelName, many, number } from '../format';
import { useAnswer, useLive } from '../live';
import { MessageDetail, timesText } from '../message/detail';
import { usePages } from '../pages';
import { replace, toggled, withParam } from '../route';
import { ChipGroup, type Chip } from '../ui/chips';
import { Empty } from '../ui/facts';
import { Pill, statusKind } from '../ui/pill';
import { Search } from '../ui/search';
import { Toolbar } from '../ui/toolbar';
import { VirtualList } from '../ui/virtualList';
import { Columns, showDetail } from './columns';

const ROW_HEIGHT = 64;
const USUAL = ['sent', 'pending', 'In progress', 'canceled'];
const FILTERS = ['q', 'user', 'vendor', 'campaign', 'batch', 'channel', 'status', 'twice', 'missing'];

const keyOf = ({ vendor, batch, index }: MessageRecord): string => `${vendor}|${batch}|${index}`;
const isSame =
  (key: string | null) =>
  (message: MessageRecord): boolean =>
    keyOf(message) === key;

/** What is searched for, as it is typed: `user:` before a name finds exactly this person. */
function searchText(params: URLSearchParams): string {
  return [...params.getAll('user').map((user) => `user:${user}`), params.get('q') ?? ''].filter(Boolean).join(' ');
}

function searched(params: URLSearchParams, text: string): URLSearchParams {
  const changed = withParam(params, 'q', text.replace(/user:\S+/g, '').trim());
  changed.delete('user');
  for (const [, user] of text.matchAll(/user:(\S+)/g)) changed.append('user', user as string);
  return changed;
}

/** All messages, with filters that count what they find. */
export function MessagesView({ params }: { params: URLSearchParams }): JSX.Element {
  const { overview, now } = useLive();
  const query = new URLSearchParams([...params].filter(([name]) => FILTERS.includes(name)));
  const path = `/messages?${query}`;
  const pages = usePages<MessageRecord, MessageList>(path, ({ messages }) => messages);
  const summary = useAnswer<MessageList>(`${path}${query.size > 0 ? '&' : ''}limit=0&counts=1`);
  const key = params.get('at');
  const listed = pages.indexOf(isSame(key));
  const current = listed < 0 ? (key === null ? pages.rowAt(0) : undefined) : pages.rowAt(listed);
  // What is chosen stays in view, also when others push it out of what has been read.
  const [kept, setKept] = useState<MessageRecord>();
  useEffect(() => {
    if (current) setKept(current);
  }, [current]);
  const [vendor, batch, index] = key?.split('|') ?? [];
  const needed = current === undefined && key !== null && !(kept && isSame(key)(kept));
  const sought = useAnswer<MessageList>(
    needed ? `/messages?${new URLSearchParams({ vendor: vendor ?? '', batch: batch ?? '', offset: index ?? '0', limit: '1' })}` : undefined,
  );
  const message = current ?? (kept && (key === null || isSame(key)(kept)) ? kept : sought?.messages[0]);

  const go = (changed: URLSearchParams): void => replace('messages', withParam(changed, 'at', undefined));
  const chips = (
    name: string,
    counts: Readonly<Record<string, number>>,
    labelOf = (value: string): string => value,
    kindOf?: (value: string) => string,
  ): Chip[] => {
    const values = new Set([...Object.keys(counts), ...params.getAll(name)]);
    return [...values].map((value) => ({
      value,
      label: labelOf(value),
      count: counts[value] ?? 0,
      isOn: params.getAll(name).includes(value),
      ...(kindOf && { kind: kindOf(value) }),
    }));
  };
  const { counts } = summary ?? {};
  const labelOf = (id: string): string => overview?.vendors.find((each) => each.id === id)?.label ?? id;
  // Whatever is none of the usual statuses is why a message failed.
  const isUsual = (status: string): boolean => USUAL.includes(status);
  const byStatus = Object.entries(counts?.status ?? {});
  const known = Object.fromEntries(byStatus.filter(([status]) => isUsual(status)));
  const failed = byStatus.filter(([status]) => !isUsual(status));
  const reasons = failed.length === 0 ? {} : { failed: failed.reduce((sum, [, count]) => sum + count, 0), ...Object.fromEntries(failed) };
  const campaigns = Object.fromEntries((counts?.campaign ?? []).map(({ id, count }) => [id, count]));
  const campaignName = (id: string): string => counts?.campaign.find((each) => each.id === id)?.name ?? id;
  const group = (label: string, name: string, list: Chip[], most?: number): JSX.Element =>
    h(ChipGroup, { label, chips: list, most, onToggle: (value: string) => go(toggled(params, name, value)) });
  const mark = (name: 'twice' | 'missing', label: string): Chip => ({
    value: name,
    label,
    count: counts?.mark[name] ?? 0,
    isOn: params.has(name),
    kind: 'warn',
  });

  return h(Columns, {
    label: 'Message',
    filters: [
      h(Search, { label: 'Search messages, or user:name', value: searchText(params), onSearch: (text: string) => go(searched(params, text)) }),
      h(
        Toolbar,
        { label: 'Filters', className: 'toolbar' },
        query.size > 0 ? h('button', { type: 'button', class: 'chip clear', onClick: () => go(new URLSearchParams()) }, '× All messages') : null,
        params.has('batch')
          ? group(
              'Batch',
              'batch',
              chips('batch', { [params.get('batch') as string]: summary?.total ?? 0 }, (id) => `${id.slice(0, 8)}…`),
            )
          : null,
        group(
          'Status',
          'status',
          chips('status', known, undefined, statusKind).filter(({ value }) => !(value in reasons)),
        ),
        group(
          'Failed',
          'status',
          chips(
            'status',
            reasons,
            (status) => (status === 'failed' ? 'all' : status),
            () => 'bad',
          ).filter(({ value }) => value in reasons),
          5,
        ),
        h(ChipGroup, {
          label: 'Marks',
          chips: [mark('twice', 'twice'), mark('missing', 'value missing')],
          onToggle: (name: string) => go(withParam(params, name, params.has(name) ? undefined : '1')),
        }),
        group('Channel', 'channel', chips('channel', counts?.channel ?? {}, channelName), 12),
        group('Vendor', 'vendor', chips('vendor', counts?.vendor ?? {}, labelOf)),
        group('Campaign', 'campaign', chips('campaign', campaigns, campaignName), 4),
      ),
    ],
    list: h(VirtualList<MessageRecord>, {
      label: 'Messages',
      listKey: `messages-${query}`.replace(/[^\w-]/g, '-'),
      pages,
      rowHeight: ROW_HEIGHT,
      isChosen: (each) => message !== undefined && keyOf(each) === keyOf(message),
      onChoose: (each) => {
        replace('messages', withParam(params, 'at', keyOf(each)));
        showDetail();
      },
      draw: (each) => h(Row, { message: each, now: now(), vendor: labelOf(each.vendor) }),
      empty:
        query.size > 0
          ? { title: 'No such message', text: 'No message meets all filters.' }
          : { title: 'Nothing sent yet', text: 'Point an account at the base URL and send something. It appears here immediately.' },
    }),
    below: h(
      'div',
      { class: 'below' },
      h('span', { role: 'status' }, summary ? many(summary.total, 'message') : ''),
      h('a', { href: `/_sandbox/messages.csv?${query}`, download: 'messages.csv' }, 'CSV'),
      h('a', { href: `/_sandbox/messages.json?${query}`, download: 'messages.json' }, 'JSON'),
      summary && summary.left > 0 ? h('span', { class: 'hint' }, `${number(summary.left)} more are not searched`) : null,
    ),
    detail: message
      ? h(MessageDetail, { message })
      : h(Empty, { title: 'No message to show', text: 'Messages appear here as recipients would have received them, with their variables filled in.' }),
  });
}

function Row({ message, now, vendor }: { message: MessageRecord; now: number; vendor: string }): JSX.Element {
  const { user, title, body, parts, status, times, gaps, sendAt, campaignName } = message;
  const text = [title, parts?.text ?? body].filter(Boolean).join(' · ') || campaignName;
  return h(
    'div',
    null,
    h(
      'div',
      { class: 'spread' },
      h('b', { class: 'cut' }, user || '(no user ID)'),
      h(
        'span',
        { class: 'pills' },
        times > 1 ? h(Pill, { text: timesText(times), kind: 'warn' }) : null,
        gaps?.length ? h(Pill, { text: 'missing', kind: 'bad' }) : null,
        h(Pill, { text: status }),
      ),
    ),
    h(
      'div',
      { class: 'spread hint' },
      h('span', { class: 'cut' }, h('span', { class: 'tag' }, channelName(message.channel)), text),
      h('span', { class: 'fixed', title: vendor }, ago(sendAt, now)),
    ),
  );
}
