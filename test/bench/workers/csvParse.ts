import { parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { job } from './job';

/** csv-parse alone, as its manual shows it for files, with the options by which it reads what our port reads. Counts the rows below the header. */
job(async ({ path }: { readonly path: string }): Promise<number> => {
  let records = 0;
  const parser = parse({ bom: true, skip_empty_lines: true });
  parser.on('data', () => records++);
  await pipeline(createReadStream(path), parser);
  return records - 1;
});
