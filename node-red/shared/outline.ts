import type { AnyVendor, FormDefinition, Topic, Verb } from '../../engine';

/*
 * What is known of the catalogue without its forms: which vendor has which operations in which node. This is all that the editor needs before a form
 * opens, so nothing here may need more.
 */

/** Name of the package's node set, under which its texts are found. */
export const SET = 'campaigns';

/** Prefix of trigger names, to distinguish them from operations. */
export const TRIGGER = 'trigger.';

/** A vendor without what its operations do. */
export interface OutlinedVendor extends Pick<AnyVendor, 'id' | 'label'> {
  readonly resources: Readonly<Record<string, unknown>>;
}

/** An operation or a trigger by vendor and name, without what it does. */
export interface OutlinedChoice {
  readonly vendor: OutlinedVendor;
  /** `batch.trigger`; for a trigger `trigger.hits` */
  readonly name: string;
  readonly definition: Pick<FormDefinition, 'was'>;
}

/** A node type of the palette, without what its operations do. */
export interface OutlinedType {
  readonly type: string;
  readonly verb?: Verb | undefined;
  readonly vendor?: OutlinedVendor | undefined;
  readonly topic?: Topic | undefined;
  readonly choices: readonly OutlinedChoice[];
}

/** Whether a flow refers to this operation or trigger, possibly by a name from an earlier release. */
export const isCalled = ({ name, definition: { was = [] } }: OutlinedChoice, saved: unknown): boolean =>
  name === saved || was.some((former) => (name.startsWith(TRIGGER) ? `${TRIGGER}${former}` : former) === saved);

/** The choices of a vendor in a node type. */
export const choicesIn = <C extends OutlinedChoice>(choices: readonly C[], id: unknown): readonly C[] => choices.filter(({ vendor }) => vendor.id === id);

/**
 * The choice of a vendor that a node's saved operation stands for. A single choice needs no name. A verb without a name means the vendor's first: the node
 * was saved while the vendor had one operation for the verb, and what came later is not meant.
 */
export const chosenIn = <C extends OutlinedChoice>(
  { verb, topic }: Pick<OutlinedType, 'verb' | 'topic'>,
  ofVendor: readonly C[],
  operation: unknown,
): C | undefined => {
  if ((verb || topic) && ofVendor.length === 1) return ofVendor[0];
  return ofVendor.find((each) => isCalled(each, operation)) ?? (verb && !operation ? ofVendor[0] : undefined);
};

/** `followAnalytics` -> `follow-analytics`. */
export const kebabCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Name of the config node for a vendor's account. */
export const accountType = ({ id }: Pick<AnyVendor, 'id'>): string => `${kebabCase(id)}-account`;
