import { isBlank, isObject, type CheckContext, type Field, type Fields, type Group, type JsonObject, type Problem, type Say } from '../../../engine';

/** Where a kind of message has the texts that are common to all channels; several members if each platform has its own. */
export interface Texts {
  readonly title?: string;
  readonly message?: string;
  readonly link?: string | readonly string[];
}

/** The members of a kind for one of the common texts. */
export const membersFor = (texts: Texts | undefined, name: keyof Texts): readonly string[] => [texts?.[name] ?? []].flat();

/** When a message is sent, as far as its content depends on it. */
export type Moment = Pick<CheckContext, 'now' | 'timeZone'> & { readonly isImmediate: boolean };

/** A kind of message: its object in `messages`, and the document's rules for it. */
export interface MessageKind {
  /** Its key on the send endpoint, and its field in the form. */
  readonly wire: string;
  /** Its key on the schedule endpoints, if different ("Scheduling Messages"). */
  readonly scheduledWire?: string;
  /** Removed from today's documentation. */
  readonly legacy?: true;
  /** Not in the Appboy document, so that accounts of its version cannot send it. */
  readonly isNew?: true;
  readonly field: Group;
  /** Its members for the texts of all channels, if it can say them. */
  readonly texts?: Texts;
  /** Whether a message says already what a member would, though that member is not set. */
  says?(message: JsonObject, member: string): boolean;
  /** Columns of today's pages that the Appboy document does not have, and that accounts of its version cannot send. */
  readonly today?: readonly string[];
  /** Builds the vendor's object from members with the form's names. */
  shape?(members: JsonObject, timeZone: string): JsonObject;
  /** Problems of the object as sent. */
  problems(message: JsonObject, say: Say, moment: Moment, at: string): readonly Problem[];
  /** Content that the vendor accepts but nobody can have intended. */
  doubts?(message: JsonObject, at: string): readonly string[];
}

/** Whether a member is set: an empty text is not. */
export const isGiven = (value: unknown): boolean => !isBlank(value);

/** Members without a list that is empty: a form may deliver one that nobody touched. */
export const withoutEmptyList = (members: JsonObject, list: string): JsonObject => {
  const { [list]: given, ...others } = members;
  return given === undefined || (Array.isArray(given) && given.length === 0) ? others : members;
};

/** A problem for each missing member. */
export const needed = (message: JsonObject, members: readonly string[], say: Say): readonly Problem[] =>
  members.filter((member) => !isGiven(message[member])).map((member) => say(member, 'is empty', 'Enter it here, or in the JSON of the message.'));

/** A problem for each member that is not a "valid Key Value Hash", whose values are scalars. */
export const hashes = (message: JsonObject, members: readonly string[], say: Say): readonly Problem[] =>
  members.flatMap((member) => {
    const value = message[member];
    return isObject(value) && Object.values(value).some((each) => typeof each === 'object' && each !== null)
      ? [say(member, 'contains a list or an object, but only accepts single values', 'Use text, numbers, or true and false.')]
      : [];
  });

/** A workspace's app, which several kinds name. */
export const appIdColumn = {
  type: 'text',
  label: 'App ID',
  description: "API identifier of one of the workspace's apps",
  prominent: true,
  placeholder: '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064',
  todo: 'Copy it from the API settings in the Braze dashboard.',
} as const satisfies Field;

/** The group whose subscribers get a message to their phone number; no endpoint lists the groups of a workspace. */
export const subscriptionGroupColumn = {
  type: 'text',
  label: 'Subscription Group ID',
  description: 'Identifier of the subscription group whose subscribers receive the message',
  prominent: true,
  placeholder: 'e.g. 2c9d4a50-13a4-4b6a-9a0e-6f9a5a1e7c11',
  todo: "Copy it from the group's page in the Braze dashboard.",
} as const satisfies Field;

/** Columns of all kinds. */
export const variation = (of: string) =>
  ({
    type: 'text',
    label: 'Message Variation ID',
    description: `The variation of the API campaign that this message is counted under; it must be ${of}. Required with a campaign`,
    placeholder: 'variation-email',
    todo: 'Copy it from the API campaign in the Braze dashboard.',
  }) as const satisfies Field;

export const json = {
  type: 'json',
  label: 'JSON',
  description: 'Additional properties of the message object, or the complete object; the other fields take precedence',
  limits: { shape: 'object' },
} as const satisfies Field;

/** Columns of the pushes of both systems in today's pages. */
export const pushToday = {
  use_webview: { type: 'boolean', label: 'Use Web View', description: 'Whether a URL opens inside the app instead of in the browser' },
  send_to_most_recent_device_only: {
    type: 'boolean',
    label: 'Most Recent Device Only',
    description: 'Whether to send only to the device that the user used last',
  },
} as const satisfies Fields;

/** What a button of a push does. */
export const buttonAction = (values: Readonly<Record<string, string>>) =>
  ({
    type: 'choice',
    label: 'Action',
    description: 'What happens when the button is tapped',
    options: Object.entries(values).map(([value, label]) => ({ value, label })),
  }) as const satisfies Field;

/** The members of nearly every kind of push for the texts of all channels. */
export const pushTexts = { title: 'title', message: 'alert', link: 'custom_uri' } as const satisfies Texts;

/** Columns of several kinds of push. */
export const push = {
  alert: {
    type: 'text',
    prose: 'lines',
    label: 'Alert',
    description: 'Text on this channel, instead of the message above',
    prominent: true,
    placeholder: 'Your order is on its way',
  },
  title: {
    type: 'text',
    prose: true,
    label: 'Title',
    description: 'Title on this channel, instead of the one above',
    prominent: true,
    placeholder: 'Good news',
  },
  extra: { type: 'json', label: 'Extra', description: 'Additional key-value pairs passed to the app', limits: { shape: 'object' } },
  sound: {
    type: 'text',
    label: 'Sound',
    description: "Path of the sound file in the app, or 'default' for the default sound",
    placeholder: 'default',
  },
  custom_uri: {
    type: 'text',
    label: 'Custom URI',
    description: 'URL or deep link that opens on a tap on this channel, instead of the link above',
    placeholder: 'https://www.example.com/offers',
    limits: { format: 'templateUri' },
  },
  collapse_key: { type: 'text', label: 'Collapse Key', description: 'If several undelivered messages have the same key, only the last one is shown' },
  priority: {
    type: 'number',
    label: 'Priority',
    description: 'From -2 (lowest) to 2 (highest); 0 is the default',
    limits: { min: -2, max: 2, whole: true },
  },
} as const satisfies Fields;
