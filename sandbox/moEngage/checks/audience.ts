import { AUDIENCES, type AudienceKind } from '../account';
import { refuse } from '../refusals';
import { choiceIn, demand, isFlag, isText, isTrue, noOthers, objectIn, textIn, type Members } from './members';

/** "attribute": those that every user has; any other needs `isCustom`. */
export const ATTRIBUTES = [
  'USER_ATTRIBUTE_UNIQUE_ID',
  'USER_ATTRIBUTE_USER_EMAIL',
  'USER_ATTRIBUTE_USER_MOBILE',
  'MOE_GAID',
  'ADVERTISING_IDENTIFIER',
  'PUSH_ID',
] as const;

const MOST_VALUES = 50;

/** The people a request is for. */
export interface Audience {
  readonly kind: AudienceKind;
  readonly segment?: string;
  readonly attribute?: string;
  readonly values?: readonly string[];
}

/** targetAudience, with customSegmentName or targetUserAttributes (MoEngage Push API, "Body"). */
export function readAudience(body: Members, segments: ReadonlySet<string>): Audience {
  const kind = choiceIn(body, 'targetAudience', AUDIENCES);
  if (kind === 'All Users') return { kind };
  if (kind === 'User') return { kind, ...readAttributes(objectIn(body, 'targetUserAttributes')) };
  const segment = textIn(body, 'customSegmentName', '');
  // "the custom segment name should exactly match the name of the target segment"
  if (!segments.has(segment)) throw refuse.value(`there is no segment '${segment}' for customSegmentName`);
  return { kind, segment };
}

function readAttributes(members: Members): Pick<Audience, 'attribute' | 'values'> {
  const prefix = 'targetUserAttributes.';
  noOthers(members, ['attribute', 'comparisonParameter', 'attributeValue', 'isCustom'], prefix);
  demand(members, { isCustom: [isFlag, 'true or false'] }, prefix);
  const attribute = isTrue(members.isCustom) ? textIn(members, 'attribute', prefix) : choiceIn(members, 'attribute', ATTRIBUTES, prefix);
  const comparison = choiceIn(members, 'comparisonParameter', ['is', 'in'], prefix);
  const { attributeValue: given } = members;
  if (comparison === 'is') return { attribute, values: [textIn(members, 'attributeValue', prefix)] };
  if (!Array.isArray(given) || given.length === 0 || !given.every(isText)) throw refuse.value(`${prefix}attributeValue must be a list of strings with 'in'`);
  if (given.length > MOST_VALUES) throw refuse.value(`${prefix}attributeValue must have at most ${MOST_VALUES} values`);
  return { attribute, values: given };
}
