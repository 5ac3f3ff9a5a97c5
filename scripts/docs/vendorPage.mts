import { anchorOf, blocks, code, count, duration, italic, list, plain, sentence } from './markdown.mts';
import { errorsText } from './errors.mts';
import { columnsTable, nestedOf, nestedText } from './fields.mts';
import { contentsText, entriesOf, formFor, operationsText, triggersText, triggerTitle } from './operations.mts';
import type { Engine } from './engine.mts';
import type { AnyVendor, Field, FormField, Known } from './types.mts';

/** A vendor's page, below `docs/`; a folder of the single-vendor packages has the ID itself. */
export const pageOf = ({ id }: Pick<AnyVendor, 'id'>): string => `vendors/${id.toLowerCase()}.md`;

/** The name of a vendor's config node in Node-RED, as that pack derives it. */
const accountNodeOf = ({ id }: AnyVendor): string => `${id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}-account`;

export const packageOf = ({ id }: Pick<AnyVendor, 'id'>): string => `@campaign-nodes/n8n-nodes-${id.toLowerCase()}`;

const aboutText = (vendor: AnyVendor): string => {
  const triggers = Object.keys(vendor.triggers).length;
  return blocks(
    `${sentence(plain(vendor.description))} The nodes follow the [vendor's documents](${vendor.docs}).`,
    list([
      `**In n8n**: node ${italic(vendor.label)}${triggers > 0 ? `, node ${italic(`${vendor.label} Trigger`)}` : ''}, credential ${italic(`${vendor.label} API`)}; in ${code('n8n-nodes-campaigns')}, or alone in ${code(packageOf(vendor))}.`,
      `**In Node-RED**: node ${italic(vendor.label.toLowerCase())}, its part of the everyday nodes, and config node ${code(accountNodeOf(vendor))}.`,
      `**What there is**: ${count(entriesOf(vendor).length, 'operation')}, ${triggers > 0 ? count(triggers, 'trigger') : 'no triggers'}.`,
    ]),
  );
};

const accountText = (vendor: AnyVendor, engine: Engine): string =>
  blocks(
    columnsTable(vendor.credential, engine, () => undefined),
    `**What the test of the account proves**: ${plain(vendor.check.proves)}`,
  );

const limitsText = ({ patience, quotas, label }: AnyVendor): string =>
  list([
    `A request is tried at most ${count(patience.attempts, 'time')}, and counts as lost after ${duration(patience.timeoutMs)} of silence.`,
    `Rate limits do not count as tries: the node waits for them, up to ${duration(patience.longestRetryWaitMs)} per request.`,
    ...Object.values(quotas).map(
      ({ calls, perMs }) => `${label} allows ${calls.toLocaleString('en-US')} requests in ${duration(perMs)}; the nodes keep to that.`,
    ),
  ]);

/** The generated parts of a vendor's page. */
export const vendorParts = (vendor: AnyVendor, known: readonly Known[], engine: Engine): Readonly<Record<string, string>> => {
  const forms = new Map<string, readonly FormField[]>([
    ...entriesOf(vendor).map(({ title, operation }) => [title, formFor(operation, engine)] as const),
    ...Object.values(vendor.triggers).map((trigger) => [triggerTitle(trigger), formFor(trigger, engine)] as const),
  ]);
  const { headings, columnsOf } = nestedOf(forms, engine);
  const elsewhere = (field: Field): string | undefined => {
    const heading = headings.get(field);
    return heading === undefined ? undefined : `[${plain(heading)}](#${anchorOf(heading)})`;
  };
  return {
    about: aboutText(vendor),
    account: accountText(vendor, engine),
    contents: contentsText(vendor, engine),
    operations: blocks(operationsText(vendor, forms, engine, elsewhere), nestedText(columnsOf, engine, elsewhere)),
    triggers: triggersText(vendor, forms, engine, elsewhere),
    limits: limitsText(vendor),
    errors: errorsText(vendor, known),
  };
};

const part = (name: string): string => `<!-- ${name}:start -->\n\n<!-- ${name}:end -->`;

const HOW_TO_READ =
  "In the tables, *required* and *optional* fields are in the main form, *additional* ones under *Options* in n8n, and under *Additional Fields* in Node-RED. Each label is followed by the vendor's own name of the field, or, for a field such as *Recipients From*, by the node's.";

/** The page of a new vendor. */
export const newPage = (label: string): string =>
  `${blocks(
    `# ${label}`,
    part('about'),
    '## Account, step by step',
    `<!-- steps:start -->\n\n1. FILL IN: where the values of the account are found in the vendor's dashboard.\n\n<!-- steps:end -->`,
    '### Fields of the account',
    part('account'),
    '## Operations',
    HOW_TO_READ,
    part('contents'),
    part('operations'),
    '## Triggers',
    part('triggers'),
    '## Limits',
    part('limits'),
    '## Errors',
    part('errors'),
  )}\n`;
