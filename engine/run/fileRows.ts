import type { Failure } from '../base/errors';
import type { Json, JsonObject } from '../base/json';
import type { FileRef, Fields } from '../catalogue/fields';
import type { FileRows, RowReader, Wrong } from '../catalogue/operation';
import { checkContextOf, type RequestContext } from '../request/context';
import { notChecked, readRows } from '../request/preflight';

/** What a file's rows become: the input with a list in place of the file, and what is wrong with the other rows. */
export interface Expanded {
  /** Absent if no row can be sent. */
  readonly input?: JsonObject;
  readonly failures: readonly Failure[];
}

/** What the vendor was asked to understand the cells. */
const knownFor = async (context: RequestContext, { known }: FileRows<Fields>, input: JsonObject): Promise<readonly Json[] | { readonly failure: Failure }> => {
  if (!known) return [];
  const found = await readRows(context, known.operation, known.input(input), () => false);
  return 'failure' in found ? { failure: notChecked(context, known.operation, found.failure) } : found.rows;
};

/**
 * Reads the file of an input whose rows are sent as entries of a list. The file was checked as a whole before; what is wrong with a row is a failure of
 * that row. Undefined if the input has no such file.
 */
export const withFileRows = async (context: RequestContext, input: JsonObject): Promise<Expanded | undefined> => {
  const { operation, ports } = context;
  const { fileRows } = operation;
  const file = fileRows && (input[fileRows.field] as unknown as FileRef | undefined);
  if (!fileRows || !file) return undefined;
  const known = await knownFor(context, fileRows, input);
  if ('failure' in known) return { failures: [known.failure] };
  const failure = ({ what, todo }: Wrong, row?: number): Failure => ({
    code: 'validation',
    reached: 'no',
    field: fileRows.field,
    message: `'${operation.fields[fileRows.field]?.label ?? fileRows.field}' (${fileRows.field}): ${row === undefined ? '' : `row ${row} (below the first line) of `}the file '${file.name}' ${what}.`,
    todo,
    ...(row !== undefined && { entry: row }),
  });
  const entries: Json[] = [];
  const failures: Failure[] = [];
  let read: RowReader | undefined;
  let row = 0;
  for await (const batch of ports.csv.parse(file.open())) {
    for (const record of batch) {
      if (!read) {
        const reader = fileRows.reader(record, input, known, checkContextOf(context));
        if ('wrong' in reader) return { failures: [failure(reader.wrong)] };
        read = reader;
        continue;
      }
      row++;
      const made = read(record);
      if ('entry' in made) entries.push(made.entry);
      else failures.push(failure({ what: made.wrong.map(({ what }) => what).join(', and '), todo: made.wrong[0].todo }, row));
    }
  }
  const { [fileRows.field]: _, ...others } = input;
  return { ...(entries.length > 0 && { input: { ...others, [fileRows.list]: entries } }), failures };
};
