import type { Fields, JsonObject } from '../../../engine';
import { inspect } from '../../../engine/validate/inspect';
import { csv } from '../../../ports/csv';
import { fileOf } from '../../support/host';

const look = async (content: string, limits: JsonObject = {}, name = 'people.csv', size?: number) => {
  const fields = { file: { type: 'file', label: 'The file', description: 'It', limits } } as unknown as Fields;
  return await inspect(fields, 'file', fileOf(content, name, size), csv, (text, most) => text.slice(0, most));
};
const wrong = async (...given: Parameters<typeof look>) => {
  const looked = await look(...given);
  return 'problem' in looked ? looked.problem.message : undefined;
};

describe('a file', () => {
  it('may have as many bytes as its limit says, and none more', async () => {
    expect(await look('12345', { maxBytes: 5 })).toMatchObject({ facts: { bytes: 5 } });
    expect(await wrong('123456', { maxBytes: 5 })).toBe("'The file' (file): the file 'people.csv' is larger than 5 bytes.");
  });

  it('is not even read where it says itself that it has more, but for a byte order mark', async () => {
    expect(await wrong('12345', { maxBytes: 5 }, 'a.csv', 8)).toBeUndefined();
    expect(await wrong('12345', { maxBytes: 5 }, 'a.csv', 9)).toBe("'The file' (file): the file 'a.csv' has 9 bytes; at most 5 bytes are allowed.");
  });

  it.each([
    [new Error('no such file...'), 'no such file'],
    [{ message: 7 }, '7'],
    ['gone.', 'gone'],
    [undefined, 'undefined'],
    [null, 'null'],
  ])('that cannot be read is told with why: %j', async (thrown, why) => {
    const broken = {
      name: 'a.csv',
      async *open(): AsyncGenerator<Uint8Array> {
        yield new Uint8Array(1);
        throw thrown;
      },
    };
    const fields = { file: { type: 'file', label: 'The file', description: 'It' } } as unknown as Fields;
    expect(await inspect(fields, 'file', broken, csv, (text) => text)).toMatchObject({
      problem: { field: 'file', message: `'The file' (file): the file 'a.csv' could not be read: ${why}.` },
    });
  });

  it('has bytes and a checksum, and lines where it is CSV', async () => {
    expect(await look('id\n1\n')).toEqual({ facts: { bytes: 5, checksum: expect.any(Number) } });
    expect(await look('id\n1\n', { csv: { columns: ['id'] } })).toEqual({ facts: { bytes: 5, checksum: expect.any(Number), columns: ['id'], rows: 1 } });
  });

  it('ends as it has to, in whatever letters', async () => {
    expect(await wrong('x', { extension: '.csv' }, 'PEOPLE.CSV')).toBeUndefined();
    expect(await wrong('x', { extension: '.csv' }, 'people.xlsx')).toContain('does not end in .csv');
  });

  it('has the checksum of zip (ISO 3309), whatever is in it', async () => {
    // The check value of CRC-32.
    expect(await look('123456789')).toEqual({ facts: { bytes: 9, checksum: 0xcbf43926 } });
  });
});

describe('a CSV file', () => {
  const limits = { csv: { columns: ['id'], filled: ['id'] } };

  it('has its columns in any order, and its rows are counted', async () => {
    expect(await look('name,id\na,1\nb,2\n', limits)).toMatchObject({ facts: { columns: ['name', 'id'], rows: 2 } });
  });

  it.each([
    ['name\na\n', "has no column 'id'; its first line is: name"],
    ['name;id\na;1\n', "has no column 'id', because its cells are separated by semicolons; its first line is: name;id"],
    ['id,name,id\n1,a,1\n', "has two columns named 'id'"],
    ['id,\n1,a\n', 'has a column without a name in its first line'],
    ['id\n', 'has no rows'],
    ['', 'has no rows'],
    ['id,name\n1,a\n ,b\n', "is empty in column 'id' of row 2 (below the first line)"],
    ['id,name\n1,a\nid,name\n', 'repeats the header line with the column names as row 2 (below the first line)'],
  ])('%j %s', async (content, says) => {
    expect(await wrong(content, limits)).toBe(`'The file' (file): the file 'people.csv' ${says}.`);
  });

  it('of one column may have a person who is called like it', async () => {
    expect(await wrong('id\n1\nid\n', limits)).toBeUndefined();
  });
});
