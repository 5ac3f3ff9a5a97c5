import { isRecord } from '../../server/body';
import type { ExportAccount, SegmentFacts } from './account';
import type { UserLines } from './archive';
import { crowdLines } from './crowd';

const ALL_ATTRIBUTES = 'custom_attributes';

/**
 * The current users of a segment: stored users are copied, because they may change before the link is read. `attributes` are the only custom attributes
 * wanted, unless the fields name all of them.
 */
export function linesOf(account: ExportAccount, segment: SegmentFacts, fields: readonly string[] | undefined, attributes?: readonly string[]): UserLines {
  const some = attributes !== undefined && !fields?.includes(ALL_ATTRIBUTES) ? new Set(attributes) : undefined;
  const members = some && fields ? [...fields, ALL_ATTRIBUTES] : fields;
  const rows = account.rowsOf(segment, members);
  if (rows === undefined) {
    const crowd = crowdLines(account.sizeOf(segment), members, account.world.now(), account.settings.appboy !== 0);
    return some ? { count: crowd.count, at: (index) => JSON.stringify(withOnly(some, JSON.parse(crowd.at(index)) as object)) } : crowd;
  }
  const lines = Array.from(rows, (row) => JSON.stringify(some ? withOnly(some, row) : row));
  return { count: lines.length, at: (index) => lines[index] as string };
}

function withOnly(names: ReadonlySet<string>, row: object): object {
  const { [ALL_ATTRIBUTES]: all, ...others } = row as Record<string, unknown>;
  const wanted = Object.entries(isRecord(all) ? all : {}).filter(([name]) => names.has(name));
  return wanted.length > 0 ? { ...others, [ALL_ATTRIBUTES]: Object.fromEntries(wanted) } : others;
}
