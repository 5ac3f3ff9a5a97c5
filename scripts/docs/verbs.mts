import type { Choice, NodeType } from '../../node-red/shared/types.ts';
import { anchorOf, bold, count, list, plain, sentence, table } from './markdown.mts';
import { entriesOf } from './operations.mts';
import { pageOf } from './vendorPage.mts';
import type { AnyVendor, Verb } from './types.mts';

/** What each everyday verb is called, and does. */
export const VERBS: Readonly<Record<Verb, readonly [name: string, does: string]>> = {
  createCampaign: ['create campaign', 'creates a campaign: a draft; for HORISEN, also one that runs; for MoEngage, a push that is sent'],
  launchCampaign: ['launch campaign', 'starts a draft'],
  triggerBatch: ['trigger batch', 'sends a campaign to a list of people'],
  cancelRequest: ['cancel request', 'cancels what was scheduled, or stops a campaign'],
  getReport: ['get report', 'returns the figures of a campaign, or the rows of a delivery report'],
  trackUser: ['track user', 'records attributes, events and purchases of users'],
  exportSegment: ['export segment', 'returns the users of a segment, or their archive'],
};

const titled = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}`;

/** The README's table: what can be done with which vendor, with links to the operations. */
export const verbsText = (types: readonly NodeType[], vendors: readonly AnyVendor[]): string => {
  // Where a vendor has several, each is named with its resource.
  const link = ({ vendor, name, definition }: Choice, _: number, { length }: readonly Choice[]): string => {
    const { title } = entriesOf(vendor).find((each) => each.name === name)!;
    return `[${plain(length > 1 ? title : definition.label)}](docs/${pageOf(vendor)}#${anchorOf(title)})`;
  };
  const ofVerb = ([verb, [name]]: [string, readonly [string, string]]): readonly string[] => {
    const choices = types.find((type) => type.verb === verb)?.choices ?? [];
    return [
      bold(titled(name)),
      ...vendors.map((vendor) =>
        choices
          .filter((choice) => choice.vendor === vendor)
          .map(link)
          .join(', '),
      ),
    ];
  };
  return table(
    ['', ...vendors.map(({ label }) => label)],
    [
      ...Object.entries(VERBS).map(ofVerb),
      [bold('All operations'), ...vendors.map((vendor) => `[${entriesOf(vendor).length}](docs/${pageOf(vendor)}#operations)`)],
      [
        bold('Triggers'),
        ...vendors.map((vendor) =>
          Object.keys(vendor.triggers).length > 0 ? `[${Object.keys(vendor.triggers).length}](docs/${pageOf(vendor)}#triggers)` : '',
        ),
      ],
    ],
  );
};

/** A vendor's everyday verbs, for its own README. */
export const verbsOf = (vendor: AnyVendor): string =>
  list(
    entriesOf(vendor).flatMap(({ title, operation: { verb, description } }) =>
      verb ? [`${bold(titled(VERBS[verb][0]))} (${title}): ${sentence(plain(description))}`] : [],
    ),
  );

/** The list of vendors on the page that lists all documents. */
export const vendorsText = (vendors: readonly AnyVendor[]): string =>
  list(
    vendors.map(
      (vendor) =>
        `[${vendor.label}](${pageOf(vendor)}): account, ${count(entriesOf(vendor).length, 'operation')}, ${count(Object.keys(vendor.triggers).length, 'trigger')}, limits, errors`,
    ),
  );
