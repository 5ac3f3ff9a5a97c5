import type { World } from '../../server/world';
import { bad } from './refusals';

/** What lists show in order of creation. Times are milliseconds. */
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
  /** Somebody has stopped it in the dashboard. */
  readonly paused?: boolean;
  readonly description: string;
  readonly scheduleType: string;
  /** Message types by their names in the messaging API: `apple_push`, `email`... */
  readonly messageTypes: readonly string[];
  /** Names of the variations: a campaign that has any is multivariate and has a control group too. */
  readonly variations: readonly string[];
  readonly firstSent?: number;
  readonly lastSent?: number;
}

export interface SegmentFacts extends Listed {
  readonly description: string;
  /** Analytics tracking is enabled: only then is there a series. */
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

/** What the exports read of the account that the sandbox plays. */
export interface ExportAccount {
  readonly world: World;
  readonly settings: ExportSettings;
  /** Id of the app group, which the vendor calls workspace today. */
  readonly appGroup: string;
  readonly apps: ReadonlySet<string>;
  readonly campaigns: ReadonlyMap<string, CampaignFacts>;
  readonly segments: ReadonlyMap<string, SegmentFacts>;
  readonly cards: ReadonlyMap<string, CardFacts>;
  /** Names of the custom events and of the products that have been recorded. */
  readonly events: ReadonlySet<string>;
  readonly products: ReadonlySet<string>;
  /** How many users are in the segment. */
  sizeOf(segment: SegmentFacts): number;
  /** The user export objects of the segment's users; nothing when the segment is a crowd that is kept nowhere. */
  rowsOf(segment: SegmentFacts, fields: readonly string[] | undefined): Iterable<object> | undefined;
}

/** Durations in milliseconds; switches are 0 or 1. */
export interface ExportSettings {
  /** From the request of a segment export to the moment when its link works. */
  readonly exportMs: number;
  /** From there until the link is dead ("valid for a few hours"). */
  readonly exportLinkMs: number;
  /** More users than this are too many for a link ("usually around 500,000 to 1 million user profiles"). */
  readonly exportMaxUsers: number;
  /** HTTP status of a link that does not work yet. */
  readonly pendingStatus: number;
  readonly rawExportMs: number;
  /** The account has its own S3 bucket. */
  readonly s3: number;
  /** Names of the document (`apple_push`, `appboy_id`) instead of today's. */
  readonly appboy: number;
}

/** The thing with this id. The words of the refusal are the vendor's (issue 1985 of the repository of its documentation). */
export function find<Thing>(things: ReadonlyMap<string, Thing>, id: unknown, kind: 'campaign' | 'segment' | 'card'): Thing {
  const found = typeof id === 'string' ? things.get(id) : undefined;
  if (found === undefined) throw bad(`${kind}_id must be a string of the ${kind} api identifier`);
  return found;
}
