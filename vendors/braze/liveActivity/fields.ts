import { isBlank, isoWithOffset, type Fields, type Input, type JsonObject, type Problem } from '../../../engine';
import { sampleId } from '../fields';
import { appIdColumn } from '../messages/kind';

/** What starting and updating a Live Activity have in common. */
export const activityFields = {
  app_id: { ...appIdColumn, description: 'API identifier of the iOS app', required: true },
  activity_id: {
    type: 'text',
    label: 'Activity ID',
    description: 'Your identifier for the activity, by which it is updated later',
    required: true,
    placeholder: 'order-A-17',
  },
  content_state: {
    type: 'json',
    label: 'Content State',
    description: "What the activity shows, in the form of the app's ContentState",
    required: true,
    limits: { shape: 'object' },
    placeholder: '{"stopsLeft": 3}',
  },
} as const satisfies Fields;

/** The notification for the watch, and times. */
export const noticeFields = {
  title: { type: 'text', prose: true, label: 'Title', description: 'Title of the alert', prominent: true, placeholder: 'Good news' },
  message: { type: 'text', prose: 'lines', label: 'Message', description: 'Text of the alert', prominent: true, placeholder: 'Your order is on its way' },
  notification: {
    type: 'json',
    label: 'Notification JSON',
    description: 'Additional properties of the Apple push object with the alert, such as its sound',
    limits: { shape: 'object' },
  },
  dismissal_date: { type: 'dateTime', label: 'Dismissal Date', description: 'When to remove the activity; immediately if this has passed' },
  stale_date: { type: 'dateTime', label: 'Stale Date', description: 'When to mark the content as outdated' },
} as const satisfies Fields;

export type Notice = Input<typeof noticeFields>;

/** Whether an alert is to be shown. */
export const hasNotice = ({ title, message, notification }: Notice): boolean => !isBlank(title) || !isBlank(message) || notification !== undefined;

const alertIn = (notification: unknown): JsonObject => {
  const { alert } = (notification ?? {}) as JsonObject;
  return typeof alert === 'object' && alert !== null && !Array.isArray(alert) ? (alert as JsonObject) : {};
};

/** "Should include notification.alert.title and notification.alert.body". */
export const noticeProblems = (input: Notice): readonly Problem[] => {
  const alert = alertIn(input.notification);
  return (['title', 'message'] as const)
    .filter((name) => isBlank(input[name]) && isBlank(alert[name === 'title' ? 'title' : 'body']))
    .map((name) => ({
      field: name,
      message: `'${noticeFields[name].label}' (${name}) is empty.`,
      todo: "Enter it, or in the 'alert' of 'Notification JSON'.",
    }));
};

/** The notification and the times in wire form. */
export const noticeOf = (input: Notice, timeZone: string): JsonObject => {
  const { title, message, notification, dismissal_date, stale_date } = input;
  const alert = { ...alertIn(notification), ...(!isBlank(title) && { title: title! }), ...(!isBlank(message) && { body: message! }) };
  return {
    ...(hasNotice(input) && { notification: { ...(notification as JsonObject | undefined), alert } }),
    ...(dismissal_date !== undefined && { dismissal_date: isoWithOffset(dismissal_date, timeZone) }),
    ...(stale_date !== undefined && { stale_date: isoWithOffset(stale_date, timeZone) }),
  };
};

/** A minimal and a full input of both. */
export const leastActivity = { app_id: sampleId, activity_id: 'order-A-17', content_state: { stopsLeft: 3 } } as const satisfies JsonObject;
export const fullNotice = {
  title: 'Good news',
  message: 'Your order is on its way',
  notification: { sound: 'default' },
  dismissal_date: '2099-05-11T13:00:00+01:00',
  stale_date: '2099-05-10T14:00:00+01:00',
} as const satisfies JsonObject;
