import { operationsOf, type AnyVendor, type FormDefinition } from '../../engine';
import { TRIGGER_ON } from './triggerProperties';

type Said = readonly [saved: string, action: string];

/** Each action under its current name and those of earlier releases. */
const saidOf = (name: string, { was = [], action }: FormDefinition): Said[] => [name, ...was].map((each) => [each, action]);

const looked = (said: readonly Said[], key: string): string => `={{ (${JSON.stringify(Object.fromEntries(said))})[${key}] }}`;

/** The line below a node's name: what it does, in the words of the list from which it was chosen. */
export const subtitleOf = (vendor: AnyVendor): string =>
  looked(
    operationsOf(vendor).flatMap(({ name, operation }) => saidOf(name, operation)),
    '$parameter["resource"] + "." + $parameter["operation"]',
  );

/** The same for a trigger node. */
export const triggerSubtitleOf = ({ triggers }: AnyVendor): string =>
  looked(
    Object.entries(triggers).flatMap(([name, trigger]) => saidOf(name, trigger)),
    `$parameter["${TRIGGER_ON}"]`,
  );
