import { readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { anchorOf } from '../../scripts/docs/markdown.mts';

/** The pages are read on GitHub as well, so they have no front matter and link to each other as files. */
const REPOSITORY = 'https://github.com/campaign-nodes/campaign-nodes';
const folder = fileURLToPath(new URL('..', import.meta.url));

const titleOf = (page: string): string => /^# (.+)$/m.exec(readFileSync(`${folder}/${page}`, 'utf8'))![1]!;
const item = (page: string) => ({ text: titleOf(page), link: `/${page.replace(/README\.md$/, '').replace(/\.md$/, '')}` });
const items = (...pages: readonly string[]) => pages.map(item);
const pagesIn = (below: string): readonly string[] =>
  readdirSync(`${folder}/${below}`)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
    .map((name) => `${below}/${name}`);

/** A link of a page as the site has it: what is outside of it is on GitHub, and a list of pages is the index of its folder. */
const onSite = (href: string, page: string): string => {
  if (/^([a-z][a-z0-9+.-]*:|#|\/)/i.test(href)) return href;
  const [path = '', anchor] = href.split('#');
  const hash = anchor === undefined ? '' : `#${anchor}`;
  const aim = posix.join('docs', posix.dirname(page), path);
  return aim.startsWith('docs/') && path.endsWith('.md') ? `${path.replace(/README\.md$/, 'index.md')}${hash}` : `${REPOSITORY}/blob/main/${aim}${hash}`;
};

export default defineConfig({
  title: 'Campaign Nodes',
  description: 'Mobile campaigns at Braze, Bryj, FollowAnalytics, HORISEN and MoEngage, from n8n and Node-RED',
  head: [['style', {}, readFileSync(`${folder}/.vitepress/wide.css`, 'utf8')]],
  outDir: '../build/docs',
  cacheDir: '../build/docs-cache',
  rewrites: { 'README.md': 'index.md', 'decisions/README.md': 'decisions/index.md' },
  // Wide tables need the room of the list of headings.
  transformPageData: ({ relativePath }) => ({
    frontmatter: { aside: !/^(vendors\/|benchmarks|options|triggers|sending)/.test(relativePath), outline: [2, 3] },
  }),
  markdown: {
    anchor: { slugify: anchorOf },
    config: (md) => {
      // Double braces are n8n's expressions, not the site's.
      const { text, code_inline: code } = md.renderer.rules;
      md.renderer.rules.text = (...given) => text!(...given).replaceAll('{{', '&#123;&#123;');
      md.renderer.rules.code_inline = (...given) => code!(...given).replaceAll('{{', '&#123;&#123;');
      md.core.ruler.push('links-on-site', ({ tokens, env }) => {
        const { relativePath } = env as { readonly relativePath: string };
        for (const token of tokens.flatMap(({ children }) => children ?? [])) {
          const href = token.type === 'link_open' ? token.attrGet('href') : null;
          if (href !== null) token.attrSet('href', onSite(href, relativePath));
        }
      });
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
    nav: [
      { text: 'n8n', link: '/n8n' },
      { text: 'Node-RED', link: '/node-red' },
      { text: 'Vendors', items: items(...pagesIn('vendors')) },
      { text: 'Errors', link: '/errors' },
    ],
    sidebar: [
      { text: 'Start here', items: items('README.md', 'n8n.md', 'node-red.md', 'examples.md', 'compatibility.md') },
      { text: 'Vendors', items: items(...pagesIn('vendors')) },
      { text: 'Build a workflow', items: items('recipients.md', 'options.md', 'triggers.md', 'rehearsing.md', 'migrating.md') },
      { text: 'Run it', items: items('sending.md', 'errors.md', 'large-files.md', 'security.md') },
      { text: 'Look up', items: items('glossary.md', 'benchmarks.md', 'releasing.md') },
      { text: 'Design decisions', collapsed: true, items: items('decisions/README.md', ...pagesIn('decisions')) },
    ],
    outline: { level: [2, 3] },
  },
});
