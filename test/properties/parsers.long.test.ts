import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { CampaignError, CsvProblem, isFailed, operation, operationsOf, ZipProblem, type HttpReply, type Json, type JsonObject } from '../../engine';
import { csv } from '../../ports/csv';
import { parsed } from '../../ports/answer';
import { zip } from '../../ports/zip';
import { vendors } from '../../vendors';
import { acme, base, call } from '../support/acme';
import { streamedZip } from '../support/archives';
import { carefully, readingOf, skimFault } from '../support/csvReading';
import { collect, rowsOf, run, sampleAccount, scripted, testHost } from '../support/host';
import { check } from './driver';
import { arriving, changed, changes, sizes } from './mutation';

/** Whatever happens to bytes on their way, what comes of them is the result that a second reader finds as well, or an error of the family. */

/** What a reading gives, or undefined where it is refused by an error of this kind; any other error fails the property. */
const orRefused = async <T>(reading: () => Promise<T>, kind: new (...args: never[]) => Error): Promise<T | undefined> => {
  try {
    return await reading();
  } catch (error) {
    if (error instanceof kind && error.message !== '') return undefined;
    throw error;
  }
};

const cell = fc.oneof(
  { weight: 3, arbitrary: fc.string({ maxLength: 6 }) },
  { weight: 1, arbitrary: fc.constantFrom('', ',', '"', '\n', '\r\n', 'é€😀', 'a"b', ' ', ';') },
);
const table = fc.integer({ min: 1, max: 4 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));

/** RFC 4180, written down by hand: every second cell is quoted although it need not be. */
const written = (records: readonly (readonly string[])[], end: string, mark: boolean): Uint8Array =>
  Buffer.from(
    (mark ? '\uFEFF' : '') +
      records
        .map((record) => record.map((each, i) => (/[",\r\n]/.test(each) || each === '' || i % 2 === 1 ? `"${each.replaceAll('"', '""')}"` : each)).join(','))
        .join(end),
  );

describe('CSV', () => {
  const form = { end: fc.constantFrom('\n', '\r\n'), mark: fc.boolean(), size: sizes };

  it('is read as it was written', () =>
    check(fc.record({ records: table, ...form }), 300, async ({ records, end, mark, size }) => {
      // What looks like JSON or a web page is refused, and has no NUL.
      fc.pre(!/^\s*[<[{]/.test(records[0]![0]!) && !records.flat().some((each) => each.includes('\0')));
      expect((await collect(csv.parse(arriving(written(records, end, mark), size)))).flat()).toEqual(records);
      return records.length;
    }));

  it('that is damaged has the records that a second reader finds, or is refused', () =>
    check(fc.record({ records: table, ...form, changes }), 1_000, async ({ records, end, mark, size, changes: done }) => {
      const bytes = changed(written(records, end, mark), done);
      const found = await orRefused(async () => (await collect(csv.parse(arriving(bytes, size)))).flat(), CsvProblem);
      if (!found) return 1;
      expect(found).toEqual(parse(Buffer.from(bytes), { bom: true, skip_empty_lines: true, record_delimiter: ['\r\n', '\n'] }));
      return found.length + 1;
    }));
});

describe('CSV with plain records and others', () => {
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('u1,x,y\n', '"u2","a, b",\n', 'é,\u20ac,😀\r\n', 'Users,a,b\n', ',,\n') },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        ...[
          '"u ""3""",x,y\n',
          '"two\nlines",x,y\n',
          '\n',
          '\u00a0,x,y\n',
          '\ufeff,x,y\n',
          ' ,x,y\n',
          '" ",x,y\n',
          '"User",a,b\n',
          'User,a,b\r\n',
          '\u3000u,x,y\n',
        ],
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom('\r', '\0', '"', ',', 'x', '\n') },
  );
  const filled = fc.constantFrom([], [0], [1], [0, 2], [3], [-1]);

  it('is read and skimmed as one character after the other, wherever it is cut', () =>
    check(fc.record({ pieces: fc.array(piece, { maxLength: 12 }), filled, changes }), 500, async ({ pieces, filled: must, changes: done }) => {
      // A first line that is damaged may make it another form of file, which the reader of characters does not look for.
      const bytes = Buffer.concat([Buffer.from('User,a,b\n'), changed(Buffer.from(pieces.join('')), done)]);
      async function* cut(at: number): AsyncGenerator<Uint8Array> {
        yield bytes.subarray(0, at);
        yield bytes.subarray(at);
      }
      const careful = await carefully(cut(0));
      for (let at = 0; at <= bytes.length; at++) {
        expect(await readingOf(csv.parse(cut(at)))).toEqual(careful);
        expect(skimFault(await readingOf(csv.skim(cut(at), () => ({ filled: must }))), careful, must)).toBeUndefined();
      }
      return bytes.length;
    }));
});

const packings = {
  stored: (files: Readonly<Record<string, Uint8Array>>) => zipSync(files, { level: 0 }),
  packed: (files: Readonly<Record<string, Uint8Array>>) => zipSync(files, { level: 9 }),
  streamedZip,
};

const packing = fc.constantFrom(...(Object.keys(packings) as (keyof typeof packings)[]));
const text = fc.array(fc.string({ maxLength: 20 }), { maxLength: 6 }).map((lines) => lines.join('\n'));

describe('a zip archive', () => {
  it('that is damaged has the lines that it had, or is refused', () =>
    check(
      fc.record({ texts: fc.array(text, { maxLength: 3 }), packing, size: sizes, changes }),
      1_000,
      async ({ texts, packing: how, size, changes: done }) => {
        const files = Object.fromEntries(texts.map((each, i) => [`f${i}.txt`, strToU8(each)]));
        const bytes = changed(packings[how](files), done);
        const lines = await orRefused(async () => (await collect(zip.lines(arriving(bytes, size)))).flat(), ZipProblem);
        if (!lines) return 2;
        expect(lines).toEqual(texts.flatMap((each) => each.split('\n')).filter((line) => line.trim() !== ''));
        return lines.length + 2;
      },
    ));
});

/** Rows of a report or export whose parts hold this. */
const rowsThrough = async (as: 'csv' | 'zip', parts: readonly Uint8Array[], columns?: readonly string[]): Promise<readonly JsonObject[]> => {
  const reading = operation({
    ...base,
    fields: {},
    retry: 'safe',
    returns: 'file',
    parse: () => ({ files: { urls: parts.map((_, i) => `https://files.example/${i}`), as, name: 'x', ...(columns && { columns }), about: {} } }),
  });
  const answers = parts.map((bytes): Partial<HttpReply> => ({ stream: arriving(bytes, 1_000) }));
  const [outcome] = await run(call(acme({ start: reading }), 'thing.start'), testHost({ vendor: scripted({}), unauthenticated: scripted(...answers) }).ports);
  return await rowsOf(outcome);
};

/** A line read without loss: a whole number that JavaScript cannot hold is the text of its digits. */
const exactly = (line: string): unknown => {
  const read = JSON.parse as (text: string, revive: (key: string, value: unknown, context: { readonly source?: string }) => unknown) => unknown;
  return read(line, (_, value, { source = '' }) => (Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(source) ? source : value));
};

describe('an export of JSON lines', () => {
  const row = fc.dictionary(fc.oneof(fc.string({ maxLength: 5 }), fc.constant('__proto__')), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 });

  it('that is damaged has a row for each line, or is refused', () =>
    check(fc.record({ rows: fc.array(row, { minLength: 1, maxLength: 6 }), changes }), 500, async ({ rows, changes: done }) => {
      const bytes = changed(strToU8(rows.map((each) => JSON.stringify(each)).join('\n')), done);
      const found = await orRefused(() => rowsThrough('zip', [zipSync({ 'a.txt': bytes })]), CampaignError);
      if (!found) return 1;
      const lines = Buffer.from(bytes)
        .toString('utf8')
        .replace(/^\uFEFF/, '')
        .split('\n')
        .filter((line) => line.trim() !== '');
      expect(found.map((each) => JSON.stringify(each))).toEqual(lines.map((line) => JSON.stringify(exactly(line))));
      return found.length + 1;
    }));
});

describe('a report', () => {
  const COLUMNS = ['app_id', 'user_id', 'sent_at', 'error_message'];
  /** A name as another program may write it. */
  const spelled = (name: string) =>
    fc
      .record({
        upper: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
        between: fc.constantFrom('_', ' ', '-', ''),
        around: fc.constantFrom('', ' ', '\t'),
      })
      .map(
        ({ upper, between, around }) => around + [...name.replaceAll('_', between)].map((char, i) => (upper[i] ? char.toUpperCase() : char)).join('') + around,
      );
  const header = fc.shuffledSubarray(COLUMNS, { minLength: COLUMNS.length }).chain((order) => fc.tuple(fc.constant(order), fc.tuple(...order.map(spelled))));
  const user = fc.integer({ min: 0, max: 99 }).map((i) => `u${i}`);
  const valueOf = (column: string, who: string): string => (column === 'user_id' ? who : `${column} of ${who}`);

  it('has the documented columns, however its first line writes them', () =>
    check(
      fc.record({ header, users: fc.array(user, { minLength: 1, maxLength: 5 }), mark: fc.boolean() }),
      300,
      async ({ header: [order, names], users, mark }) => {
        const lines = [names, ...users.map((who) => order.map((column) => valueOf(column, who)))];
        const found = await rowsThrough('csv', [written(lines, '\n', mark)], COLUMNS);
        expect(found).toEqual(users.map((who) => Object.fromEntries(order.map((column) => [column, valueOf(column, who)]))));
        return found.length + 1;
      },
    ));

  it('that is damaged has a row for each record but its header lines, or is refused', () =>
    check(fc.record({ users: fc.array(user, { maxLength: 5 }), changes }), 1_000, async ({ users, changes: done }) => {
      const bytes = changed(written([COLUMNS, ...users.map((who) => COLUMNS.map((column) => valueOf(column, who)))], '\n', false), done);
      const found = await orRefused(() => rowsThrough('csv', [bytes], COLUMNS), CampaignError);
      if (!found) return 2;
      const records = parse(Buffer.from(bytes), { bom: true, skip_empty_lines: true, record_delimiter: ['\r\n', '\n'] });
      const isHeader = (record: readonly string[]) => {
        const names = record.map((name) => name.toLowerCase().replace(/[^a-z]/g, ''));
        return COLUMNS.every((column) => names.includes(column.replace('_', '')));
      };
      expect(found.map((each) => Object.values(each))).toEqual(records.filter((record) => !isHeader(record)));
      return found.length + 2;
    }));
});

/** Accounts that may call every operation, where the vendor's own defaults rule some out. */
const ACCOUNTS: Readonly<Record<string, JsonObject>> = { braze: { rest_endpoint: 'custom' } };

/** Any JSON in the place of some value of an answer, or the answer's text damaged. */
const twisted = (answer: Json): fc.Arbitrary<string> => {
  const whole = JSON.stringify(answer);
  const places = [...whole.matchAll(/"(?:[^"\\]|\\.)*"(?!:)|-?\d+(?:\.\d+)?|true|false|null|\[[^[\]]*\]|\{[^{}]*\}/g)].map(
    ({ index, 0: { length } }) => [index, length] as const,
  );
  const other = fc.oneof(
    fc.constantFrom('null', '[]', '{}', '""', '0', '[null]', '[[]]', '{"a":1}', '[{"a":1}]', '-1', '1e999', '"x"', '[0]'),
    fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)),
  );
  const replaced = fc
    .tuple(places.length > 0 ? fc.constantFrom(...places) : fc.constant([0, whole.length] as const), other)
    .map(([[from, length], value]) => whole.slice(0, from) + value + whole.slice(from + length));
  return fc.oneof(
    { weight: 3, arbitrary: replaced },
    { weight: 1, arbitrary: changes.map((done) => Buffer.from(changed(strToU8(whole), done)).toString('utf8')) },
  );
};

describe.each(vendors.map((vendor) => [vendor.id, vendor] as const))('an answer of %s', (_, vendor) => {
  const account = sampleAccount(vendor, ACCOUNTS[vendor.id]);

  it.each(operationsOf(vendor).map(({ name, operation: o }) => [name, o] as const))(
    'to %s that is damaged is understood, or a failure of the family',
    (name, o) =>
      check(fc.record({ answer: twisted(o.sampleReply), input: fc.constantFrom(...o.sampleInputs) }), 40, async ({ answer, input }) => {
        const host = testHost({ vendor: scripted({ body: parsed(answer) }), unauthenticated: scripted({ status: 404, body: null }) });
        const outcomes = await run(
          { vendor, operation: name, inputs: [input], account: { ...account, id: `${account.id} ${Math.random()}` }, options: { simplify: true } },
          host.ports,
        );
        expect(outcomes.length).toBeGreaterThan(0);
        for (const outcome of outcomes) {
          if (isFailed(outcome)) expect(outcome.error).toBeInstanceOf(CampaignError);
          else if (outcome.output.kind !== 'object') await orRefused(() => rowsOf(outcome), CampaignError);
        }
        return 2;
      }),
  );
});
