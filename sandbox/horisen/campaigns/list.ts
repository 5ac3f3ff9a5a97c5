import { CHANNELS, STATUSES } from '../account';
import { refuse } from '../refusals';
import type { HorisenState } from '../state';
import { OPTIONAL, READ_ONLY, REQUIRED } from './campaign';
import { readFilter } from './filters';
import { EXTRAS, wireOf, type Extra } from './wire';

export type Query = Readonly<Record<string, string | string[] | undefined>>;

const FIELDS: readonly string[] = [...REQUIRED, ...OPTIONAL, ...READ_ONLY];
const PAGING = ['fields', 'sort', 'page_number', 'page_size'];
const ENUMS: Readonly<Record<string, readonly string[]>> = { sending_type: CHANNELS, status: STATUSES };
const DEFAULT_SIZE = 10;

/** The form of an array is undocumented: comma-separated, or a repeated name, also with `[]`. */
function listIn(query: Query, name: string): string[] {
  const given = [query[name] ?? [], query[`${name}[]`] ?? []].flat();
  return given.flatMap((each) => each.split(',')).filter((each) => each !== '');
}

/** "fields": the optional sub-objects. */
export function readExtras(query: Query): Extra[] {
  const names = listIn(query, 'fields');
  const wrong = names.find((name) => !EXTRAS.some((each) => each === name));
  if (wrong !== undefined) throw refuse.one('fields', `This value must be one of ${EXTRAS.join(', ')}`);
  return names as Extra[];
}

function readNumber(query: Query, name: string, ifNone: number): number {
  const given = query[name] ?? String(ifNone);
  if (typeof given !== 'string' || !/^[1-9]\d{0,6}$/.test(given)) throw refuse.one(name, 'This value must be an integer from 1');
  return Number(given);
}

/** "Get a List of Campaigns" (HORISEN Campaign API, 3.2); oldest first by default. */
export function listCampaigns(state: HorisenState, query: Query, address: string): object {
  const extras = readExtras(query);
  const tests = Object.entries(query)
    .filter(([name]) => !PAGING.includes(name.replace(/\[\]$/, '')))
    .map(([name, value]) => {
      if (typeof value !== 'string') throw refuse.one(name, 'This parameter must not be repeated');
      const words = ENUMS[name];
      if (words && !words.includes(value)) throw refuse.one(name, `This value must be one of ${words.join(', ')}`);
      return readFilter(name, value, FIELDS);
    });
  const columns = listIn(query, 'sort').map((column) => ({ name: column.replace(/^-/, ''), sign: column.startsWith('-') ? -1 : 1 }));
  const unknown = columns.find(({ name }) => !FIELDS.includes(name));
  if (unknown) throw refuse.one('sort', `There is no column ${unknown.name}`);

  const rows = state.campaigns
    .all()
    .map((campaign) => ({ campaign, row: wireOf(state, campaign) }))
    .filter(({ row }) => tests.every((test) => test(row)));
  rows.sort((one, other) => {
    for (const { name, sign } of columns) {
      const [a, b] = [String(one.row[name] ?? ''), String(other.row[name] ?? '')];
      if (a !== b) return a < b ? -sign : sign;
    }
    return 0;
  });

  const perPage = Math.min(readNumber(query, 'page_size', DEFAULT_SIZE), state.settings.pageMost);
  const currentPage = readNumber(query, 'page_number', 1);
  const totalPages = Math.ceil(rows.length / perPage);
  const data = rows.slice((currentPage - 1) * perPage, currentPage * perPage).map(({ campaign }) => wireOf(state, campaign, extras));
  const link = (page: number): string => (page >= 1 && page <= totalPages ? `${address}?page_number=${page}&page_size=${perPage}` : '');
  return {
    data,
    meta: {
      pagination: {
        total: rows.length,
        count: data.length,
        perPage,
        currentPage,
        totalPages,
        links: { first: link(1), last: link(totalPages), prev: link(currentPage - 1), next: link(currentPage + 1) },
      },
    },
  };
}
