import { strToU8 } from 'fflate';
import { isObject, operationsOf, type AnyOperation, type AnyVendor, type Json, type JsonObject } from '../../engine';
import { streamedZip } from '../support/archives';
import { testHost } from '../support/host';
import type { Answer, Echo, Heard, Reply } from './echoVendor';

/** An operation with its name. */
export interface Named {
  readonly name: string;
  readonly operation: AnyOperation;
}

const contextOf = (credential: JsonObject) => {
  const { now, sha256, recurrence, timeZone } = testHost().ports;
  return { now: now(), timeZone, credential, sha256, recurrence };
};

/** Method and path of an operation's requests. */
const routesOf = ({ operation }: Named, credential: JsonObject): readonly string[] =>
  operation.sampleInputs.map((input) => {
    const { method, path } = operation.request([input], contextOf(credential));
    return `${method} ${path}`;
  });

/** How much of a path is the same: that of an identifier is another each time. */
const likeness = (route: string, method: string, path: string): number => {
  const [own = '', ownPath = ''] = route.split(' ');
  const [mine, theirs] = [
    ownPath.split('?')[0]!.split('/').filter(Boolean),
    path.split('?')[0]!.split('/').filter(Boolean).slice(-ownPath.split('?')[0]!.split('/').filter(Boolean).length),
  ];
  if (own !== method || mine.length !== theirs.length) return 0;
  return mine.filter((piece, i) => piece === theirs[i]).length / mine.length;
};

/** The operation whose request this is; the one under way where several are alike. */
const meantBy = (vendor: AnyVendor, own: Named | undefined, credential: JsonObject, { method, url }: Heard): Named | undefined => {
  const all = [...(own ? [own] : []), ...operationsOf(vendor)];
  const scored = all.map((each) => ({ each, score: Math.max(...routesOf(each, credential).map((route) => likeness(route, method, url))) }));
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).each;
};

const isAddress = (value: string): boolean => /^https?:\/\//.test(value);

/** A value with each of its texts replaced. */
const withTexts = (value: Json, change: (text: string, path: string) => Json, path = ''): Json => {
  if (typeof value === 'string') return change(value, path);
  if (Array.isArray(value)) return value.map((each, i) => withTexts(each as Json, change, `${path}/${i}`));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withTexts(each as Json, change, `${path}/${key}`)]));
  return value;
};

/** A list that has come to its end. */
const emptied = (value: Json): Json =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, Array.isArray(each) ? [] : emptied(each as Json)]))
    : Array.isArray(value)
      ? []
      : value;

const parses = ({ operation }: Named, body: Json): boolean => {
  try {
    operation.parse({ status: 200, headers: {}, body }, [operation.sampleInputs[0]]);
    return true;
  } catch {
    return false;
  }
};

/** What an answer may say in other words and still be read: the paths of its texts. */
const freeTexts = new WeakMap<AnyOperation, ReadonlySet<string>>();
const freeIn = (vendor: AnyVendor, named: Named): ReadonlySet<string> => {
  const known = freeTexts.get(named.operation);
  if (known) return known;
  const reply = named.operation.sampleReply;
  const free = new Set<string>();
  withTexts(reply, (text, path) => {
    const changed = withTexts(reply, (each, other) => (other === path ? 'something else' : each));
    const isFree = !isAddress(text) && !/^\d{4}-\d\d/.test(text) && parses(named, changed);
    if (isFree && vendor.readFailure({ status: 200, headers: {}, body: changed }, named.name) === undefined) free.add(path);
    return text;
  });
  freeTexts.set(named.operation, free);
  return free;
};

/** How a good answer is played: the document's with more in it, or its texts in other words. */
export type Manner = 'more members' | 'other texts';

const goodBody = (vendor: AnyVendor, named: Named, echo: Echo, manner: Manner, url: string, isFirst: boolean): Json => {
  const { sampleReply } = named.operation;
  const free = manner === 'other texts' ? freeIn(vendor, named) : new Set<string>();
  const here = withTexts(sampleReply, (text, path) => {
    if (isAddress(text)) return `${url}/files/${named.name}`;
    return free.has(path) ? echo.some(1) : text;
  });
  const whole = isFirst || named.operation.returns !== 'list' ? here : emptied(here);
  return isObject(whole) ? { ...whole, echo: echo.members as unknown as Json } : whole;
};

/** Whether it is answered by a table instead of by JSON. */
const tableIn = ({ operation }: Named): boolean => typeof operation.sampleReply === 'string' && operation.sampleReply.includes('\n');

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The columns of a table, each of them with an echo, and one column that nobody knows. */
const csvOf = (columns: readonly string[], sample: JsonObject, echo: Echo): string => {
  const row = (values: (column: string) => string): string => [...columns.map(values), ''].map(cell).join(',');
  const lines = [
    [...columns, 'echo'].map(cell).join(','),
    row((column) => String(sample[column] ?? '')),
    row(() => echo.some(1)),
    ...echo.lines.map((line) => [...columns.map((column) => String(sample[column] ?? '')), line].map(cell).join(',')),
  ];
  return `${lines.join('\n')}\n`;
};

const fileOf = (named: Named, echo: Echo): Reply => {
  const { operation } = named;
  const parsed = operation.parse({ status: 200, headers: {}, body: operation.sampleReply }, [operation.sampleInputs[0]]);
  const files = 'files' in parsed ? parsed.files : undefined;
  const sample = operation.sample as JsonObject;
  if (files?.as === 'zip') {
    const rows = [
      sample,
      { ...sample, first_name: echo.some(1), echo: echo.members },
      ...echo.lines.map((line) => ({ ...sample, custom_attributes: { line } })),
    ];
    return { status: 200, type: 'application/zip', body: streamedZip({ 'users.txt': strToU8(rows.map((row) => JSON.stringify(row)).join('\n')) }) };
  }
  return { status: 200, type: 'text/csv', body: csvOf(files?.columns ?? Object.keys(sample), sample, echo) };
};

/** Good answers of a vendor to any of its requests, each with an echo. */
export const goodAnswers = (
  vendor: AnyVendor,
  credential: JsonObject,
  url: string,
  own: Named | undefined,
  manner: Manner,
): { readonly otherwise: Answer; readonly files: Answer } => {
  const asked = new Map<string, number>();
  return {
    otherwise(echo, heard) {
      const named = meantBy(vendor, own, credential, heard);
      if (!named) return { status: 404, body: '{}' };
      const times = (asked.get(named.name) ?? 0) + 1;
      asked.set(named.name, times);
      if (tableIn(named)) return { status: 200, type: 'text/csv', body: `${String(named.operation.sampleReply).trimEnd()}\n` };
      if (named.operation.sampleReply === null) return { status: 204 };
      return { status: 200, body: JSON.stringify(goodBody(vendor, named, echo, manner, url, times === 1)) };
    },
    files(echo, { url: path }) {
      const name = path.slice('/files/'.length).split('?')[0]!;
      const operation = operationsOf(vendor).find((each) => each.name === name);
      return operation ? fileOf(operation, echo) : { status: 404 };
    },
  };
};
