import type { World } from '../../server/world';
import { bad } from './refusals';

/** What lists show in order of creation. Times are in milliseconds. */
interface Listed {
  readonly id: string;
  readonly name: string;
  readonly archived: boolean;
  readonly tags: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface CampaignFacts extends Listed {
  readonly isApi: boolean;
  /** Stopped by hand in the dashboard. */
  readonly paused?: boolean;
  readonly description: string;
  readonly scheduleType: string;
  /** Message types by their names in the messaging API: `apple_push`, `email`... */
  readonly messageTypes: readonly string[];
  /** Names of the variations: a campaign with variations is multivariate and also has a control group. */
  readonly variations: readonly string[];
  /** What the dashboard says of each message: one of each type, or of each variation of a multivariate campaign. */
  readonly messages: readonly MessageFacts[];
  /** What counts as a conversion, most important first: today's `conversion_behaviors`. */
  readonly conversions: readonly Readonly<Record<string, unknown>>[];
  /** Names of the teams it belongs to. */
  readonly teams: readonly string[];
  readonly firstSent?: number;
  readonly lastSent?: number;
}

/** A message of a campaign, as made in the dashboard; its texts may have Liquid in them. */
export interface MessageFacts {
  /** "message_variation_id", which series call `variation_api_id`. */
  readonly id: string;
  /** Its type by the name in the messaging API. */
  readonly type: string;
  /** Name of the variation. */
  readonly name: string;
  readonly title: string;
  readonly body: string;
  /** Those of a control group get nothing. */
  readonly isControl?: boolean;
  /** Texts that will replace the others once somebody launches them ("post-launch draft"). */
  readonly draft?: { readonly title: string; readonly body: string };
}

export interface SegmentFacts extends Listed {
  /** Its filters in words. */
  readonly description: string;
  /** What people wrote about it: today's `text_description`. */
  readonly text: string;
  readonly teams: readonly string[];
  /** Analytics tracking is enabled; otherwise there is no series. */
  readonly tracking: boolean;
}

export interface CardFacts extends Listed {
  readonly type: 'NewsItem' | 'CaptionedImage' | 'Banner' | 'DevPick';
  readonly title: string;
  readonly description: string;
  readonly publishAt: number;
  readonly endAt: number;
  readonly imageUrl: string;
  readonly extras: Readonly<Record<string, string>>;
}

/** What the exports need to know about the simulated account. */
export interface ExportAccount {
  readonly world: World;
  readonly settings: ExportSettings;
  /** ID of the app group, now called workspace. */
  readonly appGroup: string;
  readonly apps: ReadonlySet<string>;
  readonly campaigns: ReadonlyMap<string, CampaignFacts>;
  readonly segments: ReadonlyMap<string, SegmentFacts>;
  /** Those who get nothing at all, for comparison. */
  readonly controlGroup: SegmentFacts;
  readonly cards: ReadonlyMap<string, CardFacts>;
  /** Names of the recorded custom events and products. */
  readonly events: ReadonlySet<string>;
  readonly products: ReadonlySet<string>;
  /** Number of users in the segment. */
  sizeOf(segment: SegmentFacts): number;
  /** The user export objects of the segment's users; nothing if the segment is a computed crowd. */
  rowsOf(segment: SegmentFacts, fields: readonly string[] | undefined): Iterable<object> | undefined;
}

/** Durations in milliseconds; switches are 0 or 1. */
export interface ExportSettings {
  /** From the request of a segment export until its link works. */
  readonly exportMs: number;
  /** From there until the link expires ("valid for a few hours"). */
  readonly exportLinkMs: number;
  /** More users than this are too many for a link ("usually around 500,000 to 1 million user profiles"). */
  readonly exportMaxUsers: number;
  /** HTTP status of a link that does not work yet. */
  readonly pendingStatus: number;
  readonly rawExportMs: number;
  /** The account has its own S3 bucket. */
  readonly s3: number;
  /** Exports must say which fields they want, as for workspaces made since April 2021 (segments) and August 2024 (users by identifier). */
  readonly fieldsRequired: number;
  /** Names from the document (`apple_push`, `appboy_id`) instead of today's. */
  readonly appboy: number;
}

/** The object with this ID. The refusal has the vendor's words (issue 1985 of its documentation's repository). */
export function find<Thing>(things: Pick<ReadonlyMap<string, Thing>, 'get'>, id: unknown, kind: 'campaign' | 'canvas' | 'segment' | 'card'): Thing {
  const found = typeof id === 'string' ? things.get(id) : undefined;
  if (found === undefined) throw bad(`${kind}_id must be a string of the ${kind} api identifier`);
  return found;
}
