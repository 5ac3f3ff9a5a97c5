import type { Field, Fields, OnlyWith } from '../../../engine';

/** Where a kind's endpoints are described. */
interface Docs {
  readonly send: string;
  readonly schedule: string;
  readonly update: string;
  readonly cancel: string;
}

/** What can be sent by API-triggered delivery, a campaign or a Canvas: everything in which the two differ. */
export interface Kind {
  /** The start of its paths. */
  readonly path: 'campaigns' | 'canvas';
  /** What it is called within a sentence. */
  readonly called: 'campaign' | 'Canvas';
  /** Wire name of the field that chooses it, and the field. */
  readonly id: 'campaign_id' | 'canvas_id';
  readonly field: Field;
  /** Wire name of the values for its messages, for everyone and for a recipient, and their field. */
  readonly values: 'trigger_properties' | 'context';
  readonly valuesField: Extract<Field, { type: 'json' }>;
  /** The names by which its messages refer to these values in Liquid. */
  readonly namespaces: readonly string[];
  /** Fields that only this kind has: when it is sent or scheduled, and only when it is sent. */
  readonly own: Fields;
  readonly ownNow: Fields;
  /** Absent: every account has the kind. */
  readonly onlyWith?: OnlyWith;
  /** The ID of a schedule for examples. */
  readonly sampleSchedule: string;
  readonly docs: Docs;
}

/** What every operation of a kind has in common. */
export const ofKind = ({ onlyWith }: Kind): Pick<Kind, 'onlyWith'> => (onlyWith ? { onlyWith } : {});

/** The kind's name in n8n's actions, which are in sentence case. */
export const inAction = ({ called }: Kind): string => called.toLowerCase();
