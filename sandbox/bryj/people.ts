import type { RowSource } from '../csv/rows';
import type { Accepted } from '../server/accepted';

/** More names than this are not stored: an upload may have millions, and memory must stay constant. */
const MOST_NAMES = 500_000;

/** Counts the people of an accepted request. A file is read again for this. */
export async function countPeople(accepted: Accepted, source: RowSource): Promise<void> {
  const people: string[] = [];
  if (source.count > MOST_NAMES) accepted.uncounted += source.count;
  else for await (const rows of source.blocks(0, source.count)) for (const { user } of rows) people.push(user);
  accepted.request(people);
}
