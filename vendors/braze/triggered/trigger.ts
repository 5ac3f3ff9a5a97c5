import { operation, type AnyOperation, type Field, type Fields, type JsonObject, type Problem } from '../../../engine';
import { endpoint } from '../endpoint';
import { sampleId } from '../fields';
import { blameOf, onceForAll, outcomesOf, withWarnings } from '../message/answer';
import { todayOnly } from '../messages/version';
import { inAction, ofKind, type Kind } from './kind';
import { batchOf, bodyOf, isForAll, peopleOf, subjectOf, triggerFields, triggerProblems, whoIsNamed } from './recipients';

/** The fields for immediate sends alone that are filled in; a form may deliver an untouched list. */
const filledIn = ({ ownNow }: Kind, input: JsonObject): readonly [name: string, field: Field][] =>
  Object.entries(ownNow).filter(([name]) => {
    const value = input[name];
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });

/** What is for named recipients only. */
const ownProblems = (kind: Kind, input: JsonObject): readonly Problem[] =>
  isForAll(input)
    ? filledIn(kind, input).map(([name, { label }]) => ({
        field: name,
        message: `'${label}' (${name}) are set, but the message is for everyone.`,
        todo: `Remove the ${label.toLowerCase()}, or specify recipients.`,
      }))
    : [];

/** Sends what is triggered immediately: "Sending Messages via API Triggered Delivery", "Send Endpoints". */
export const triggerOf = (kind: Kind, samples: readonly [least: JsonObject, full: JsonObject]): AnyOperation => {
  const { path, permission, quota } = endpoint(`/${kind.path}/trigger/send`);
  const fields: Fields = { ...triggerFields(kind), ...kind.ownNow };
  const { called, id } = kind;
  return operation({
    ...ofKind(kind),
    label: 'Trigger',
    action: `Trigger ${inAction(kind)}`,
    description: `Send an API-triggered ${called} immediately to users, up to 50 per request, or to everyone in its segment. Success means that Braze accepted the messages, not that they were delivered`,
    docs: kind.docs.send,
    verb: 'triggerBatch',
    fields,
    recipients: peopleOf(kind),
    people: whoIsNamed,
    check: (input, context) => [
      ...triggerProblems(kind, fields, input, context),
      ...ownProblems(kind, input),
      ...todayOnly(
        fields,
        filledIn(kind, input).map(([name]) => name),
        input,
        context,
      ),
    ],
    // No client key: repeating the request would send a second message, unless re-eligibility happens to prevent it.
    retry: 'send',
    permission,
    quota,
    ifUnknown: `Check the ${called}'s analytics ('Get Series' of the ${called}) or the Braze dashboard to see whether the messages were sent before you send again.`,
    returns: 'object',
    batch: batchOf(fields),
    request(inputs, context) {
      const own = Object.fromEntries(filledIn(kind, inputs[0]).map(([name]) => [name, inputs[0][name]!]));
      return { method: 'POST', path, body: { json: { ...bodyOf(kind, inputs, context), ...own } } };
    },
    parse: (reply, inputs) => withWarnings(outcomesOf(reply, inputs.map(subjectOf(kind))), onceForAll(inputs, isForAll)),
    recover: (failure, inputs, again) => (again ? undefined : blameOf(failure, inputs.map(subjectOf(kind)))),
    sameNames: { external_user_id: 'user_id' },
    sample: { [id]: sampleId, external_user_id: 'user1', status: 'accepted', dispatch_id: '0fb5ed5bbb0b4b5ca4c9b6d1b7d4a2e9' },
    sampleReply: { dispatch_id: '0fb5ed5bbb0b4b5ca4c9b6d1b7d4a2e9', message: 'success' },
    sampleInputs: samples,
  });
};
