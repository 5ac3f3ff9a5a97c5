import { Container } from './engine';
import { rm, writeFile } from 'node:fs/promises';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';
import { CHANGES, frontOf } from '../../support/front';
import { Bench, chainOf, csvOf, triggerWith } from './bench';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
  await Container.get(BinaryDataService).init();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const text = csvOf(Array.from({ length: 20_000 }, (_, i) => `u${i}`)).replace('u7,Ada,', 'u7,First7,');
const fromFile = triggerWith({ recipientsFrom: 'file' });

/** Sends a file that n8n keeps on disk, and that changes after it was checked: the account signs in between. */
const sendAndChange = async (change: (path: string) => Promise<void>) => {
  const files = Container.get(BinaryDataService);
  const about: IBinaryData = { data: '', mimeType: 'text/csv', fileName: 'people.csv', fileExtension: 'csv' };
  const binary = await files.store({ type: 'execution', workflowId: 'wf1', executionId: 'before' }, Buffer.from(text), about);
  const path = files.getPath(binary.id!);
  const front = await frontOf(bench.baseUrl, async (asked) => {
    if (asked.includes('sign_in')) await change(path);
  });
  const before = (await bench.batches()).length;
  const ran = await bench.run(chainOf(fromFile), { items: [{ json: {}, binary: { data: binary } }], accounts: bench.account({ baseUrl: front.url }) });
  front.close();
  const accepted = (await bench.batches()).length - before;
  return { ran, accepted, uploads: front.seen.filter((each) => each.path.includes('/trigger')) };
};

describe('a file that changes between the check and the upload', () => {
  it.each(CHANGES)('is noticed where it has %s, and the vendor accepts nothing', async (_, change, says) => {
    const { ran, accepted, uploads } = await sendAndChange((path) => writeFile(path, change(text)));
    expect(ran.error?.message).toMatch(/The file 'people\.csv' changed while it was being sent: it had .* when it was checked, and /);
    expect(ran.error?.message).toContain(says);
    expect(ran.error?.message).toContain('Incomplete uploads are not processed, so nothing was sent.');
    expect(uploads).toHaveLength(1);
    expect(uploads[0]!.isWhole).toBe(false);
    expect(uploads[0]!.bytes).toBeLessThan(uploads[0]!.promised);
    expect(accepted).toBe(0);
  });

  it('is told where it is gone', async () => {
    const { ran, accepted } = await sendAndChange((path) => rm(path));
    expect(ran.error?.message).toMatch(/The file 'people\.csv' could not be read: /);
    expect(accepted).toBe(0);
  });

  it('goes up where it is written anew as it was', async () => {
    const { ran, accepted, uploads } = await sendAndChange((path) => writeFile(path, text));
    expect(ran.error).toBeUndefined();
    expect(uploads).toMatchObject([{ isWhole: true, bytes: uploads[0]!.promised }]);
    expect(accepted).toBe(1);
  });
});
