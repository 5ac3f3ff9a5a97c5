import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

/** The pictures of the documents. */
const folder = join(import.meta.dirname, '../../docs/pictures');
const MOST_BYTES = 150_000;

export const SIZE = { width: 960, height: 660 };
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update'];
const PATIENCE_MS = 60_000;

/** The people in all pictures. The sandbox goes by what is in their IDs. */
export const PEOPLE = [
  ['ann-delivered', 'Ann', 'Lee', 'A-1001'],
  ['bob-delivered', 'Bob', 'Ray', 'A-1002'],
  ['cleo-optout', 'Cleo', 'Diaz', 'A-1003'],
  ['dan-delivered', 'Dan', 'Fox', 'A-1004'],
  ['eve-nodevice', 'Eve', 'Moss', 'A-1005'],
].map(([User, firstname, lastname, contractnumber]) => ({ User, firstname, lastname, contractnumber }));

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: FLAGS });

export const openPage = async (browser: Browser, url: string, viewport = SIZE): Promise<Page> => {
  const context = await browser.newContext({ viewport, locale: 'en-US', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(url);
  return page;
};

const asAddress = (png: Buffer): string => `data:image/png;base64,${png.toString('base64')}`;

/** A picture that was taken, for a page to show. */
export const addressOf = async (name: string): Promise<string> => asAddress(await readFile(join(folder, `${name}.png`)));

/** Fewer shades, which nobody sees, make a picture half as large. */
const withFewerShades = async (page: Page, png: Buffer): Promise<Buffer> => {
  const data = await page.evaluate(async (address) => {
    const image = await createImageBitmap(await (await fetch(address)).blob());
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, image.width, image.height);
    pixels.data.forEach((shade, i) => {
      pixels.data[i] = i % 4 === 3 ? 255 : Math.min(255, Math.round(shade / 15) * 15);
    });
    context.putImageData(pixels, 0, 0);
    return canvas.toDataURL('image/png');
  }, asAddress(png));
  return Buffer.from(data.split(',')[1]!, 'base64');
};

/**
 * Takes a picture of what a page shows.
 * @throws Error if it is too large for the repository
 */
export const take = async (page: Page, name: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  const blank = await page.context().newPage();
  await writeFile(path, await withFewerShades(blank, await page.screenshot({ animations: 'disabled' })));
  await blank.close();
  const { size } = await stat(path);
  process.stdout.write(`docs/pictures/${name}.png  ${Math.round(size / 1000)} kB\n`);
  if (size > MOST_BYTES) throw new Error(`${name}.png has more than ${MOST_BYTES / 1000} kB`);
};
