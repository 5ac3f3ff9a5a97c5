import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { anchorsIn, brokenLinks, targetsIn } from '../../scripts/docs/links.mts';
import { DOCUMENTS, PACKAGE_READMES, PAGES, read, ROOT } from './documents';

it.each(DOCUMENTS)('%s links to nothing that is not there', (file) => {
  expect(brokenLinks(ROOT, file)).toEqual([]);
});

it('every page is reached from the list of documents', () => {
  const reached = new Set(['docs/README.md']);
  for (const file of reached) {
    if (!file.endsWith('.md')) continue;
    for (const target of targetsIn(read(file))) {
      const aim = join(dirname(file), target.split('#')[0]!).replaceAll('\\', '/');
      if (PAGES.includes(aim)) reached.add(aim);
    }
  }
  expect(PAGES.filter((page) => !reached.has(page))).toEqual([]);
});

it.each(PACKAGE_READMES)('%s stands alone: its links are whole ones', (file) => {
  expect(targetsIn(read(file)).filter((target) => !/^(https:\/\/|#)/.test(target))).toEqual([]);
});

describe('the check', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'links-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const brokenIn = (text: string): readonly string[] => {
    const files = {
      'docs/page.md': text,
      'docs/other.md': '# Other\n\n## Where it is: here\n\n## Twice\n\n## Twice\n\n```\n## No heading\n```\n',
      'top.md': '# Top',
    };
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), content);
    }
    return brokenLinks(root, 'docs/page.md');
  };

  it.each([
    ['a page', '[a](other.md), [b](../top.md#top), ![c](other.md "title"), <img src="other.md">'],
    ['a heading', '## Own *one*\n[a](#own-one) [b](other.md#where-it-is-here) [c](other.md#twice-1)'],
    ['what is code', '`[a](nowhere.md)`\n\n```\n[b](nowhere.md)\n```\n'],
    ['this repository, as others see it', '[a](https://github.com/campaign-nodes/campaign-nodes/blob/main/docs/other.md#twice)'],
    ['pages of others', '[a](https://www.example.com/x#y) [b](mailto:a@example.com)'],
  ])('accepts %s', (_, text) => expect(brokenIn(text)).toEqual([]));

  it.each([
    ['[a](nowhere.md)', 'nowhere.md leads to nothing'],
    ['![a](pictures/none.png)', 'pictures/none.png leads to nothing'],
    ['[a](other.md#nowhere)', 'other.md#nowhere has no such heading'],
    ['[a](other.md#no-heading)', 'other.md#no-heading has no such heading'],
    ['[a](#nowhere)', '#nowhere has no such heading'],
    ['[a](../../outside.md)', '../../outside.md leads to nothing'],
    ['[a]: nowhere.md', 'nowhere.md leads to nothing'],
    ['<a href="nowhere.md">', 'nowhere.md leads to nothing'],
    ['[a](https://exa mple)', undefined],
    ['[a](https://[x)', 'https://[x is no URL'],
    [
      '[a](https://github.com/campaign-nodes/campaign-nodes/blob/main/docs/gone.md)',
      'https://github.com/campaign-nodes/campaign-nodes/blob/main/docs/gone.md leads to nothing',
    ],
  ])('reads %s', (text, problem) => expect(brokenIn(text)).toEqual(problem === undefined ? [] : [problem]));

  it('counts headings that read the same, as GitHub does', () => {
    expect([...anchorsIn('# A `b` c\n## A b c\n## Größe: 1.5\n')]).toEqual(['a-b-c', 'a-b-c-1', 'größe-15']);
  });
});
