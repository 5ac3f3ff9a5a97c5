import type { ExportAccount, SegmentFacts } from './account';
import type { UserLines } from './archive';
import { crowdLines } from './crowd';

/** The current users of a segment: stored users are copied, because they may change before the link is read. */
export function linesOf(account: ExportAccount, segment: SegmentFacts, fields: readonly string[] | undefined): UserLines {
  const rows = account.rowsOf(segment, fields);
  if (rows === undefined) return crowdLines(account.sizeOf(segment), fields, account.world.now(), account.settings.appboy !== 0);
  const lines = Array.from(rows, (row) => JSON.stringify(row));
  return { count: lines.length, at: (index) => lines[index] as string };
}
