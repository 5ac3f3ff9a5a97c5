import { h, type JSX } from 'preact';
import type { Counts, Profile } from '../api';
import { ago, many, number, shown, when } from '../format';
import { useAnswer, useLive } from '../live';
import { usePages } from '../pages';
import { hrefOf, replace, toggled, withParam } from '../route';
import { ChipGroup, countedChips } from '../ui/chips';
import { CopyButton } from '../ui/copy';
import { Empty, Facts, Pairs } from '../ui/facts';
import { Pill } from '../ui/pill';
import { Search } from '../ui/search';
import { Toolbar } from '../ui/toolbar';
import { VirtualList } from '../ui/virtualList';
import { Columns, showDetail } from './columns';

interface ProfileList {
  readonly total: number;
  readonly profiles: readonly Profile[];
  readonly counts: { readonly vendor: Counts; readonly tracked: number; readonly email: Counts };
}

const FILTERS = ['q', 'vendor', 'tracked', 'email', 'segment'];
const isSame = (one: Profile, other: Profile): boolean => one.id === other.id && one.vendor === other.vendor;

/** The people whom the vendors know, those whom requests have changed at the top. */
export function ProfilesView({ params }: { params: URLSearchParams }): JSX.Element {
  const { overview, now } = useLive();
  const id = params.get('id');
  const vendor = params.get('of') ?? params.get('vendor');
  // A link to a person names the vendor, which is no filter then.
  const query = new URLSearchParams([...params].filter(([name]) => FILTERS.includes(name) && !(name === 'vendor' && id !== null && !params.has('of'))));
  const pages = usePages<Profile, ProfileList>(`/profiles?${query}`, ({ profiles }) => profiles);
  const summary = useAnswer<ProfileList>(`/profiles?${query}${query.size > 0 ? '&' : ''}limit=0`);
  const sought = useAnswer<ProfileList>(id === null ? undefined : `/profiles?${new URLSearchParams({ id, ...(vendor !== null && { vendor }), limit: '1' })}`);
  const profile = id === null ? pages.rowAt(0) : sought?.profiles[0];
  const labelOf = (each: string): string => overview?.vendors.find((one) => one.id === each)?.label ?? each;
  const go = (changed: URLSearchParams): void => {
    changed.delete('of');
    replace('profiles', withParam(changed, 'id', undefined));
  };
  const group = countedChips(query, go);

  return h(Columns, {
    label: 'Profile',
    filters: [
      h(Search, { label: 'Search people', value: params.get('q') ?? '', onSearch: (text: string) => go(withParam(query, 'q', text)) }),
      h(
        Toolbar,
        { label: 'Filters', className: 'toolbar' },
        h(ChipGroup, {
          label: 'Changed',
          chips: [{ value: '1', label: 'by requests', count: summary?.counts.tracked ?? 0, isOn: query.has('tracked'), kind: 'good' }],
          onToggle: (value: string) => go(toggled(query, 'tracked', value)),
        }),
        group('Email', 'email', summary?.counts.email ?? {}, undefined, () => 'bad'),
        group('Vendor', 'vendor', summary?.counts.vendor ?? {}, labelOf),
        query.has('segment') ? group('Segment', 'segment', { [query.get('segment') as string]: summary?.total ?? 0 }) : null,
      ),
    ],
    list: h(VirtualList<Profile>, {
      label: 'Profiles',
      listKey: `profiles-${query}`.replace(/[^\w-]/g, '-'),
      pages,
      rowHeight: 56,
      isChosen: (each) => profile !== undefined && isSame(each, profile),
      onChoose: (each) => {
        const changed = new URLSearchParams(query);
        changed.set('id', each.id);
        changed.set('of', each.vendor);
        replace('profiles', changed);
        showDetail();
      },
      draw: (each) => h(Row, { profile: each, vendor: labelOf(each.vendor), now: now() }),
      empty: { title: 'No such person', text: query.has('tracked') ? 'No request has changed a profile yet.' : 'Nobody meets all filters.' },
    }),
    below: h('div', { class: 'below' }, h('span', { role: 'status' }, summary ? many(summary.total, 'profile') : '')),
    detail: profile
      ? h(ProfileDetail, { profile, vendor: labelOf(profile.vendor) })
      : h(Empty, {
          title: id === null ? 'No profile to show' : `${vendor === null ? 'No vendor' : labelOf(vendor)} has no profile of ${id}`,
          text: 'Braze, HORISEN and MoEngage keep profiles. To the others, a person is only a name in a message.',
        }),
  });
}

function Row({ profile, vendor, now }: { profile: Profile; vendor: string; now: number }): JSX.Element {
  const { id, name, email, trackedAt, emailStates = [] } = profile;
  return h(
    'div',
    null,
    h(
      'div',
      { class: 'spread' },
      h('b', { class: 'cut' }, id),
      h(
        'span',
        { class: 'pills' },
        emailStates.map((state) => h(Pill, { key: state, text: state })),
      ),
    ),
    h(
      'div',
      { class: 'spread hint' },
      h('span', { class: 'cut' }, h('span', { class: 'tag' }, vendor), [name, email].filter(Boolean).join(' · ')),
      trackedAt === undefined ? null : h('span', { class: 'fixed' }, `changed ${ago(trackedAt, now)}`),
    ),
  );
}

function ProfileDetail({ profile, vendor }: { profile: Profile; vendor: string }): JSX.Element {
  const {
    id,
    name,
    email,
    phone,
    aliases = [],
    attributes,
    events = [],
    purchases = [],
    segments,
    subscriptions = {},
    emailStates = [],
    platforms = [],
    trackedAt,
  } = profile;
  const tallies = (list: NonNullable<Profile['events']>): (readonly [string, string])[] =>
    list.map(({ name: own, count, last }) => [own, `${number(count)}×, last ${when(last)}`] as const);
  return h(
    'article',
    { class: 'message' },
    h(
      'header',
      { class: 'spread' },
      h('h2', { class: 'title' }, id),
      h(
        'span',
        { class: 'pills' },
        emailStates.map((state) => h(Pill, { key: state, text: state })),
      ),
    ),
    h(Facts, {
      facts: [
        ['Vendor', vendor],
        ['Name', name],
        ['Email', email],
        ['Phone', phone],
        ['Aliases', aliases.join(', ')],
        ['Devices', platforms.join(', ')],
        ['Changed', trackedAt === undefined ? 'never, it came with the sandbox' : when(trackedAt)],
        ['Messages', h('a', { href: hrefOf('messages', { user: id, vendor: profile.vendor }) }, 'all to this person')],
      ],
    }),
    h(Pairs, { title: 'Attributes', pairs: Object.entries(attributes).map(([own, value]) => [own, shown(value)] as const) }),
    h(Pairs, { title: 'Events', pairs: tallies(events) }),
    h(Pairs, { title: 'Purchases', pairs: tallies(purchases) }),
    h(Pairs, { title: 'Subscriptions', pairs: Object.entries(subscriptions) }),
    segments.length === 0
      ? null
      : h(
          'section',
          { class: 'pairs' },
          h('h3', null, 'Segments and lists'),
          h(
            'p',
            { class: 'chips' },
            segments.map((segment) => h('a', { key: segment, class: 'chip', href: hrefOf('profiles', { segment }) }, segment)),
          ),
        ),
    h(CopyButton, { text: JSON.stringify(profile, null, 2), what: 'the profile as JSON', label: 'Copy as JSON' }),
  );
}
