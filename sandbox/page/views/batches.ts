import { h, type JSX } from 'preact';
import type { Batch, Counts, MessageList, VendorOverview } from '../api';
import { ago, bytes, many, number, when } from '../format';
import { useAnswer, useLive } from '../live';
import { Preview } from '../message/preview';
import { usePages } from '../pages';
import { hrefOf, replace, withParam } from '../route';
import { countedChips } from '../ui/chips';
import { Empty, Facts } from '../ui/facts';
import { Pill, statusKind } from '../ui/pill';
import { Search } from '../ui/search';
import { Toolbar } from '../ui/toolbar';
import { VirtualList } from '../ui/virtualList';
import { Columns, showDetail } from './columns';

interface BatchList {
  readonly total: number;
  readonly batches: readonly Batch[];
  readonly counts: { readonly vendor: Counts; readonly state: Counts };
}

const FILTERS = ['q', 'vendor', 'state', 'campaign'];

/** Batches of all vendors, and the campaigns that can be sent. */
export function BatchesView({ params }: { params: URLSearchParams }): JSX.Element {
  const { overview, now } = useLive();
  const id = params.get('id');
  // A link to a batch names its vendor, which is no filter then.
  const query = new URLSearchParams([...params].filter(([name]) => FILTERS.includes(name) && !(name === 'vendor' && id !== null)));
  const pages = usePages<Batch, BatchList>(`/batches?${query}`, ({ batches }) => batches);
  const summary = useAnswer<BatchList>(`/batches?${query}${query.size > 0 ? '&' : ''}limit=0`);
  const listed = id === null ? 0 : pages.indexOf((batch) => batch.id === id);
  const vendor = params.get('vendor');
  const sought = useAnswer<Batch>(listed < 0 && id !== null && vendor !== null ? `/${vendor}/batches/${encodeURIComponent(id)}` : undefined);
  const batch = listed < 0 ? sought : pages.rowAt(listed);
  const labelOf = (each: string): string => overview?.vendors.find((one) => one.id === each)?.label ?? each;
  const go = (changed: URLSearchParams): void => replace('batches', withParam(changed, 'id', undefined));
  const group = countedChips(query, go);
  const uploads = overview?.vendors.flatMap(({ uploads: own, label }) => own.map((upload) => ({ ...upload, label }))) ?? [];

  return h(Columns, {
    label: 'Batch',
    filters: [
      h(Search, { label: 'Search batches and campaigns', value: params.get('q') ?? '', onSearch: (text: string) => go(withParam(query, 'q', text)) }),
      h(
        Toolbar,
        { label: 'Filters', className: 'toolbar' },
        query.has('campaign') ? group('Campaign', 'campaign', { [query.get('campaign') as string]: summary?.total ?? 0 }) : null,
        group('State', 'state', summary?.counts.state ?? {}, undefined, statusKind),
        group('Vendor', 'vendor', summary?.counts.vendor ?? {}, labelOf),
      ),
      uploads.map(({ label, rows, bytes: size }, index) =>
        h('p', { key: index, class: 'notice info' }, `${label}: receiving a file, ${many(rows, 'person', 'people')}, ${bytes(size)} so far`),
      ),
    ],
    list: h(VirtualList<Batch>, {
      label: 'Batches',
      listKey: `batches-${query}`.replace(/[^\w-]/g, '-'),
      pages,
      rowHeight: 80,
      isChosen: (each) => batch !== undefined && each.id === batch.id && each.vendor === batch.vendor,
      onChoose: (each) => {
        const changed = new URLSearchParams(query);
        changed.set('id', each.id);
        replace('batches', changed);
        showDetail();
      },
      draw: (each) => h(Row, { batch: each, vendor: labelOf(each.vendor), now: now() }),
      empty: { title: 'No batch', text: query.size > 0 ? 'No batch meets all filters.' : 'A batch appears here as soon as something is sent.' },
    }),
    below: h('div', { class: 'below' }, h('span', { role: 'status' }, summary ? many(summary.total, 'batch', 'batches') : '')),
    detail: [
      batch
        ? h(BatchDetail, { key: batch.id, batch, vendor: labelOf(batch.vendor) })
        : h(Empty, { title: 'No batch chosen', text: 'A batch is what one request, or one run of a campaign, sends.' }),
      h(Campaigns, { key: 'campaigns', vendors: overview?.vendors ?? [] }),
    ],
  });
}

function Row({ batch, vendor, now }: { batch: Batch; vendor: string; now: number }): JSX.Element {
  const { campaignName, state, channel, form, bytes: size, count, sendAt } = batch;
  return h(
    'div',
    { class: 'batch' },
    h('div', { class: 'spread' }, h('b', { class: 'cut' }, campaignName), h(Pill, { text: state })),
    h(
      'div',
      { class: 'spread hint' },
      h('span', { class: 'cut' }, `${vendor} · ${channel} · ${form}${size === undefined ? '' : ` ${bytes(size)}`}`),
      h('span', { class: 'fixed' }, ago(sendAt, now)),
    ),
    h('div', { class: 'people' }, many(count, 'message')),
  );
}

function BatchDetail({ batch, vendor }: { batch: Batch; vendor: string }): JSX.Element {
  const { id, campaignId, campaignName, state, channel, form, createdAt, sendAt, count, bytes: size, request } = batch;
  const list = useAnswer<MessageList>(`/messages?${new URLSearchParams({ vendor: batch.vendor, batch: id, limit: '3', counts: '1' })}`);
  const link = (more: Readonly<Record<string, string>> = {}): string => hrefOf('messages', { vendor: batch.vendor, batch: id, ...more });
  return h(
    'article',
    { class: 'message' },
    h('header', { class: 'spread' }, h('h2', { class: 'title' }, campaignName), h(Pill, { text: state })),
    h(
      'p',
      { class: 'chips' },
      Object.entries(list?.counts?.status ?? {}).map(([status, number_]) =>
        h('a', { key: status, class: `chip ${statusKind(status)}`, href: link({ status }) }, status, h('span', { class: 'count' }, ` ${number(number_)}`)),
      ),
    ),
    h(Facts, {
      facts: [
        ['Vendor', vendor],
        ['Messages', h('a', { href: link() }, number(count))],
        ['Channel', channel],
        ['Sent as', `${form}${size === undefined ? '' : `, ${bytes(size)}`}`],
        ['Received', when(createdAt)],
        ['Send time', when(sendAt)],
        ['Campaign', campaignId === '' ? undefined : h('a', { class: 'mono', href: hrefOf('batches', { campaign: campaignId }) }, campaignId)],
        ['Batch', h('span', { class: 'mono' }, id)],
        ['Request', request === undefined ? undefined : h('a', { href: hrefOf('requests', { id: String(request) }) }, `no. ${request}`)],
      ],
    }),
    h(
      'div',
      { class: 'stage many' },
      list?.messages.map((message) => h('div', { key: message.index, class: 'sample' }, h('p', { class: 'who' }, message.user), h(Preview, { message }))),
    ),
  );
}

/** The campaigns that exist, folded by vendor. */
function Campaigns({ vendors }: { vendors: readonly VendorOverview[] }): JSX.Element {
  return h(
    'section',
    { class: 'campaigns' },
    h('h2', null, 'Campaigns'),
    vendors
      .filter(({ campaigns }) => campaigns.length > 0)
      .map(({ id, label, campaigns }) =>
        h(
          'details',
          { key: id },
          h('summary', null, label, h('span', { class: 'hint' }, ` ${number(campaigns.length)}`)),
          h(
            'ul',
            { class: 'plain' },
            campaigns.map((campaign) =>
              h(
                'li',
                { key: campaign.id },
                h('div', { class: 'spread' }, h('a', { href: hrefOf('batches', { campaign: campaign.id }) }, campaign.name), h(Pill, { text: campaign.state })),
                h('div', { class: 'mono hint' }, campaign.id),
                h('div', { class: 'hint' }, `${campaign.channel} · ${campaign.variables.join(', ') || 'no variables'}`),
              ),
            ),
          ),
        ),
      ),
  );
}
