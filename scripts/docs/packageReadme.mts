import { anchorOf, blocks, code, italic, list, plain, sentence, table } from './markdown.mts';
import { columnsTable } from './fields.mts';
import { contentsText, triggerTitle } from './operations.mts';
import { packageOf, pageOf, vendorParts } from './vendorPage.mts';
import { verbsOf } from './verbs.mts';
import type { Engine } from './engine.mts';
import type { AnyVendor } from './types.mts';

/** n8n and npm show a package's README by itself, so its links are whole ones. */
const DOCS = 'https://github.com/campaign-nodes/campaign-nodes/blob/main/docs';

const absolute = (markdown: string): string => markdown.replace(/\]\(\.\.\/([^)]+)\)/g, `](${DOCS}/$1)`);

const triggersOf = (vendor: AnyVendor): string | undefined => {
  const all = Object.values(vendor.triggers);
  if (all.length === 0) return undefined;
  return blocks(
    '## Triggers',
    `The node ${italic(`${vendor.label} Trigger`)} polls for what is new, and returns [each row once](${DOCS}/triggers.md#each-row-once).`,
    table(
      ['Event', 'What it returns'],
      all.map((each) => [`[${plain(each.label)}](${DOCS}/${pageOf(vendor)}#${anchorOf(triggerTitle(each))})`, sentence(plain(each.description))]),
    ),
  );
};

/**
 * The README of a vendor's own package, which stands alone.
 * @param steps how to set up an account, from the vendor's page
 */
export const packageReadme = (vendor: AnyVendor, steps: string, engine: Engine): string =>
  `${blocks(
    `# ${packageOf(vendor)}`,
    `${sentence(plain(vendor.description))} For n8n 2.`,
    '## Install',
    [
      `1. In n8n, choose *Settings*, *Community nodes*, *Install*, and enter ${code(packageOf(vendor))}.`,
      `2. Add a credential ${italic(`${vendor.label} API`)}, as described below.`,
      `3. Add the node ${italic(vendor.label)} to a workflow, and choose an operation.`,
    ].join('\n'),
    `The package \`n8n-nodes-campaigns\` has the nodes of all vendors. Install one of the two: workflows refer to a node by its package.`,
    '## Account',
    absolute(steps),
    columnsTable(vendor.credential, engine, () => undefined),
    `**What the test of the credential proves**: ${plain(vendor.check.proves)}`,
    '## Everyday operations',
    verbsOf(vendor),
    '## All operations',
    contentsText(vendor, engine, `${DOCS}/${pageOf(vendor)}`),
    triggersOf(vendor),
    '## Limits',
    vendorParts(vendor, [], engine).limits,
    '## Before you send to people',
    list([
      `*Dry Run* checks everything and shows the requests without sending them.`,
      `A request that may have reached people is never repeated automatically. See [what is promised](${DOCS}/sending.md).`,
      `Every error says what happened and what to do. See [all errors](${DOCS}/errors.md).`,
      `A local [sandbox](${DOCS}/rehearsing.md) simulates ${vendor.label}, so that the first test reaches nobody.`,
    ]),
    `All fields, limits and errors: [${vendor.label}](${DOCS}/${pageOf(vendor)}).`,
    'MIT license. This package is not made by the vendor, and is not affiliated with it.',
  )}\n`;
