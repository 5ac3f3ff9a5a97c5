import { isObject, sayIn, validateCredential, type CheckContext, type JsonObject, type Problem } from '../../../engine';
import { isToday } from '../identifiers';
import { givenIn, messageFields, messageKinds, type Endpoint, type Given, type Messages } from './given';
import { isGiven } from './kind';
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

const problemsOf = (given: Given, campaign: boolean): readonly Problem[] => {
  const { kind, message, at } = given;
  const raw = rawProblems(given);
  if (raw.length > 0) return raw;
  const say = sayIn(kind?.field.columns ?? {}, at);
  const variation =
    campaign && !isGiven(message.message_variation_id)
      ? [
          say(
            'message_variation_id',
            'is empty, but a campaign is set',
            "Enter the campaign's message variation under which this message is counted, or remove the campaign.",
          ),
        ]
      : [];
  return [...(kind?.problems(message, say, at) ?? []), ...variation];
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
            todo: 'Fill in at least one message.',
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
  return given.flatMap((each) => {
    const regime = regimeProblems(each, endpoint, context);
    return regime.length > 0 ? regime : problemsOf(each, needs.campaign);
  });
};
