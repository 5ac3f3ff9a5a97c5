import { h, type JSX } from 'preact';
import type { CatalogSummary } from '../api';
import { ago, many, shown, when } from '../format';
import { useAnswer, useLive } from '../live';
import { usePages } from '../pages';
import { replace, withParam } from '../route';
import { CopyButton } from '../ui/copy';
import { ChipGroup } from '../ui/chips';
import { Empty, Facts, Pairs } from '../ui/facts';
import { Search } from '../ui/search';
import { Toolbar } from '../ui/toolbar';
import { VirtualList } from '../ui/virtualList';
import { Columns, showDetail } from './columns';

type Item = Readonly<Record<string, unknown>>;
interface ItemList {
  readonly total: number;
  readonly items: readonly Item[];
}

const keyOf = ({ vendor, name }: CatalogSummary): string => `${vendor} ${name}`;

/** The catalogs that the vendors have, those that requests have changed last at the top, and the items of one of them. */
export function CatalogsView({ params }: { params: URLSearchParams }): JSX.Element {
  const { overview, now } = useLive();
  const catalogs = useAnswer<{ catalogs: readonly CatalogSummary[] }>('/catalogs')?.catalogs ?? [];
  const catalog = catalogs.find((each) => keyOf(each) === params.get('catalog')) ?? catalogs[0];
  const query = new URLSearchParams({
    ...(catalog && { vendor: catalog.vendor, catalog: catalog.name }),
    ...(params.has('q') && { q: params.get('q') ?? '' }),
  });
  const labelOf = (vendor: string): string => overview?.vendors.find(({ id }) => id === vendor)?.label ?? vendor;
  const go = (changed: URLSearchParams): void => replace('catalogs', withParam(changed, 'id', undefined));
  const filters = [
    h(Search, { label: 'Search items', value: params.get('q') ?? '', onSearch: (text: string) => go(withParam(params, 'q', text)) }),
    h(
      Toolbar,
      { label: 'Catalogs', className: 'toolbar' },
      h(ChipGroup, {
        label: 'Catalog',
        // An empty one is shown without its count: what counts nothing is left out of a group.
        chips: catalogs.map((each) => ({ value: keyOf(each), label: each.name, isOn: each === catalog, ...(each.count > 0 && { count: each.count }) })),
        onToggle: (value: string) => go(withParam(params, 'catalog', value)),
      }),
    ),
  ];
  if (!catalog)
    return h(Columns, {
      label: 'Item',
      filters,
      list: h(Empty, { title: 'No catalogs', text: 'No vendor has any yet.' }),
      below: null,
      detail: h('div', null),
    });
  return h(Items, { key: keyOf(catalog), catalog, vendor: labelOf(catalog.vendor), query, params, filters, now: now() });
}

interface ItemsProps {
  readonly catalog: CatalogSummary;
  readonly vendor: string;
  readonly query: URLSearchParams;
  readonly params: URLSearchParams;
  readonly filters: readonly JSX.Element[];
  readonly now: number;
}

function Items({ catalog, vendor, query, params, filters, now }: ItemsProps): JSX.Element {
  const pages = usePages<Item, ItemList>(`/catalogs/items?${query}`, ({ items }) => items);
  const id = params.get('id');
  const listed = id === null ? 0 : pages.indexOf((item) => String(item.id) === id);
  const chosen = pages.rowAt(Math.max(0, listed));
  return h(Columns, {
    label: 'Item',
    filters: [...filters],
    list: h(VirtualList<Item>, {
      label: 'Items',
      listKey: `catalogs-${query}`.replace(/[^\w-]/g, '-'),
      pages,
      rowHeight: 56,
      isChosen: (each) => chosen !== undefined && each.id === chosen.id,
      onChoose: (each) => {
        replace('catalogs', withParam(params, 'id', String(each.id)));
        showDetail();
      },
      draw: (each) => h(Row, { item: each }),
      empty: { title: 'No such item', text: params.has('q') ? 'No item has all these words.' : 'The catalog is empty.' },
    }),
    below: h('div', { class: 'below' }, h('span', { role: 'status' }, many(pages.total ?? 0, 'item'))),
    detail: h(
      'article',
      { class: 'message' },
      h('header', { class: 'spread' }, h('h2', { class: 'title' }, chosen ? String(chosen.id) : catalog.name)),
      h(Facts, {
        facts: [
          ['Vendor', vendor],
          ['Catalog', catalog.name],
          ['Description', catalog.description],
          ['Selections', catalog.selections.join(', ')],
          ['Changed', `${when(catalog.updatedAt)} (${ago(catalog.updatedAt, now)})`],
        ],
      }),
      chosen
        ? h(Pairs, { title: 'Fields', pairs: Object.entries(chosen).map(([name, value]) => [name, shown(value)] as const) })
        : h(Pairs, { title: 'Fields', pairs: catalog.fields.map(({ name, type }) => [name, type] as const) }),
      chosen ? h(CopyButton, { text: JSON.stringify(chosen, null, 2), what: 'the item as JSON', label: 'Copy as JSON' }) : null,
    ),
  });
}

function Row({ item }: { item: Item }): JSX.Element {
  const { id, ...values } = item;
  const first = Object.entries(values)
    .map(([name, value]) => `${name}: ${shown(value)}`)
    .join(' · ');
  return h(
    'div',
    null,
    h('div', { class: 'spread' }, h('b', { class: 'cut' }, String(id))),
    h('div', { class: 'spread hint' }, h('span', { class: 'cut' }, first)),
  );
}
