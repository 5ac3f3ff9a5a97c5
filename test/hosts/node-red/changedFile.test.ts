import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHANGES, frontOf } from '../../support/front';
import { Bench, choice, csvOf, str, trigger } from './bench';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const NAME = 'people.csv';
const text = csvOf(20_000);
const fromFile = trigger({ recipientsFrom: choice('file'), file: str(NAME) });

/** Sends the file, which changes after it was checked: the account signs in between. */
const sendAndChange = async (change: (path: string) => Promise<void>) => {
  await bench.file(NAME, text);
  const path = join(bench.folder, NAME);
  const front = await frontOf(bench.sandbox.baseUrls.bryj!, async (asked) => {
    if (asked.includes('sign_in')) await change(path);
  });
  await bench.run([fromFile, bench.account({ baseUrl: str(front.url) })], {});
  front.close();
  return front.seen.filter((each) => each.path.includes('/trigger'));
};

describe('a file that changes between the check and the upload', () => {
  it.each(CHANGES)('is noticed where it has %s, and the vendor accepts nothing', async (_, change, says) => {
    const uploads = await sendAndChange((path) => writeFile(path, change(text)));
    expect(bench.failure).toMatchObject({ code: 'validation', cause: { reached: 'no', retryable: false } });
    expect(bench.failure.message).toMatch(/The file 'people\.csv' changed while it was being sent: it had .* when it was checked, and /);
    expect(bench.failure.message).toContain(says);
    expect(bench.failure.message).toContain('Incomplete uploads are not processed, so nothing was sent.');
    expect(uploads).toHaveLength(1);
    expect(uploads[0]!.isWhole).toBe(false);
    expect(uploads[0]!.bytes).toBeLessThan(uploads[0]!.promised);
    expect(await bench.batches()).toEqual([]);
  });

  it('is told where it is gone', async () => {
    await sendAndChange((path) => rm(path));
    expect(bench.failure).toMatchObject({
      code: 'validation',
      cause: { reached: 'no' },
      message: expect.stringMatching(/^The file 'people\.csv' could not be read: ENOENT/),
    });
    expect(await bench.batches()).toEqual([]);
  });

  it('goes up where it is written anew as it was', async () => {
    const uploads = await sendAndChange((path) => writeFile(path, text));
    expect(bench.caught).toEqual([]);
    expect(uploads).toMatchObject([{ isWhole: true, bytes: uploads[0]!.promised }]);
    expect((await bench.batches()).map(({ count }) => count)).toEqual([20_000]);
  });
});
