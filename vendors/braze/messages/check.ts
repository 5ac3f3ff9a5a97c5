import { isObject, sayIn, validateCredential, type CheckContext, type JsonObject, type Problem } from '../../../engine';
import { isToday } from '../identifiers';
import { givenIn, messageFields, messageKinds, type Endpoint, type Given, type Messages } from './given';
import { isGiven } from './kind';
import { takesLegacy } from './version';
import { webhook } from './webhook';

/** Members that came as JSON are held to the table that those of the form are held to. */
const rawProblems = ({ kind, raw, at }: Given): readonly Problem[] => {
  if (!kind || !raw) return [];
  const columns = kind.field.columns;
  // An alert may be an object, which no column of the form is; `json` is a name of the form's alone.
  const known = Object.entries(raw).filter(([name, value]) => Object.hasOwn(columns, name) && name !== 'json' && !(name === 'alert' && isObject(value)));
  return validateCredential(messageFields, { [kind.wire]: Object.fromEntries(known) }).map((problem) => ({
    ...problem,
    field: problem.field.replace(kind.wire, at),
    message: problem.message.replace(`(${kind.wire}`, `(${at}`),
  }));
};

const namesOfKinds = messageKinds.map(({ wire, field }) => `'${field.label}' (${wire})`).join(', ');

const regimeProblems = ({ kind, at }: Given, endpoint: Endpoint, context: CheckContext): readonly Problem[] => {
  if (kind?.legacy && !takesLegacy(context)) {
    return [
      {
        field: at,
        message: `'${kind.field.label}' (${at}) is no longer part of Braze's API.`,
        todo: 'Leave it out; only an account with a custom REST endpoint, or of the version Appboy, may send it.',
      },
    ];
  }
  if (kind === webhook && endpoint === 'send' && !isToday(context)) {
    return [
      {
        field: at,
        message: `'${kind.field.label}' (${at}) can only be scheduled in the Appboy version of the API.`,
        todo: 'Schedule the message, or set the version of the account to Braze.',
      },
    ];
  }
  return [];
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
            'is empty although a campaign is given',
            'Give the variation of the campaign under which this message is counted, or leave the campaign out.',
          ),
        ]
      : [];
  return [...(kind?.problems(message, say, at) ?? []), ...variation];
};

/**
 * What is wrong with the messages of an input.
 * @param needs whether there must be one, and whether they belong to a campaign
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
            message: `No message is given: none of ${namesOfKinds}, '${messageFields.messages.label}' (messages).`,
            todo: 'Fill in at least one kind of message.',
          },
        ]
      : [];
  }
  const notObjects = Object.entries((input.messages ?? {}) as JsonObject).filter(([, value]) => !isObject(value));
  if (notObjects.length > 0) {
    return notObjects.map(([key]) => ({
      field: `messages.${key}`,
      message: `'${messageFields.messages.label}' (messages.${key}) must be an object.`,
      todo: 'Give each message as an object below its key.',
    }));
  }
  const twice = given.filter(({ key }, i) => given.findIndex((other) => other.key === key) < i);
  if (twice.length > 0) {
    return twice.map(({ key, at }) => ({
      field: at,
      message: `A message of the kind ${key} is given twice, once in '${messageFields.messages.label}' (${at}).`,
      todo: 'Give it once.',
    }));
  }
  return given.flatMap((each) => {
    const regime = regimeProblems(each, endpoint, context);
    return regime.length > 0 ? regime : problemsOf(each, needs.campaign);
  });
};
