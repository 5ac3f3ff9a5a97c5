import { isBlank, sayIn, type Fields, type Input, type Json, type JsonObject, type Problem } from '../../../engine';

/** "in" takes a list of so many values at most. */
export const MOST_VALUES = 50;
const CUSTOM = 'custom';

const ofUser = { field: 'targetAudience', is: ['User'] } as const;

/** Whom a push is for. MoEngage Push API, "Body", targetAudience, customSegmentName and targetUserAttributes. */
export const audienceFields = {
  targetAudience: {
    type: 'choice',
    label: 'Audience',
    description: 'Who gets the push',
    required: true,
    isTarget: true,
    options: [
      { value: 'All Users', label: 'All Users', description: 'Everybody of the app or website' },
      { value: 'Custom Segment', label: 'Custom Segment', description: 'A segment that was made in MoEngage before' },
      { value: 'User', label: 'User', description: 'Users with a value of an attribute, 100 at most' },
    ],
    todo: 'Say whether all users are meant, a custom segment, or users by an attribute.',
  },
  customSegmentName: {
    type: 'text',
    label: 'Custom Segment Name',
    isTarget: true,
    description: 'Name of the segment, exactly as it is written in MoEngage',
    required: true,
    placeholder: 'Loyal Customers',
    dependsOn: { field: 'targetAudience', is: ['Custom Segment'] },
    todo: 'Copy the name from the segments of the MoEngage dashboard.',
  },
  attribute: {
    type: 'choice',
    label: 'Attribute',
    description: 'What users are known by',
    required: true,
    default: 'USER_ATTRIBUTE_UNIQUE_ID',
    dependsOn: ofUser,
    options: [
      { value: 'ADVERTISING_IDENTIFIER', label: 'Advertising Identifier', description: "An iOS device's identifier for advertisers" },
      { value: CUSTOM, label: 'Custom Attribute', description: 'An attribute of your own' },
      { value: 'USER_ATTRIBUTE_USER_EMAIL', label: 'Email' },
      { value: 'MOE_GAID', label: 'Google Advertising ID', description: "An Android device's advertising ID" },
      { value: 'USER_ATTRIBUTE_USER_MOBILE', label: 'Mobile Number' },
      { value: 'PUSH_ID', label: 'Push Token', description: "A device's push token" },
      { value: 'USER_ATTRIBUTE_UNIQUE_ID', label: 'Unique ID', description: 'The ID that your app sets at sign-in' },
    ],
  },
  custom_attribute: {
    type: 'text',
    label: 'Custom Attribute',
    description: 'Name of the attribute, as MoEngage has it',
    required: true,
    placeholder: 'customer_number',
    dependsOn: { field: 'attribute', is: [CUSTOM] },
  },
  comparisonParameter: {
    type: 'choice',
    label: 'Comparison',
    description: 'Whether one value is meant, or any of several',
    required: true,
    default: 'is',
    dependsOn: ofUser,
    options: [
      { value: 'in', label: 'In', description: `Any of a list of values, ${MOST_VALUES} at most` },
      { value: 'is', label: 'Is', description: 'One value' },
    ],
  },
  attributeValue: {
    type: 'text',
    label: 'Value',
    description: 'Value of the attribute, such as the ID of the user',
    required: true,
    placeholder: 'customer-1234',
    dependsOn: { field: 'comparisonParameter', is: ['is'] },
  },
  attributeValues: {
    type: 'list',
    label: 'Values',
    description: `Values of the attribute, ${MOST_VALUES} at most`,
    required: true,
    placeholder: 'customer-1234',
    limits: { max: MOST_VALUES },
    dependsOn: { field: 'comparisonParameter', is: ['in'] },
  },
} as const satisfies Fields;

export type Audience = Input<typeof audienceFields>;

const say = sayIn(audienceFields);

/** Forms hand over texts of nothing but spaces where an expression found nothing; such a value would be looked for. */
export const audienceProblems = (audience: Audience): readonly Problem[] =>
  (['customSegmentName', 'custom_attribute', 'attributeValue'] as const).flatMap((name) =>
    audience[name] !== undefined && isBlank(audience[name]) ? [say(name, 'is empty', 'Give text there.')] : [],
  );

/** Attributes by which one value is one person, or one device. */
const UNIQUE: readonly string[] = [
  'ADVERTISING_IDENTIFIER',
  'MOE_GAID',
  'PUSH_ID',
  'USER_ATTRIBUTE_UNIQUE_ID',
  'USER_ATTRIBUTE_USER_EMAIL',
  'USER_ATTRIBUTE_USER_MOBILE',
];

/** The people who are named one by one; undefined for all users, a segment, and an attribute that many may share. */
export const peopleOf = ({ targetAudience, attribute, comparisonParameter, attributeValue, attributeValues }: Audience): readonly Json[] | undefined => {
  if (targetAudience !== 'User' || !UNIQUE.includes(attribute ?? audienceFields.attribute.default)) return undefined;
  return comparisonParameter === 'in' ? attributeValues : attributeValue === undefined ? undefined : [attributeValue];
};

/** The members of the body that say who is meant. */
export const audienceOf = (audience: Audience): JsonObject => {
  const { targetAudience, customSegmentName, attribute, custom_attribute, comparisonParameter, attributeValue, attributeValues } = audience;
  if (targetAudience === 'All Users') return { targetAudience };
  if (targetAudience === 'Custom Segment') return { targetAudience, customSegmentName };
  return {
    targetAudience,
    targetUserAttributes: {
      attribute: attribute === CUSTOM ? custom_attribute : attribute,
      comparisonParameter,
      attributeValue: comparisonParameter === 'in' ? attributeValues : attributeValue,
      ...(attribute === CUSTOM && { isCustom: true }),
    },
  };
};
