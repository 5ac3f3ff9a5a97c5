import { isObject, type CheckContext, type Json, type JsonObject, type Problem } from '../../../engine';
import { isToday, notInAppboy } from '../identifiers';
import { isFilled, problemAt, show, type At } from './places';
import { profileField } from './profile';
import { fields, type Track } from './trackFields';

/** Members that identify the user; each object has one of them. */
const SURE = ['external_id', 'user_alias', 'braze_id'] as const;
/** These identify the user only if no member above does; otherwise they are profile fields. */
const PERHAPS = ['email', 'phone'] as const;
const IMPORT = 'push_token_import';

/** Members that are never attributes. */
export const IDENTITIES: ReadonlySet<string> = new Set<string>([...SURE, IMPORT]);

/** "external_id" or its alternative, in an object built from the form. */
export const identityFrom = ({ identifier = 'external_id', user, alias_label, app_id }: Track): JsonObject => {
  switch (identifier) {
    case 'user_alias':
      return { user_alias: { alias_name: user, alias_label } };
    case 'push_token':
      return { [IMPORT]: true, ...(user !== undefined && { push_tokens: [{ app_id, token: user }] }) };
    default:
      return { [identifier]: user };
  }
};

/** Problems with how the form identifies the user. */
export const identityFormProblems = (input: Track, context: CheckContext): readonly Problem[] => {
  const { kind, identifier = 'external_id', user, app_id } = input;
  const { label } = fields.identifier;
  const option = fields.identifier.options.find(({ value }) => value === identifier)!.label;
  if (identifier === 'push_token') {
    const place = (name: 'identifier' | 'app_id') => ({ label: fields[name].label, path: name });
    if (kind !== 'attributes')
      return [problemAt(place('identifier'), `is ${option}, which is only supported for attributes`, 'Identify the user in another way.')];
    if (user !== undefined && app_id === undefined)
      return [problemAt(place('app_id'), 'is empty', 'Enter the identifier of the app that the push token belongs to.')];
    return [];
  }
  if (kind === 'attributes' && app_id !== undefined)
    return [problemAt({ label: fields.app_id.label, path: 'app_id' }, 'is set, but attributes do not belong to an app', 'Remove it.')];
  if (!isToday(context) && identifier !== 'external_id') return [notInAppboy('identifier', label, option, 'Identify the user by external ID')];
  return user === undefined || user.trim() === ''
    ? [problemAt({ label: fields.user.label, path: 'user' }, 'is empty', 'Enter the user. If it comes from an input item, check the name of the User Column.')]
    : [];
};

const isAlias = (value: Json | undefined): boolean =>
  isObject(value) && isFilled((value as JsonObject).alias_name) && isFilled((value as JsonObject).alias_label);

/** Problems with how a wire object identifies its user. */
export const identityProblems = (list: string, object: JsonObject, at: At, context: CheckContext): readonly Problem[] => {
  const today = isToday(context);
  const named = SURE.filter((name) => object[name] !== undefined);
  const [name, another] = named;
  const isImport = object[IMPORT] === true;
  if (isImport && list === 'attributes') {
    if (name) return [problemAt(at(name), `identifies a user, but ${IMPORT} is for users without an identifier`, 'Remove one of the two.')];
    if (!Array.isArray(object.push_tokens) || object.push_tokens.length === 0)
      return [problemAt(at('push_tokens'), 'is empty, but a push token is imported', 'Enter the push token and the app it belongs to.')];
    return [];
  }
  if (another) return [problemAt(at(another), `is set together with ${name}; an object can only identify its user once`, 'Keep only one of them.')];
  if (!today) {
    return name === 'external_id' && isFilled(object.external_id)
      ? []
      : [problemAt(at('external_id'), 'is empty', 'Identify the user by external ID; the Appboy API version supports no other identifier.')];
  }
  if (name === 'user_alias') {
    return isAlias(object.user_alias)
      ? []
      : [problemAt(at(name), `is ${show(object.user_alias)}, not an object with alias_name and alias_label`, 'Enter both as text.')];
  }
  if (name) return isFilled(object[name]) ? [] : [problemAt(at(name), `must be a non-empty text, not ${show(object[name])}`, 'Enter the user.')];
  const [contact] = PERHAPS.filter((each) => object[each] !== undefined);
  if (!contact) return [problemAt(at('external_id'), 'is empty', `Identify the user by one of ${[...SURE, ...PERHAPS].join(', ')}.`)];
  // In attributes they are profile fields as well, and are checked as such.
  const wrong = list === 'attributes' ? undefined : profileField(contact)!.check(object[contact] ?? null, today);
  return wrong ? [problemAt(at(contact), wrong, profileField(contact)!.todo)] : [];
};

const namesOf = (identity: JsonObject): string =>
  Object.entries(identity)
    .map(([name, value]) => `${name} ${show(value)}`)
    .join(' and ');

/** Members that the form's attributes and its user set to different values. */
export const identityClashes = (identity: JsonObject, attributes: JsonObject, at: At): readonly Problem[] => {
  const problems: Problem[] = [];
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (!Object.hasOwn(identity, name) && !IDENTITIES.has(name)) continue;
    if (typeof value !== 'object' && String(value) === String(identity[name])) continue;
    problems.push(
      problemAt(
        at(name),
        `is ${show(value)}, but the user is identified by ${namesOf(identity)}`,
        `Remove ${name} from the attributes, or identify the user by it.`,
      ),
    );
  }
  return problems;
};

/** The user of a wire object, by the identifying member; an imported token stands for its owner. */
export const namedBy = (object: JsonObject): JsonObject => {
  const name = [...SURE, ...PERHAPS].find((each) => object[each] !== undefined);
  if (name) return { [name]: object[name] };
  const [first] = Array.isArray(object.push_tokens) ? (object.push_tokens as readonly Json[]) : [];
  return { push_token: isObject(first) ? (first as JsonObject).token : undefined };
};
