import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 50;

/**
 * The text of a file, as soon as it has any.
 * @param over aborts the waiting; the text is then empty
 */
export const fileOnce = async (path: string, over?: AbortSignal): Promise<string> => {
  while (!over?.aborted) {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text) return text;
    await wait(LOOK_EVERY_MS);
  }
  return '';
};
