import { eachOnce, isObject, sayIn, validateCredential, type CheckContext, type JsonObject, type Problem, type Say } from '../../../engine';
import { isToday } from '../identifiers';
import { channelFields, messageKinds, textNames, textsIn } from './channels';
import { givenIn, messageFields, type Endpoint, type Given, type Messages } from './given';
import { isGiven, membersFor } from './kind';
import { takesLegacy, todayOnly } from './version';
import { webhook } from './webhook';

/** Members from JSON are checked against the same table as those of the form. */
const rawProblems = ({ kind, raw, at }: Given): readonly Problem[] => {
  if (!kind || !raw) return [];
  const columns = kind.field.columns;
  // An alert may be an object, which no form column allows; `json` is a name used only by the form.
  const known = Object.entries(raw).filter(([name, value]) => Object.hasOwn(columns, name) && name !== 'json' && !(name === 'alert' && isObject(value)));
  return validateCredential(messageFields, { [kind.wire]: Object.fromEntries(known) }).map((problem) => ({
    ...problem,
    field: problem.field.replace(kind.wire, at),
    message: problem.message.replace(`(${kind.wire}`, `(${at}`),
  }));
};

const namesOfKinds = messageKinds.map(({ wire, field }) => `'${field.label}' (${wire})`).join(', ');

const regimeProblems = ({ kind, at, message }: Given, endpoint: Endpoint, context: CheckContext): readonly Problem[] => {
  if (kind?.legacy && !takesLegacy(context)) {
    return [
      {
        field: at,
        message: `'${kind.field.label}' (${at}) is no longer part of Braze's API.`,
        todo: 'Remove it; only accounts with a custom REST endpoint or the version Appboy can send it.',
      },
    ];
  }
  if (kind?.isNew && !isToday(context)) {
    return [
      {
        field: at,
        message: `'${kind.field.label}' (${at}) is not supported by the Appboy API version.`,
        todo: "Remove it, or set the account's version to Braze.",
      },
    ];
  }
  if (kind === webhook && endpoint === 'send' && !isToday(context)) {
    return [
      {
        field: at,
        message: `'${kind.field.label}' (${at}) can only be scheduled in the Appboy API version.`,
        todo: "Schedule the message, or set the account's version to Braze.",
      },
    ];
  }
  return kind ? todayOnly(kind.field.columns, kind.today ?? [], message, context, `${at}.`) : [];
};

/** Words a problem of a message. It is a problem of a text for all channels if the message has that text, or if the text is missing on every channel. */
const sayOf = (input: Messages, { kind, message, at, common: shared = [] }: Given): Say => {
  const say = sayIn(kind?.field.columns ?? {}, at);
  return (member, ...words) => {
    const common = at === kind?.wire ? textNames.find((name) => membersFor(kind.texts, name).includes(member)) : undefined;
    const isCommon = shared.includes(member) || (!isGiven(message[member]) && textsIn(input).length > 0);
    return common !== undefined && isCommon ? sayIn(channelFields)(common, ...words) : say(member, ...words);
  };
};

/** What is wrong with a message of a kind, in an account of this version. */
const kindProblems = (input: Messages, given: Given, endpoint: Endpoint, context: CheckContext): readonly Problem[] => {
  const regime = regimeProblems(given, endpoint, context);
  if (regime.length > 0) return regime;
  const raw = rawProblems(given);
  if (raw.length > 0) return raw;
  const { kind, message, at } = given;
  const { now, timeZone } = context;
  return kind?.problems(message, sayOf(input, given), { now, timeZone, isImmediate: endpoint === 'send' }, at) ?? [];
};

const variationProblems = (input: Messages, given: Given): readonly Problem[] =>
  isGiven(given.message.message_variation_id)
    ? []
    : [
        sayOf(input, given)(
          'message_variation_id',
          'is empty, but a campaign is set',
          "Enter the campaign's message variation under which this message is counted, or remove the campaign.",
        ),
      ];

/** JSON of a kind that had no form at first and went to Braze unchecked. */
const wasUnchecked = ({ kind, at }: Given, { isFirst }: CheckContext): boolean => isFirst === true && kind?.isNew === true && at !== kind.wire;

/** What has become an error since the form was saved, as warnings. */
export const formerProblems = (input: Messages, endpoint: Endpoint, context: CheckContext): readonly string[] =>
  givenIn(input, context.timeZone)
    .filter((each) => wasUnchecked(each, context))
    .flatMap((each) => kindProblems(input, each, endpoint, context).map(({ message, todo }) => `${message} ${todo}`));

/** Channels that are chosen and for which nothing is written. */
const emptyProblems = (given: readonly Given[]): readonly Problem[] => {
  const empty = given.flatMap(({ kind, message }) => (kind && Object.keys(message).length === 0 ? [kind] : []));
  const { channels, title, message } = channelFields;
  const named = empty.filter(({ texts }) => texts).map(({ field }) => `'${field.label}'`);
  const isOne = named.length === 1;
  return [
    ...(named.length === 0
      ? []
      : [
          {
            field: 'message',
            message: `'${message.label}' (message) is empty, but ${named.join(', ')} ${isOne ? 'is' : 'are'} chosen in '${channels.label}' and ${isOne ? 'has' : 'have'} no content.`,
            todo: `Enter '${title.label}' and '${message.label}', or clear what you do not want to send.`,
          },
        ]),
    ...empty
      .filter(({ texts }) => !texts)
      .map(({ wire, field: { label } }) => ({
        field: wire,
        message: `'${label}' (${wire}) is empty, but chosen in '${channels.label}'.`,
        todo: `Fill it in, or clear '${label}' in '${channels.label}'.`,
      })),
  ];
};

/**
 * Problems of an input's messages.
 * @param needs whether a message is required, and whether messages belong to a campaign
 */
export const messageProblems = (
  input: Messages,
  endpoint: Endpoint,
  needs: { readonly some: boolean; readonly campaign: boolean },
  context: CheckContext,
): readonly Problem[] => {
  const given = givenIn(input, context.timeZone);
  if (given.length === 0) {
    return needs.some
      ? [
          {
            field: 'messages',
            message: `There is no message: none of ${namesOfKinds} and '${messageFields.messages.label}' (messages) is set.`,
            todo: textsIn(input).length > 0 ? `Choose in '${channelFields.channels.label}' where it goes.` : 'Fill in at least one message.',
          },
        ]
      : [];
  }
  const notObjects = Object.entries((input.messages ?? {}) as JsonObject).filter(([, value]) => !isObject(value));
  if (notObjects.length > 0) {
    return notObjects.map(([key]) => ({
      field: `messages.${key}`,
      message: `'${messageFields.messages.label}' (messages.${key}) must be an object.`,
      todo: 'Provide each message as an object under its key.',
    }));
  }
  const twice = given.filter(({ key }, i) => given.findIndex((other) => other.key === key) < i);
  if (twice.length > 0) {
    return twice.map(({ key, at }) => ({
      field: at,
      message: `A message of type ${key} is given twice, once in '${messageFields.messages.label}' (${at}).`,
      todo: 'Keep only one of them.',
    }));
  }
  const empty = emptyProblems(given);
  if (empty.length > 0) return empty;
  return eachOnce(
    given.flatMap((each) => [
      ...(wasUnchecked(each, context) ? [] : kindProblems(input, each, endpoint, context)),
      ...(needs.campaign ? variationProblems(input, each) : []),
    ]),
  );
};
