import { isBlank, sayIn, type Fields, type Input, type Json, type JsonObject, type Problem } from '../../../engine';

/** "in" accepts a list of at most this many values. */
export const MOST_VALUES = 50;
const CUSTOM = 'custom';

const ofUser = { field: 'targetAudience', is: ['User'] } as const;

/** The audience of a push. MoEngage Push API, "Body", targetAudience, customSegmentName and targetUserAttributes. */
export const audienceFields = {
  targetAudience: {
    type: 'choice',
    label: 'Audience',
    description: 'Who receives the push',
    required: true,
    isTarget: true,
    options: [
      { value: 'All Users', label: 'All Users', description: 'Everyone who uses the app or website' },
      { value: 'Custom Segment', label: 'Custom Segment', description: 'A segment created in MoEngage beforehand' },
      { value: 'User', label: 'User', description: 'Users with a certain attribute value, at most 100' },
    ],
    todo: 'Choose whether to send to all users, a custom segment, or users by an attribute.',
  },
  customSegmentName: {
    type: 'text',
    label: 'Custom Segment Name',
    isTarget: true,
    description: 'Name of the segment, exactly as in MoEngage',
    required: true,
    placeholder: 'Loyal Customers',
    dependsOn: { field: 'targetAudience', is: ['Custom Segment'] },
    todo: 'Copy the name from the segments in the MoEngage dashboard.',
  },
  attribute: {
    type: 'choice',
    label: 'Attribute',
    description: 'Attribute that identifies the users',
    required: true,
    default: 'USER_ATTRIBUTE_UNIQUE_ID',
    dependsOn: ofUser,
    options: [
      { value: 'ADVERTISING_IDENTIFIER', label: 'Advertising Identifier', description: 'Identifier for advertisers (IDFA) of an iOS device' },
      { value: CUSTOM, label: 'Custom Attribute', description: 'One of your own attributes' },
      { value: 'USER_ATTRIBUTE_USER_EMAIL', label: 'Email' },
      { value: 'MOE_GAID', label: 'Google Advertising ID', description: 'Advertising ID of an Android device' },
      { value: 'USER_ATTRIBUTE_USER_MOBILE', label: 'Mobile Number' },
      { value: 'PUSH_ID', label: 'Push Token', description: 'Push token of a device' },
      { value: 'USER_ATTRIBUTE_UNIQUE_ID', label: 'Unique ID', description: 'ID that your app sets when the user signs in' },
    ],
  },
  custom_attribute: {
    type: 'text',
    label: 'Custom Attribute',
    description: 'Name of the attribute, as in MoEngage',
    required: true,
    placeholder: 'customer_number',
    dependsOn: { field: 'attribute', is: [CUSTOM] },
  },
  comparisonParameter: {
    type: 'choice',
    label: 'Comparison',
    description: 'Whether to match a single value, or any of several',
    required: true,
    default: 'is',
    dependsOn: ofUser,
    options: [
      { value: 'in', label: 'In', description: `Any of a list of values, at most ${MOST_VALUES}` },
      { value: 'is', label: 'Is', description: 'A single value' },
    ],
  },
  attributeValue: {
    type: 'text',
    label: 'Value',
    description: "Value of the attribute, such as the user's ID",
    required: true,
    placeholder: 'customer-1234',
    dependsOn: { field: 'comparisonParameter', is: ['is'] },
  },
  attributeValues: {
    type: 'list',
    label: 'Values',
    description: `Values of the attribute, at most ${MOST_VALUES}`,
    required: true,
    placeholder: 'customer-1234',
    limits: { max: MOST_VALUES },
    dependsOn: { field: 'comparisonParameter', is: ['in'] },
  },
} as const satisfies Fields;

export type Audience = Input<typeof audienceFields>;

const say = sayIn(audienceFields);

/** Forms deliver blank text if an expression found nothing; MoEngage would search for that value. */
export const audienceProblems = (audience: Audience): readonly Problem[] =>
  (['customSegmentName', 'custom_attribute', 'attributeValue'] as const).flatMap((name) =>
    audience[name] !== undefined && isBlank(audience[name]) ? [say(name, 'is empty', 'Enter text.')] : [],
  );

/** Attributes whose value identifies one person or device. */
const UNIQUE: readonly string[] = [
  'ADVERTISING_IDENTIFIER',
  'MOE_GAID',
  'PUSH_ID',
  'USER_ATTRIBUTE_UNIQUE_ID',
  'USER_ATTRIBUTE_USER_EMAIL',
  'USER_ATTRIBUTE_USER_MOBILE',
];

/** The people named individually; undefined for all users, a segment, or an attribute that many may share. */
export const peopleOf = ({ targetAudience, attribute, comparisonParameter, attributeValue, attributeValues }: Audience): readonly Json[] | undefined => {
  if (targetAudience !== 'User' || !UNIQUE.includes(attribute ?? audienceFields.attribute.default)) return undefined;
  return comparisonParameter === 'in' ? attributeValues : attributeValue === undefined ? undefined : [attributeValue];
};

/** The body members that define the audience. */
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
