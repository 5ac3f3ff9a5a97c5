import { BrazeBench, START } from '../../brazeHelpers';

/**
 * The requests of Airbyte's source for Braze, stream by stream, from its public manifest: what it sends, how it walks pages and spans of days, and the
 * types it expects. A member that is missing counts as null, which each of its types allows except where it says otherwise.
 */

let bench: BrazeBench;
beforeAll(async () => void (bench = await BrazeBench.open()));
afterAll(() => bench.close());

const START_DATE = '2022-01-01';
const DAY = 86_400_000;
const MOST_DAYS = 100;

type Row = Record<string, unknown>;
type Type = 'text' | 'whole' | 'number' | 'flag' | 'list' | 'object' | 'time' | 'texts';
interface Stream {
  readonly path: string;
  readonly member?: string;
  readonly types: Readonly<Record<string, Type>>;
  /** Members that a live account answered with. */
  readonly seen: readonly string[];
}

const fits: Readonly<Record<Type, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  whole: Number.isInteger,
  number: (value) => typeof value === 'number',
  flag: (value) => typeof value === 'boolean',
  list: Array.isArray,
  texts: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
  object: (value) => typeof value === 'object' && !Array.isArray(value),
  time: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)$/.test(value),
};
/** Rows that do not fit the stream's types, and members that a live account has and the row has not. */
const complaints = ({ types, seen }: Stream, rows: readonly Row[]): string[] =>
  rows.flatMap((row) => [
    ...Object.entries(types).flatMap(([name, type]) =>
      row[name] === undefined || row[name] === null || fits[type](row[name]) ? [] : [`${name}: ${JSON.stringify(row[name])}`],
    ),
    ...seen.filter((name) => !(name in row)).map((name) => `no ${name}`),
  ]);

const counts = Object.fromEntries(
  ['', '1', '2', '3'].flatMap((number) => [`conversions${number}`, `conversions${number}_by_send_time`]).map((name): [string, Type] => [name, 'whole']),
);
const LISTS: Readonly<Record<string, Stream>> = {
  campaigns: {
    path: '/campaigns/list',
    member: 'campaigns',
    types: { id: 'text', is_api_campaign: 'flag', last_edited: 'time', name: 'text', tags: 'texts' },
    seen: ['id', 'name', 'is_api_campaign', 'tags', 'last_edited'],
  },
  events: { path: '/events/list', member: 'events', types: {}, seen: [] },
  cards: { path: '/feed/list', member: 'cards', types: { id: 'text', type: 'text', title: 'text', tags: 'list' }, seen: ['id', 'type', 'title', 'tags'] },
  segments: {
    path: '/segments/list',
    member: 'segments',
    types: { id: 'text', name: 'text', analytics_tracking_enabled: 'flag', tags: 'list' },
    seen: ['id', 'name', 'analytics_tracking_enabled', 'tags'],
  },
};
const DETAILS: Readonly<Record<string, Stream & { of: string }>> = {
  campaign_id: {
    of: 'campaigns',
    path: '/campaigns/details',
    types: {
      description: 'text',
      archived: 'flag',
      channels: 'texts',
      conversion_behaviors: 'list',
      created_at: 'time',
      draft: 'flag',
      enabled: 'flag',
      first_sent: 'time',
      has_post_launch_draft: 'flag',
      last_sent: 'time',
      message: 'text',
      messages: 'object',
      name: 'text',
      schedule_type: 'text',
      tags: 'texts',
      teams: 'texts',
      updated_at: 'time',
    },
    seen: ['message', 'messages', 'conversion_behaviors', 'teams', 'has_post_launch_draft', 'enabled'],
  },
  segment_id: {
    of: 'segments',
    path: '/segments/details',
    types: { description: 'text', created_at: 'time', message: 'text', name: 'text', tags: 'texts', text_description: 'text', updated_at: 'time' },
    seen: ['message', 'text_description', 'description', 'updated_at'],
  },
};
const SERIES: readonly (Stream & { parent?: readonly [list: string, parameter: string]; also?: Record<string, string> })[] = [
  {
    path: '/campaigns/data_series',
    parent: ['campaigns', 'campaign_id'],
    types: { ...counts, messages: 'object', revenue: 'number', time: 'text', unique_recipients: 'whole' },
    seen: ['messages', 'revenue', 'unique_recipients', ...Object.keys(counts)],
  },
  { path: '/events/data_series', parent: ['events', 'event'], also: { unit: 'day' }, types: { count: 'whole', time: 'text' }, seen: ['count'] },
  { path: '/kpi/new_users/data_series', types: { new_users: 'whole', time: 'text' }, seen: ['new_users'] },
  { path: '/kpi/dau/data_series', types: { dau: 'whole', time: 'text' }, seen: ['dau'] },
  { path: '/kpi/uninstalls/data_series', types: { uninstalls: 'whole', time: 'text' }, seen: ['uninstalls'] },
  {
    path: '/feed/data_series',
    parent: ['cards', 'card_id'],
    types: { clicks: 'whole', impressions: 'whole', unique_clicks: 'whole', unique_impressions: 'whole', time: 'text' },
    seen: ['clicks', 'impressions', 'unique_clicks', 'unique_impressions'],
  },
  { path: '/segments/data_series', parent: ['segments', 'segment_id'], types: { size: 'number', time: 'text' }, seen: ['size'] },
];

const ask = async (path: string, query: Record<string, string>) => {
  const { status, body } = await bench.get(`${path}?${new URLSearchParams(query)}`);
  expect({ path, query, status, message: body.message }).toMatchObject({ status: 200 });
  return body;
};
/** Pages from 0, until one has fewer rows than the size that the source assumes. */
const pages = async ({ path, member = '' }: Stream): Promise<Row[]> => {
  const rows: Row[] = [];
  for (let page = 0; ; page++) {
    const found = (await ask(path, { 'last_edit.time[gt]': START_DATE, page: String(page) }))[member] as Row[];
    rows.push(...found);
    if (found.length < 2) return rows;
  }
};
/** Spans of a hundred days from the first day to today; each is asked for by its last day and its length. */
const spans = (): { ending_at: string; length: string }[] => {
  const today = Math.floor(START / DAY) * DAY;
  const all: { ending_at: string; length: string }[] = [];
  for (let from = Date.parse(START_DATE); from < today; from += MOST_DAYS * DAY) {
    const to = Math.min(from + (MOST_DAYS - 1) * DAY, today);
    all.push({ ending_at: new Date(to).toISOString().slice(0, 10), length: String((to - from) / DAY + (all.length > 0 ? 1 : 0)) });
  }
  return all;
};

describe("Airbyte's streams", () => {
  it.each(Object.entries(LISTS))('%s: pages of rows of its types, each once', async (_, stream) => {
    const rows = await pages(stream);
    expect(rows.length).toBeGreaterThan(50);
    expect(new Set(rows.map((row) => (typeof row === 'string' ? row : row.id))).size).toBe(rows.length);
    if (stream.path !== '/events/list') expect(complaints(stream, rows)).toEqual([]);
    else expect(rows.every((row) => typeof row === 'string')).toBe(true);
  });

  it.each(Object.entries(DETAILS))('details by %s have its types', async (parameter, stream) => {
    const parents = (await pages(LISTS[stream.of]!)).slice(0, 20);
    for (const { id } of parents) expect(complaints(stream, [await ask(stream.path, { [parameter]: String(id) })])).toEqual([]);
  });

  it.each(SERIES)('$path: dates without a time, and a point for every day', async (stream) => {
    const [list, parameter] = stream.parent ?? [];
    const parents = list === undefined ? [{}] : (await pages(LISTS[list]!)).filter((row) => row.analytics_tracking_enabled !== false).slice(0, 3);
    for (const parent of parents) {
      const about: Record<string, string> = parameter === undefined ? {} : { [parameter]: typeof parent === 'string' ? parent : String((parent as Row).id) };
      const rows: Row[] = [];
      for (const span of spans()) rows.push(...((await ask(stream.path, { ...stream.also, ...about, ...span })).data as Row[]));
      expect(complaints(stream, rows)).toEqual([]);
      const days = rows.map(({ time }) => Date.parse(String(time)) / DAY);
      expect(days).toEqual(days.map((_, index) => days[0]! + index));
      expect(rows.at(-1)?.time).toBe('2022-05-10');
    }
  });

  it('has e-mail and push messages with the members of a live account', async () => {
    const byChannel = new Map<string, Row>();
    for (const { id } of (await pages(LISTS.campaigns!)).slice(0, 12)) {
      const { data } = await ask('/campaigns/data_series', { campaign_id: String(id), length: '1', ending_at: '2022-05-01' });
      for (const [channel, rows] of Object.entries((data as { messages: Record<string, Row[]> }[])[0]!.messages)) if (rows[0]) byChannel.set(channel, rows[0]);
    }
    expect(Object.keys(byChannel.get('email')!).sort()).toEqual(
      [
        'variation_api_id',
        'sent',
        'opens',
        'machine_open',
        'unique_opens',
        'machine_amp_open',
        'clicks',
        'unique_clicks',
        'unsubscribes',
        'bounces',
        'delivered',
        'reported_spam',
      ].sort(),
    );
    expect(Object.keys(byChannel.get('ios_push')!)).toEqual(
      expect.arrayContaining(['variation_api_id', 'sent', 'direct_opens', 'total_opens', 'bounces', 'body_clicks']),
    );
  });

  const CANVASES: Stream = {
    path: '/canvas/list',
    member: 'canvases',
    types: { id: 'text', last_edited: 'time', name: 'text', tags: 'texts' },
    seen: ['id', 'name', 'tags', 'last_edited'],
  };

  it('canvases, canvases_details and canvases_analytics: pages, details and figures of their types', async () => {
    const canvases = await pages(CANVASES);
    expect(canvases.length).toBeGreaterThan(0);
    expect(complaints(CANVASES, canvases)).toEqual([]);
    const details: Stream = {
      path: '/canvas/details',
      types: { archived: 'flag', channels: 'texts', created_at: 'time', draft: 'flag', name: 'text', steps: 'list', tags: 'texts', variants: 'list' },
      seen: ['created_at', 'name', 'archived', 'draft', 'steps', 'variants'],
    };
    for (const { id } of canvases.slice(0, 5)) {
      expect(complaints(details, [await ask(details.path, { canvas_id: String(id) })])).toEqual([]);
      const parts = { include_variant_breakdown: 'true', include_step_breakdown: 'true', length: '14', ending_at: '2022-05-10' };
      const { data } = await ask('/canvas/data_series', { canvas_id: String(id), ...parts });
      const { stats } = data as { stats: Row[] };
      expect(complaints({ path: '', types: { time: 'text', total_stats: 'object' }, seen: ['time', 'total_stats'] }, stats)).toEqual([]);
      const days = stats.map(({ time }) => Date.parse(String(time)) / DAY);
      expect(days).toEqual(days.map((_, index) => days[0]! + index));
    }
  });
});
