import { strToU8, zipSync } from 'fflate';
import { operation, type HttpReply, type Json } from '../../../engine';
import { acme, base, call } from '../../support/acme';
import { collect, rowsOf, run, scripted, testHost } from '../../support/host';

const COLUMNS = ['app_id', 'user_id', 'sent_at'];

const reading = (as: 'csv' | 'zip', columns?: readonly string[]) =>
  operation({
    ...base,
    fields: {},
    retry: 'safe',
    returns: 'file',
    request: () => ({ method: 'GET', path: '/report' }),
    parse: ({ body }: { body: Json }) => ({ files: { urls: body as string[], as, name: 'r', ...(columns && { columns }), about: {} } }),
  });

const part = (content: string | Uint8Array, size = 1e9): Partial<HttpReply> => ({
  stream: (async function* () {
    const bytes = typeof content === 'string' ? strToU8(content) : content;
    for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
  })(),
});

/** What a report of these parts gives: rows, the whole file, and what was logged. */
const report = async (parts: readonly Partial<HttpReply>[], as: 'csv' | 'zip' = 'csv', columns: readonly string[] = COLUMNS) => {
  const urls = parts.map((_, i) => `https://files.example/r/part-${i}?secret`);
  const host = testHost({ vendor: scripted({ body: urls }), unauthenticated: scripted(...parts) });
  const [outcome] = await run(call(acme({ start: reading(as, columns.length > 0 ? columns : undefined) }), 'thing.start', [{}]), host.ports);
  const file = async (): Promise<string> => {
    if (outcome?.state !== 'done' || outcome.output.kind !== 'file') throw new Error('No file');
    return Buffer.concat(await collect(outcome.output.bytes())).toString('utf8');
  };
  return { rows: () => rowsOf(outcome), file, logged: host.logged };
};
const rowsIn = async (...parts: readonly string[]) => await (await report(parts.map((text) => part(text)))).rows();
const fileOf = async (...parts: readonly string[]) => await (await report(parts.map((text) => part(text)))).file();
const users = (rows: readonly object[]) => rows.map((row) => (row as { user_id: string }).user_id);

describe('the first line of a report', () => {
  it.each([
    ['as documented', 'app_id,user_id,sent_at'],
    ['in capitals', 'APP_ID,User_ID,Sent_At'],
    ['with blanks around its names', ' app_id , user_id ,sent_at '],
    ['in words', 'App ID,User-ID,"Sent at"'],
    ['behind a byte order mark', '\uFEFFapp_id,user_id,sent_at'],
    ['behind empty lines', '\r\n\napp_id,user_id,sent_at'],
    ['quoted', '"app_id","user_id","sent_at"'],
  ])('is known %s, and the columns have their documented names', async (_, header) => {
    expect(await rowsIn(`${header}\nA,u1,now\n`)).toEqual([{ app_id: 'A', user_id: 'u1', sent_at: 'now' }]);
  });

  it('is known in another order, with other columns beside', async () => {
    expect(await rowsIn('Sent_At,Country,user_id,APP_ID\nnow,CH,u1,A\n')).toEqual([{ sent_at: 'now', Country: 'CH', user_id: 'u1', app_id: 'A' }]);
  });

  it('may have names that objects use for themselves', async () => {
    const rows = await (await report([part('__proto__,constructor,1\nA,B,C\n"D",E,F\n')], 'csv', [])).rows();
    const of = (proto: string, constructor: string, one: string) => [
      ['1', one],
      ['__proto__', proto],
      ['constructor', constructor],
    ];
    expect(rows.map((row) => Object.entries(row))).toEqual([of('A', 'B', 'C'), of('D', 'E', 'F')]);
  });

  it('is no row where it comes again, in whatever form', async () => {
    expect(users(await rowsIn('app_id,user_id,sent_at\nA,u1,now\nApp_Id,User_Id,Sent_At\nA,u2,now\n'))).toEqual(['u1', 'u2']);
    expect(users(await rowsIn('app_id,user_id,sent_at\nA,u1,now\nuser_id,app_id,sent_at\nu2,A,now\n'))).toEqual(['u1', 'u2']);
    expect(users(await rowsIn('A,u1,now\napp_id,user_id,sent_at\nA,u2,now\n'))).toEqual(['u1', 'u2']);
    expect(users(await rowsIn('app_id,user_id,sent_at\nA,app_id,now\napp_id,user_id,sent_at\nA,u2,now\n'))).toEqual(['app_id', 'u2']);
  });

  it('may be missing in one part and stand in another order in the next', async () => {
    expect(users(await rowsIn('A,u1,now\n', 'user_id,sent_at,app_id\nu2,now,A\n', 'app_id,user_id,sent_at\n'))).toEqual(['u1', 'u2']);
  });

  it.each([
    [
      'a web page',
      '<!DOCTYPE html>\n<html><body>Please sign in</body></html>\n',
      /^The file r\/part-0 is not readable CSV: it is a web page, which starts with <!DOCTYPE html>/,
    ],
    ['JSON', '{"message":"gone"}', /is not readable CSV: it is JSON, which starts with \{"message":"gone"\}\.$/],
    ['XML', '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', /is not readable CSV: it is XML/],
    [
      'a sentence',
      'Request has expired\n',
      /starts neither with the names of its 3 columns \(app_id, user_id, sent_at\) nor with a row of as many cells; its first line is: Request has expired\.$/,
    ],
    ['a header that lacks a column', 'App_ID,user_id,when\nA,u1,x\n', /lacks the column 'sent_at'; its first line is: App_ID,user_id,when\.$/],
    ['a column twice', 'app_id,user_id,User_ID,sent_at\nA,u1,u1,x\n', /has two columns named 'user_id'/],
    ['semicolons', 'app_id;user_id;sent_at\nA;u1;now\n', /separates its cells with semicolons instead of commas/],
    ['semicolons in rows alone', 'A;u1;now\n', /separates its cells with semicolons instead of commas/],
    ['tabs', 'app_id\tuser_id\tsent_at\nA\tu1\tnow\n', /separates its cells with tabs instead of commas/],
    ['UTF-16', Buffer.from('app_id,user_id,sent_at\n', 'utf16le').toString('latin1'), /is not readable CSV: it is text in UTF-16/],
  ])('that is %s is refused by name, as rows and as a file', async (_, text, says) => {
    const failure = { code: 'format', reached: 'yes', message: expect.stringMatching(says) };
    await expect(rowsIn(text)).rejects.toMatchObject(failure);
    await expect(fileOf(text)).rejects.toMatchObject(failure);
  });

  it('of a table without documented columns says what they are', async () => {
    const free = async (...parts: readonly string[]) =>
      await (
        await report(
          parts.map((text) => part(text)),
          'csv',
          [],
        )
      ).rows();
    expect(await free('Name,Status\nName,x\nname,status\nb,c\n')).toEqual([
      { Name: 'Name', Status: 'x' },
      { Name: 'b', Status: 'c' },
    ]);
    expect(await free('__proto__,Name\na,b\n')).toEqual([JSON.parse('{"__proto__":"a","Name":"b"}')]);
    await expect(free('Name;Status\nx;y\n')).rejects.toMatchObject({ code: 'format', message: expect.stringContaining('semicolons') });
    await expect(free('a,a\n1,2\n')).rejects.toMatchObject({ code: 'format', message: expect.stringContaining("two columns named 'a'") });
    await expect(free('')).rejects.toMatchObject({ code: 'format' });
  });
});

describe('a report that breaks', () => {
  const HEAD = 'app_id,user_id,sent_at\n';
  it.each([
    ['a cell too many', 'A,u1,now,x\n', 'line 2 has 4 cells, but the first line has 3'],
    ['a loose quote', 'A,5" u1,now\n', 'line 2 has a quote inside a cell that does not start with one'],
    ['text behind a quote', 'A,"u1"x,now\n', 'line 2 has text after a closing quote'],
    ['an open quote', 'A,"u1,now\n', 'a quote is opened in line 2 and never closed'],
    ['carriage returns', 'A,u1,now\rA,u2,now\r', 'line 2 ends with a carriage return without a line feed, the line ending of old Mac programs'],
  ])('by %s says where, without what stands there, whatever follows', async (_, line, says) => {
    for (const after of ['', 'A,u2,now\n'.repeat(20_000)]) {
      await expect(rowsIn(HEAD + line + after)).rejects.toMatchObject({ code: 'format', message: `The file r/part-0 is not readable CSV: ${says}.` });
    }
  });
});

describe('a part with nothing in it', () => {
  const HEAD = 'app_id,user_id,sent_at\n';
  const nothing = ['', '\n\n', ' \r\n\n'];

  it.each(nothing)('is an error where it is the only one: %j', async (text) => {
    const failure = { code: 'format', message: 'The file r/part-0 is empty: there is not even a header line.' };
    await expect(rowsIn(text)).rejects.toMatchObject(failure);
    await expect(fileOf(text)).rejects.toMatchObject(failure);
    await expect(rowsIn(text, '')).rejects.toMatchObject({ code: 'format', message: expect.stringMatching(/^The 2 files are empty/) });
    await expect(fileOf('', text)).rejects.toMatchObject({ code: 'format', message: expect.stringMatching(/^The 2 files are empty/) });
  });

  it.each(nothing)('is told where others have something: %j', async (text) => {
    const warning = 'The file r/part-1, number 2 of 3, is empty: it does not even have a header line. The result contains everything in the other files.';
    const parts = () => [part(`${HEAD}A,u1,now\n`), part(text), part(`${HEAD}A,u2,now\n`)];
    const asRows = await report(parts());
    expect(users(await asRows.rows())).toEqual(['u1', 'u2']);
    expect(asRows.logged).toEqual([warning]);
    const asFile = await report(parts());
    expect(await asFile.file()).toBe(`${HEAD}A,u1,now\nA,u2,now\n`);
    expect(asFile.logged).toEqual([warning]);
  });

  it('but a header line is one without rows, and nothing to tell', async () => {
    const { rows, logged } = await report([part(HEAD), part(`${HEAD}A,u2,now\n`), part(HEAD.trimEnd())]);
    expect(users(await rows())).toEqual(['u2']);
    expect(logged).toEqual([]);
    expect(await rowsIn(HEAD)).toEqual([]);
  });

  it('is an error where it is an archive, and told where the archive is', async () => {
    const empty = await report([part('')], 'zip');
    await expect(empty.rows()).rejects.toMatchObject({ code: 'format', message: 'The file r/part-0 cannot be read: it is empty.' });
    await expect((await report([part('')], 'zip')).file()).rejects.toMatchObject({ code: 'format', message: 'The file r/part-0 is empty: it has 0 bytes.' });
    const { rows, logged } = await report([part(zipSync({ 'a.txt': strToU8('\n') }))], 'zip');
    expect(await rows()).toEqual([]);
    expect(logged).toEqual(['The file r/part-0 is an archive that contains no lines.']);
  });

  it.each([204, 202])('is an error where HTTP %i brings none', async (status) => {
    for (const as of ['csv', 'zip'] as const) {
      await expect((await report([{ status }], as)).rows()).rejects.toMatchObject({
        code: 'format',
        message: `The file r/part-0 is not available: HTTP ${status} contains no file.`,
      });
      await expect((await report([{ status }], as)).file()).rejects.toMatchObject({ code: 'format' });
    }
  });
});

describe('one file of several parts', () => {
  it('has one header line, in whatever form the parts have theirs', async () => {
    expect(await fileOf('App_ID,user_id,sent_at\r\nA,u1,now', '\uFEFFAPP_ID, User_ID,sent_at\nA,u2,now\n', 'A,u3,now\n')).toBe(
      'App_ID,user_id,sent_at\r\nA,u1,now\nA,u2,now\nA,u3,now\n',
    );
  });

  it('has one also where the first part has none', async () => {
    expect(await fileOf('A,u1,now\n', 'app_id,user_id,sent_at\nA,u2,now\n')).toBe('app_id,user_id,sent_at\nA,u1,now\nA,u2,now\n');
  });

  it('is the same in pieces of any size', async () => {
    for (const size of [1, 2, 7, 30]) {
      const { file } = await report([part('app_id,user_id,sent_at\nA,u1,now', size), part('\n\napp_id,user_id,sent_at\nA,u2,now\n', size)]);
      expect(await file()).toBe('app_id,user_id,sent_at\nA,u1,now\nA,u2,now\n');
    }
  });

  it('is refused where the order of the columns differs, and rows are not', async () => {
    const parts = ['app_id,user_id,sent_at\nA,u1,now\n', 'user_id,app_id,sent_at\nu2,A,now\n'] as const;
    await expect(fileOf(...parts)).rejects.toMatchObject({
      code: 'format',
      message: expect.stringMatching(/^The file r\/part-1 has its columns in a different order/),
    });
    expect(users(await rowsIn(...parts))).toEqual(['u1', 'u2']);
  });

  it('is refused where a line has no end, without holding it', async () => {
    let given = 0;
    const endless = (): Partial<HttpReply> => ({
      stream: (async function* () {
        for (;;) {
          given += 100_000;
          yield new Uint8Array(100_000).fill(97);
        }
      })(),
    });
    for (const what of ['file', 'rows'] as const) {
      given = 0;
      await expect((await report([endless()]))[what]()).rejects.toMatchObject({
        code: 'format',
        message: expect.stringContaining('is longer than 1000000 characters'),
      });
      expect(given).toBeLessThan(3_000_000);
    }
  });
});

describe('the objects in an archive', () => {
  const zipped = async (text: string) => await (await report([part(zipSync({ 'a.txt': strToU8(text) }))], 'zip')).rows();

  it('are plain data, whatever their members are called, the last of two that are called the same', async () => {
    const [row] = await zipped('{"__proto__":{"x":1},"constructor":2,"a":1,"a":2}\n');
    expect(JSON.stringify(row)).toBe('{"__proto__":{"x":1},"constructor":2,"a":2}');
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it.each(['[1]', '"text"', 'null', '5', '{"a":', 'not JSON'])('are refused where a line is %s', async (line) => {
    await expect(zipped(`{"a":1}\n${line}\n`)).rejects.toMatchObject({
      code: 'format',
      message: `The file r/part-0 cannot be read: a line is not a JSON object: ${line}.`,
    });
  });

  it('are refused where they are too deep', async () => {
    const nested = (depth: number) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
    expect(await zipped(nested(200))).toHaveLength(1);
    for (const depth of [201, 1_000_000]) {
      await expect(zipped(nested(depth))).rejects.toMatchObject({
        code: 'format',
        message: expect.stringMatching(/a line is nested more than 200 levels deep/),
      });
    }
  });
});
