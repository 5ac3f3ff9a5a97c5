import type { Failure } from '../base/errors';
import type { JsonObject } from '../base/json';
import type { Call } from '../catalogue/call';
import type { FileRef } from '../catalogue/fields';
import { notHad } from '../catalogue/onlyWith';
import type { AnyOperation } from '../catalogue/operation';
import { checkContextOf, type RequestContext } from '../request/context';
import type { preflightOf } from '../request/preflight';
import { inspect, type FileFacts } from '../validate/inspect';
import { entryAt, inWhole, partsOf, sortOut, type Part } from '../validate/parts';
import { concerning } from '../validate/people';
import { failureOf } from '../validate/failureOf';
import { withFileRows } from './fileRows';

/** An item's check before anything is sent: what can be sent, and what is wrong with the rest. */
export interface CheckedItem {
  readonly inputs: readonly JsonObject[];
  readonly doubts: readonly string[];
  readonly facts?: FileFacts;
  readonly failures: readonly Failure[];
}

const fileFieldNames = new WeakMap<AnyOperation, readonly string[]>();

/** The names of an operation's file fields, cached because they are needed for every item. */
const fileFieldsOf = (o: AnyOperation): readonly string[] => {
  const names = fileFieldNames.get(o) ?? Object.entries(o.fields).flatMap(([name, { type }]) => (type === 'file' ? [name] : []));
  fileFieldNames.set(o, names);
  return names;
};

/** Reads the files of an input completely. */
const inspectFiles = async (
  { operation, ports, secrets }: RequestContext,
  input: JsonObject,
): Promise<{ readonly facts?: FileFacts } | { readonly failure: Failure }> => {
  let facts: FileFacts | undefined;
  for (const name of fileFieldsOf(operation)) {
    if (input[name] === undefined) continue;
    const found = await inspect(operation.fields, name, input[name] as unknown as FileRef, ports.csv, secrets.excerpt);
    if ('problem' in found) return { failure: failureOf([found.problem]) };
    facts = found.facts;
  }
  return facts ? { facts } : {};
};

/** Asks the vendor whether a valid input can be sent; if only some list entries cannot, the others remain. */
const askFirst = async (
  { operation }: RequestContext,
  preflight: ReturnType<typeof preflightOf>,
  whole: JsonObject,
): Promise<Pick<CheckedItem, 'inputs' | 'failures'>> => {
  const inputs: JsonObject[] = [];
  const failures: Failure[] = [];
  const admit = async (input: JsonObject, part?: Part): Promise<void> => {
    const problems = await preflight(input);
    if ('failure' in problems) {
      failures.push({ ...concerning(operation, problems.failure, input), ...(part && { entry: part.entry }) });
      return;
    }
    if (problems.length === 0) {
      inputs.push(input);
      return;
    }
    const parts = part ? undefined : partsOf(operation, input);
    if (parts) {
      for (const each of parts) await admit(each.raw as JsonObject, each);
      return;
    }
    failures.push({ ...concerning(operation, failureOf(part ? inWhole(problems, part) : problems), input), ...(part && { entry: part.entry }) });
  };
  await admit(whole);
  return { inputs, failures };
};

/** Checks one item: problems of single list entries do not affect the others. */
export const checkItem = async (context: RequestContext, raw: Call['inputs'][number], preflight: ReturnType<typeof preflightOf>): Promise<CheckedItem> => {
  const { vendor, operation, account, options } = context;
  const missing = notHad(vendor, operation.onlyWith, account.credential);
  if (missing.length > 0) return { inputs: [], doubts: [], failures: [concerning(operation, failureOf(missing), raw as JsonObject)] };
  const checkContext = checkContextOf(context);
  const { good, bad } = sortOut(operation, raw, checkContext);
  const invalid: Failure[] = bad.map(({ problems, entry, raw: own }) => {
    const place = entry === undefined ? entryAt(operation, raw, problems[0]!.field) : { entry };
    return concerning(operation, { ...failureOf(problems), ...place }, own as JsonObject);
  });
  const [whole] = good;
  if (!whole) return { inputs: [], doubts: [], failures: invalid };
  const files = await inspectFiles(context, whole.input);
  if ('failure' in files) return { inputs: [], doubts: [], failures: [...invalid, files.failure] };
  const rows = await withFileRows(context, whole.input);
  if (rows) {
    if (!rows.input) return { inputs: [], doubts: whole.doubts, failures: [...invalid, ...rows.failures] };
    const rest = await checkItem(context, rows.input, preflight);
    return { ...rest, doubts: [...whole.doubts, ...rest.doubts], failures: [...invalid, ...rows.failures, ...rest.failures] };
  }
  const { inputs, failures } = await askFirst(context, preflight, whole.input);
  // Duplicates that are left out need no warning.
  const own = options.duplicates ? [] : inputs.flatMap((input) => operation.warn?.(input, checkContext) ?? []);
  return { inputs, doubts: [...whole.doubts, ...own], ...files, failures: [...invalid, ...failures] };
};
