import { isRecord } from '../../server/body';
import type { Template } from '../catalogue';
import { dateTime, demand, filled, flag, isGiven, object, type Shape } from '../checks';
import type { Body } from '../endpoint';
import { refuse } from '../refusals';
import type { BrazeState } from '../state';

/** What both Live Activity endpoints have. */
export const ACTIVITY: Shape = {
  required: { app_id: filled, activity_id: filled, content_state: object },
  optional: { dismissal_date: dateTime, stale_date: dateTime, notification: object, end_activity: flag },
};

/** The app must be one of the workspace's. */
export function checkActivity(state: BrazeState, body: Body): void {
  demand(body, ACTIVITY);
  if (!state.apps.has(String(body.app_id))) throw refuse.badRequest("'app_id' is no app of this workspace");
}

/** The alert as the outbox shows it; "should include notification.alert.title and notification.alert.body". */
export function alertIn({ notification }: Body): Template | undefined {
  if (!isGiven(notification)) return undefined;
  const alert = isRecord(notification) && isRecord(notification.alert) ? notification.alert : {};
  demand(alert, { required: { title: filled, body: filled } }, 'notification.alert');
  return { type: 'apple_push', title: String(alert.title), body: String(alert.body) };
}
