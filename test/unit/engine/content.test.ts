import { operation, type HttpRequest, type Json } from '../../../engine';
import { Crc32 } from '../../../engine/base/checksum';
import { acme, base, call } from '../../support/acme';
import { failureIn, jsonOf, run, testHost } from '../../support/host';
import { crc32 } from 'node:zlib';

const send = operation({
  ...base,
  fields: { file: { type: 'file', label: 'File', description: 'People', required: true, limits: { csv: { columns: ['User'], filled: ['User'] } } } },
  retry: 'send',
  returns: 'object',
  request: ([{ file }]: readonly [{ file: never }]) => ({
    method: 'POST',
    path: '/upload',
    body: { multipart: { fields: { id: '1' }, file: { field: 'file', name: 'people.csv', type: 'text/csv', content: file } } },
  }),
  parse: ({ body }: { body: Json }) => ({ one: body }),
});

const CHECKED = 'User,a\nu1,x\nu2,y\n';

/** A file that gives other content, or fails, when it is opened for the second time, in pieces of so many bytes. */
const fileOf = (second: string | Error, size = 5) => {
  let opened = 0;
  return {
    name: 'people.csv',
    async *open() {
      const content = ++opened === 1 ? CHECKED : second;
      if (content instanceof Error) throw content;
      const bytes = Buffer.from(content);
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    },
  };
};

/** Sends it to a vendor that accepts what comes to its end; gives what became of it, and what arrived each time. */
const upload = async (file: object) => {
  const arrived: string[] = [];
  let promised = 0;
  const vendor = async ({ upload: body }: HttpRequest) => {
    const at = arrived.push('') - 1;
    promised = body!.length;
    for await (const piece of body!.open()) arrived[at] += Buffer.from(piece as Uint8Array).toString();
    return { status: 200, headers: {}, body: { accepted: true } };
  };
  const host = testHost({ vendor });
  const [outcome] = await run(call(acme({ start: send }), 'thing.start', [{ file } as never]), host.ports);
  return { outcome, arrived, promised, slept: host.slept };
};

const had = 'it had 17 bytes when it was checked, and';

describe('a file that is sent', () => {
  it.each([
    ['grown', `${CHECKED}u3,z\n`, 'is larger now'],
    ['shrunk', CHECKED.slice(0, 12), 'has 12 bytes now'],
    ['emptied', '', 'has 0 bytes now'],
    ['of the same size with another person', CHECKED.replace('u2', 'u3'), 'has different content of the same size now'],
    ['of the same size with rows changed about', 'User,a\nu2,y\nu1,x\n', 'has different content of the same size now'],
  ])('is broken off where it has %s in the meantime, and that is a failure of it', async (_, second, how) => {
    for (const size of [1, 5, 1000]) {
      const { outcome, arrived, promised, slept } = await upload(fileOf(second, size));
      const error = failureIn(outcome);
      expect(error).toMatchObject({ code: 'validation', reached: 'no', retryable: false, todo: 'Run it again once nothing writes to the file anymore.' });
      expect(error.message).toContain(`The file 'people.csv' changed while it was being sent: ${had} ${how}. The upload was aborted after `);
      expect(error.message).toMatch(/Incomplete uploads are not processed, so nothing was sent\.$/);
      expect(arrived).toHaveLength(1);
      expect(slept).toEqual([]);
      expect(arrived[0]).not.toMatch(/--\r\n$/);
      expect(Buffer.byteLength(arrived[0]!)).toBeLessThan(promised);
    }
  });

  it('is broken off where it cannot be read any more', async () => {
    const { outcome, arrived } = await upload(fileOf(new Error('EACCES: permission denied.')));
    expect(failureIn(outcome)).toMatchObject({
      code: 'validation',
      reached: 'no',
      message: expect.stringMatching(/^The file 'people\.csv' could not be read: EACCES: permission denied\. The upload was aborted after /),
      todo: 'Provide a file that exists and can be read.',
    });
    expect(arrived[0]).not.toMatch(/--\r\n$/);
  });

  it('goes up whole where it is as it was, whatever the pieces', async () => {
    for (const size of [1, 3, 1000]) {
      const { outcome, arrived, promised } = await upload(fileOf(CHECKED, size));
      expect(jsonOf(outcome)).toEqual({ accepted: true, recipients: 2 });
      expect(arrived[0]).toContain(`\r\n\r\n${CHECKED}\r\n--`);
      expect(Buffer.byteLength(arrived[0]!)).toBe(promised);
    }
  });

  it('that cannot be read is refused before anything is sent', async () => {
    const file = {
      name: 'people.csv',
      open: () => {
        throw new Error('EIO: i/o error');
      },
    };
    const { outcome, arrived } = await upload(file);
    expect(failureIn(outcome)).toMatchObject({
      code: 'validation',
      reached: 'no',
      field: 'file',
      message: "'File' (file): the file 'people.csv' could not be read: EIO: i/o error.",
    });
    expect(arrived).toEqual([]);
  });
});

describe('a file of people', () => {
  const refused = async (text: string) => {
    const { outcome, arrived } = await upload({
      name: 'people.csv',
      async *open() {
        yield Buffer.from(text);
      },
    });
    expect(arrived).toEqual([]);
    const { code, message, todo } = failureIn(outcome);
    expect(code).toBe('validation');
    return `${message} ${todo}`;
  };

  it.each([
    ['User,a\nu1,x,y\nu2,z\n', /is not readable CSV: line 2 has 3 cells, but the first line has 2\. Put cells that contain a comma/],
    ['User,a\nu1,5" pizza\nu2,z\n', /line 2 has a quote inside a cell .*: 5" pizza\. Put cells/],
    ['User,a\ru1,x\r', /line 1 ends with a carriage return without a line feed.* Save it with Windows or Unix/],
    ['User;a\nu1;x\n', /has no column 'User', because its cells are separated by semicolons; its first line is: User;a\. Save it as comma-separated CSV\.$/],
    ['User;a\nu1;1,5\n', /because its cells are separated by semicolons/],
    ['User\ta\nu1\tx\n', /because its cells are separated by tabs/],
    ['{"User":"u1"}', /is not readable CSV: it is JSON/],
    ['User,a\nu1,x\nUser,a\nu2,y\n', /repeats the header line with the column names as row 2 .* Remove that row/],
    ['User,a\nu1,\0\n', /line 2 contains a NUL character/],
  ])('is refused with a way out: %j', async (text, says) => {
    expect(await refused(text)).toMatch(says);
  });
});

describe('a checksum', () => {
  it('is that of zip, wherever the bytes are cut', () => {
    const bytes = Buffer.from(Array.from({ length: 1000 }, (_, i) => (i * 7919) % 251));
    for (const size of [1, 3, 8, 9, 64, 1000]) {
      const sum = new Crc32();
      for (let at = 0; at < bytes.length; at += size) sum.add(bytes.subarray(at, at + size));
      expect(sum.value).toBe(crc32(bytes));
    }
    expect(new Crc32().value).toBe(0);
    const check = new Crc32();
    check.add(Buffer.from('123456789'));
    expect(check.value).toBe(0xcbf43926);
  });
});
