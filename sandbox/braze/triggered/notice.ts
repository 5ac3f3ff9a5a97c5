import type { Target } from './kind';

/** Today's `notice` in the answer of trigger/send: the request is valid, but nothing is sent. Absent for what can send. */
export function noticeAbout({ called, thing: { archived, paused } }: Target): string | undefined {
  if (archived) return `The ${called} is archived. Unarchive the ${called} to ensure trigger requests will take effect.`;
  if (paused) return `The ${called} is paused. Resume the ${called} to ensure trigger requests will take effect.`;
  return undefined;
}
