import type { AnyVendor } from '../engine/index.ts';
import type { Choice, NodeType } from '../node-red/shared/types.ts';
import { VERBS } from './docs/verbs.mts';

/** An operation, with its resource if the vendor has several. */
const titleOf = ({ vendor: { resources }, name, definition: { label } }: Choice): string =>
  Object.keys(resources).length > 1 ? `${resources[name.split('.')[0]!]!.label}: ${label}` : label;

const row = (cells: readonly string[]): string => `|${cells.map((each) => (each === '' ? ' ' : ` ${each} `)).join('|')}|`;

/** The table in Node-RED's README: its nodes for operations, and what each does for which vendor. */
export const nodesText = (types: readonly NodeType[], vendors: readonly AnyVendor[]): string => {
  const ofVerb = ({ verb, choices }: NodeType): readonly string[] => [
    ...VERBS[verb!],
    ...vendors.map((vendor) => choices.flatMap((choice) => (choice.vendor === vendor ? [titleOf(choice)] : [])).join(', ')),
  ];
  const ofVendor = ({ vendor, choices }: NodeType): readonly string[] => [
    vendor!.label.toLowerCase(),
    'all operations of that vendor',
    ...vendors.map((each) => (each === vendor ? String(choices.length) : '')),
  ];
  const order = Object.keys(VERBS);
  return [
    row(['node', 'does', ...vendors.map(({ label }) => label)]),
    `|${'---|'.repeat(vendors.length + 2)}`,
    ...types
      .filter(({ verb }) => verb)
      .sort((one, other) => order.indexOf(one.verb!) - order.indexOf(other.verb!))
      .map((type) => row(ofVerb(type))),
    ...types.filter(({ vendor }) => vendor).map((type) => row(ofVendor(type))),
  ].join('\n');
};
