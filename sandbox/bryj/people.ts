import type { RowSource } from '../csv/rows';
import type { Accepted } from '../server/accepted';

/** Names of more people than this are not kept: an upload may have millions, and memory stays flat. */
const MOST_NAMES = 500_000;

/** Notes the people of a request that is accepted. A file is read once more for it. */
export async function countPeople(accepted: Accepted, source: RowSource): Promise<void> {
  const people: string[] = [];
  if (source.count > MOST_NAMES) accepted.uncounted += source.count;
  else for await (const rows of source.blocks(0, source.count)) for (const { user } of rows) people.push(user);
  accepted.request(people);
}
