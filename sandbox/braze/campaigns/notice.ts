import type { Campaign } from '../catalogue';

/** Today's `notice` in the answer of trigger/send: the request is valid, but nothing is sent. Absent for a campaign that can send. */
export function noticeAbout({ archived, paused }: Campaign): string | undefined {
  if (archived) return 'The campaign is archived. Unarchive the campaign to ensure trigger requests will take effect.';
  if (paused) return 'The campaign is paused. Resume the campaign to ensure trigger requests will take effect.';
  return undefined;
}
