import type { Channel, Status } from '../account';
import type { Schedule } from '../schedule/schedule';

/** The writable members of a campaign (HORISEN Campaign API, 4.1 "Campaign"), as they were sent. */
export interface Content {
  readonly name: string;
  readonly status: Status;
  readonly sending_type: Channel;
  readonly schedule_type: 'now' | 'once' | 'scheduled';
  readonly schedule_rrule?: string | null;
  readonly template: string;
  readonly webpush_title?: string | null;
  readonly webpush_body?: string | null;
  readonly webpush_target_url?: string | null;
  readonly webpush_icon?: string | null;
  readonly webpush_image?: string | null;
  readonly sender: string;
  readonly recipient_lists: string;
  readonly query_type?: 'all' | 'segmentation' | null;
  readonly query?: string | null;
}

/** Members of {@link Content} that may be omitted or null. */
export const OPTIONAL = [
  ...['schedule_rrule', 'webpush_title', 'webpush_body', 'webpush_target_url', 'webpush_icon', 'webpush_image', 'query_type', 'query'],
] as const;
export const REQUIRED = ['name', 'status', 'sending_type', 'schedule_type', 'template', 'sender', 'recipient_lists'] as const;
/** Members of answers only. */
export const READ_ONLY = ['uuid', 'created_dt', 'updated_dt', 'next_dt', 'last_dt'] as const;

/** The IDs of a campaign's lists: "One or more (comma separated) list of UUIDs". */
export const listsOf = ({ recipient_lists }: Content): string[] => recipient_lists.split(',').map((list) => list.trim().toLowerCase());

/** A campaign and its state. Its content is replaced as a whole, never mutated. */
export interface Campaign {
  readonly uuid: string;
  content: Content;
  readonly createdAt: number;
  updatedAt: number;
  /** Start of its last run. */
  lastAt?: number;
  /** Set while it is active. */
  schedule?: Schedule;
  /** When its last run ends and it becomes `finished`; set while it is active. */
  endsAt?: number;
}
