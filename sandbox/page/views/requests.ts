import { h, type JSX } from 'preact';
import type { Counts, LogRow, WireEntry } from '../api';
import { ago, bytes, many, number, pretty, when } from '../format';
import { useAnswer, useLive } from '../live';
import { usePages } from '../pages';
import { hrefOf, replace, toggled, withParam } from '../route';
import { ChipGroup, countedChips } from '../ui/chips';
import { CopyButton } from '../ui/copy';
import { Empty, Facts } from '../ui/facts';
import { AnswerPill, Pill } from '../ui/pill';
import { Search } from '../ui/search';
import { Toolbar } from '../ui/toolbar';
import { VirtualList } from '../ui/virtualList';
import { Columns, showDetail } from './columns';

interface Log {
  readonly total: number;
  readonly requests: readonly LogRow[];
  readonly counts: { readonly vendor: Counts; readonly status: Counts; readonly fault: number };
}

const FILTERS = ['q', 'vendor', 'status', 'fault'];
const STATUS_KINDS: Readonly<Record<string, string>> = { '2xx': 'good', '3xx': 'info', '4xx': 'warn', '5xx': 'bad', none: 'bad' };

/** What went over the wire, the latest first. */
export function RequestsView({ params }: { params: URLSearchParams }): JSX.Element {
  const { overview, now } = useLive();
  const query = new URLSearchParams([...params].filter(([name]) => FILTERS.includes(name)));
  const pages = usePages<LogRow, Log>(`/log?${query}`, ({ requests }) => requests);
  const summary = useAnswer<Log>(`/log?${query}${query.size > 0 ? '&' : ''}limit=0`);
  const id = params.get('id') ?? pages.rowAt(0)?.id;
  const entry = useAnswer<WireEntry>(id === undefined ? undefined : `/log/${id}`);
  const labelOf = (each: string): string => overview?.vendors.find((one) => one.id === each)?.label ?? each;
  const go = (changed: URLSearchParams): void => replace('requests', withParam(changed, 'id', undefined));
  const group = countedChips(query, go);

  return h(Columns, {
    label: 'Request',
    filters: [
      h(Search, { label: 'Search paths, faults and IDs', value: params.get('q') ?? '', onSearch: (text: string) => go(withParam(query, 'q', text)) }),
      h(
        Toolbar,
        { label: 'Filters', className: 'toolbar' },
        group(
          'Status',
          'status',
          summary?.counts.status ?? {},
          (value) => (value === 'none' ? 'no answer' : value),
          (value) => STATUS_KINDS[value] ?? '',
        ),
        group('Vendor', 'vendor', summary?.counts.vendor ?? {}, labelOf),
        h(ChipGroup, {
          label: 'Faults',
          chips: [{ value: '1', label: 'hit by a fault', count: summary?.counts.fault ?? 0, isOn: query.has('fault'), kind: 'bad' }],
          onToggle: (value: string) => go(toggled(query, 'fault', value)),
        }),
      ),
    ],
    list: h(VirtualList<LogRow>, {
      label: 'Requests',
      listKey: `requests-${query}`.replace(/[^\w-]/g, '-'),
      pages,
      rowHeight: 56,
      isChosen: (each) => String(each.id) === String(id),
      onChoose: (each) => {
        replace('requests', withParam(params, 'id', String(each.id)));
        showDetail();
      },
      draw: (each) => h(Row, { row: each, vendor: labelOf(each.vendor), now: now() }),
      empty: { title: 'No request', text: query.size > 0 ? 'No request meets all filters.' : 'Requests to the vendors appear here as they arrive.' },
    }),
    below: h(
      'div',
      { class: 'below' },
      h('span', { role: 'status' }, summary ? many(summary.total, 'request') : ''),
      h('span', { class: 'hint' }, 'The last 500 are kept.'),
    ),
    detail: entry
      ? h(RequestDetail, { entry, vendor: labelOf(entry.vendor) })
      : h(Empty, { title: 'No request to show', text: 'A request is shown with its answer and with what it made. Passwords, keys and tokens are masked.' }),
  });
}

function Row({ row, vendor, now }: { row: LogRow; vendor: string; now: number }): JSX.Element {
  const { method, path, status, fault, at, ms } = row;
  return h(
    'div',
    null,
    h(
      'div',
      { class: 'spread' },
      h('span', { class: 'cut mono' }, h('b', null, method), ` ${path}`),
      h('span', { class: 'pills' }, fault === undefined ? null : h(Pill, { text: fault, kind: 'bad' }), h(AnswerPill, { status })),
    ),
    h(
      'div',
      { class: 'spread hint' },
      h('span', { class: 'cut' }, h('span', { class: 'tag' }, vendor), madeText(row)),
      h('span', { class: 'fixed' }, `${ms === undefined ? '' : `${number(ms)} ms · `}${ago(at, now)}`),
    ),
  );
}

const NOUNS: Readonly<Record<string, readonly [one: string, more: string]>> = {
  batch: ['batch', 'batches'],
  campaign: ['campaign', 'campaigns'],
  profile: ['profile', 'profiles'],
};

function madeText({ made, madeCount }: LogRow): string {
  const kinds = Object.entries(made).map(([kind, count]) => many(count, ...(NOUNS[kind] ?? [kind, kind])));
  return madeCount === undefined ? kinds.join(', ') : `${kinds.join(', ')} and more`;
}

function RequestDetail({ entry, vendor }: { entry: WireEntry; vendor: string }): JSX.Element {
  const { id, at, method, path, headers, body, bodyBytes, status, swallowedStatus, fault, answer, ms, made = [], authorization } = entry;
  const heads = (all: Readonly<Record<string, string>>): string =>
    Object.entries(all)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n');
  return h(
    'article',
    { class: 'message' },
    h('header', { class: 'spread' }, h('h2', { class: 'title mono' }, `${method} ${path}`), h(AnswerPill, { status })),
    fault === undefined
      ? null
      : h(
          'p',
          { class: 'notice bad' },
          `Fault: ${fault}. `,
          swallowedStatus === undefined ? '' : `It was processed with ${swallowedStatus}, but this answer was not sent.`,
        ),
    h(Facts, {
      facts: [
        ['Vendor', vendor],
        ['No.', String(id)],
        ['Time', when(at)],
        ['Took', ms === undefined ? undefined : `${number(ms)} ms`],
        ['Signed in', authorization === 'present' ? 'with an Authorization header' : 'without an Authorization header'],
        ['Body', bytes(bodyBytes)],
      ],
    }),
    made.length === 0
      ? null
      : h(
          'section',
          { class: 'pairs' },
          h('h3', null, 'Made or changed'),
          h(
            'ul',
            { class: 'plain' },
            made.map((each) => h('li', { key: `${each.kind} ${each.id}` }, h('a', { href: madeHref(entry.vendor, each) }, `${each.kind} ${each.id}`))),
          ),
        ),
    h(Wire, { title: 'Request', text: body === '' ? heads(headers) : `${heads(headers)}\n\n${pretty(body)}`, copy: body }),
    answer === undefined
      ? null
      : h(Wire, {
          title: status === null ? 'Answer that was not sent' : 'Answer',
          text: `${heads(answer.headers)}\n\n${pretty(answer.body)}${answer.more ? '\n…' : ''}`,
          copy: answer.body,
        }),
  );
}

function madeHref(vendor: string, { kind, id }: NonNullable<WireEntry['made']>[number]): string {
  if (kind === 'batch') return hrefOf('batches', { vendor, id });
  return kind === 'campaign' ? hrefOf('batches', { campaign: id }) : hrefOf('profiles', { of: vendor, id });
}

function Wire({ title, text, copy }: { title: string; text: string; copy: string }): JSX.Element {
  return h(
    'section',
    { class: 'pairs' },
    h(
      'div',
      { class: 'spread' },
      h('h3', null, title),
      copy === '' ? null : h(CopyButton, { text: copy, what: `the body of the ${title.toLowerCase()}`, label: 'Copy' }),
    ),
    h('pre', { class: 'wire', tabIndex: 0, 'aria-label': title }, text),
  );
}
