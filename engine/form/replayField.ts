import type { AnyTrigger, Watch } from '../catalogue/trigger';
import type { FormField } from './formField';

/** Parameter name of the field, whose value a poll takes as `replaySince`. */
export const REPLAY_SINCE = 'replaySince';

/** Why an expression is refused: it may be another time at each poll, and each of them would be replayed. */
export const NOT_FIXED = {
  message: "'Replay Since' is an expression, which could be another time on each poll, and each other time is replayed.",
  todo: 'Enter a fixed time such as 2026-05-01T00:00:00+02:00.',
} as const;

/** What a replay by each of the mechanics returns besides, or cannot return. */
const OF: Readonly<Record<Watch<never>['by'], string>> = {
  time: 'New rows come after them',
  change: 'Campaigns come as they are now, because the vendor keeps no history of their states',
  point: 'As far back as the vendor has points',
  request:
    'Reports returned since then are requested again as a whole, at most the last 100; each request may count toward a quota, and a report that the vendor no longer has is an error',
};

/** The field of every trigger with which what came after a time is returned once more. */
export const replayField = ({ watch, replays }: AnyTrigger): FormField => ({
  name: REPLAY_SINCE,
  place: 'options',
  field: {
    type: 'dateTime',
    label: 'Replay Since',
    description: `Return what came after this time again, once, with replayed: true. Another time does it again; enter a fixed time, not an expression. ${replays ?? OF[watch.by]}`,
    todo: 'Enter a time such as 2026-05-01T00:00:00+02:00, or leave it empty.',
  },
});
