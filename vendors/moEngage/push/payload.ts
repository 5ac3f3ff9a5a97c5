import { eachOnce, isBlank, isObject, sayIn, type Fields, type Input, type Json, type JsonObject, type Problem, type Say } from '../../../engine';
import { android } from './android';
import { ios } from './ios';
import { linkProblems, type Platform } from './platform';
import { hasTexts, textFields, textsFor, type Texts } from './texts';
import { web } from './web';

/** The platforms by the name of their group in the form. */
const platforms = { android, ios, web } as const satisfies Readonly<Record<string, Platform>>;

const byForm = { dependsOn: { field: 'specify', is: ['form'] } } as const;
const on = ({ wire }: Platform) => ({ offeredFor: { field: 'targetPlatform', is: [wire] } });

/** The notifications and their platforms. MoEngage Push API, "Body", targetPlatform and payload. */
export const payloadFields = {
  targetPlatform: {
    type: 'list',
    label: 'Platforms',
    description: 'Device platforms that receive the push',
    required: true,
    options: [
      { value: 'ANDROID', label: 'Android' },
      { value: 'IOS', label: 'iOS' },
      { value: 'WEB', label: 'Web', description: 'Chrome' },
    ],
    todo: 'Select at least one of Android, iOS and Web.',
  },
  ...textFields,
  specify: {
    type: 'choice',
    label: 'Specify Notification',
    description: 'How to specify what differs by platform, or is added to the texts above',
    required: true,
    default: 'form',
    options: [
      { value: 'form', label: 'Using Fields Below' },
      { value: 'json', label: 'Using JSON', description: "The payload in MoEngage's own format" },
    ],
  },
  android: { ...android.field, prominent: true, ...byForm, ...on(android) },
  ios: { ...ios.field, prominent: true, ...byForm, ...on(ios) },
  web: { ...web.field, prominent: true, ...byForm, ...on(web) },
  payload: {
    type: 'json',
    label: 'Payload',
    description: 'An object with a property for each platform: ANDROID, IOS, WEB; what it says takes precedence over the texts above',
    required: true,
    limits: { shape: 'object' },
    placeholder: '{"ANDROID": {"title": "Hello", "message": "Your order is on its way"}}',
    dependsOn: { field: 'specify', is: ['json'] },
    todo: 'Provide an object such as {"ANDROID": {"title": "Hello", "message": "Your order is on its way"}}.',
  },
} as const satisfies Fields;

export type Payload = Input<typeof payloadFields>;

/** Where the members of an action are in the form. */
const COLUMNS: Readonly<Record<string, string>> = {
  'defaultAction.type': 'action_type',
  'defaultAction.value': 'action_value',
  'defaultAction.kvPairs': 'kvPairs',
};

interface Block {
  readonly platform: Platform;
  /** Path in the user's input. */
  readonly at: string;
  /** What the user wrote for this platform alone. */
  readonly own: Json | undefined;
  /** As sent, with the texts for all platforms. */
  readonly block: Json | undefined;
  readonly problems: readonly Problem[];
  /** Uses the form's labels if it came from the form. */
  readonly say: Say;
}

const all = Object.entries(platforms) as readonly [keyof typeof platforms, Platform][];

/** A wire block with the texts that it does not have itself; one that is no object is left for the check. */
const completed = (platform: Platform, own: Json | undefined, texts: Texts, link: string | undefined): Json | undefined => {
  if (own !== undefined && !isObject(own)) return own;
  if (own === undefined && !hasTexts(texts)) return undefined;
  const block = { ...own, ...textsFor((own ?? {}) as JsonObject, texts) } as JsonObject;
  return { ...block, ...(link !== undefined && !isBlank(link) && platform.opening(block, link)) };
};

const fromJson = (input: Payload, platform: Platform): Block => {
  const at = `payload.${platform.wire}`;
  const own = (input.payload as JsonObject)[platform.wire];
  return { platform, at, own, block: completed(platform, own, input, input.link), problems: [], say: sayIn({}, at) };
};

const fromForm = (input: Payload, name: keyof typeof platforms, platform: Platform): Block => {
  const filled = Object.fromEntries(Object.entries((input[name] ?? {}) as JsonObject).filter(([, value]) => value !== undefined)) as JsonObject;
  const { link, ...form } = filled;
  const own = Object.keys(filled).length > 0 ? platform.wireOf(form) : undefined;
  const { columns } = platform.field;
  const say: Say = (path, ...words) => {
    // Of a text that is missing everywhere, the one for all platforms is asked for.
    const isCommon = (path === 'title' || path === 'message') && isBlank(filled[path]) && hasTexts(input);
    return isCommon ? sayIn(textFields)(path, ...words) : sayIn(columns, name)(COLUMNS[path] ?? path, ...words);
  };
  const block = completed(platform, own, input, isBlank(link) ? input.link : String(link));
  return { platform, at: name, own, block, problems: linkProblems(filled, sayIn(columns, name)), say };
};

const blocksOf = (input: Payload): readonly Block[] =>
  all.map(([name, platform]) => (input.specify === 'json' ? fromJson(input, platform) : fromForm(input, name, platform)));

const isWanted = ({ targetPlatform }: Payload, { platform }: Block): boolean => targetPlatform.some((wire) => wire === platform.wire);

const blockProblems = (input: Payload, given: Block): readonly Problem[] => {
  const { platform, at, block, problems, say } = given;
  const { label } = platform.field;
  if (!isWanted(input, given)) return [];
  if (block === undefined) {
    const texts = `'${textFields.title.label}' and '${textFields.message.label}'`;
    return [{ field: at, message: `'${label}' (${at}) is empty, but '${label}' is selected.`, todo: `Enter ${texts}, fill in '${label}', or clear it.` }];
  }
  if (!isObject(block)) return [{ field: at, message: `'${label}' (${at}) must be an object.`, todo: 'Provide properties such as title and message.' }];
  const found = platform.problems(block as JsonObject, say);
  const unfit = hasTexts(input) ? platform.unfit?.(block as JsonObject, input.link ?? '') : undefined;
  return [...problems, ...(unfit ? [sayIn(textFields)('link', ...unfit)] : []), ...found.filter(({ field }) => !unfit || !field.endsWith('.redirectURL'))];
};

/** Problems of the notifications, from the form or JSON. */
export const payloadProblems = (input: Payload): readonly Problem[] => {
  const twice = input.targetPlatform.filter((wire, i, wires) => wires.indexOf(wire) < i);
  if (twice.length > 0) {
    const { label } = payloadFields.targetPlatform;
    return [{ field: 'targetPlatform', message: `'${label}' (targetPlatform) contains ${twice.join(', ')} twice.`, todo: 'Select each platform only once.' }];
  }
  const known = all.map(([, { wire }]) => wire as string);
  const others = input.specify === 'json' ? Object.keys(input.payload as JsonObject).filter((name) => !known.includes(name)) : [];
  const { label } = payloadFields.payload;
  return [
    ...others.map((name) => ({
      field: `payload.${name}`,
      message: `'${label}' (payload) has no property '${name}'.`,
      todo: `The properties are ${known.join(', ')}.`,
    })),
    ...eachOnce(blocksOf(input).flatMap((block) => blockProblems(input, block))),
  ];
};

/** Warnings about notifications for platforms that are not selected; these are not sent. */
export const payloadDoubts = (input: Payload): readonly string[] =>
  blocksOf(input)
    .filter((given) => given.own !== undefined && !isWanted(input, given))
    .map(({ platform: { field } }) => `'${field.label}' is filled in, but not selected in '${payloadFields.targetPlatform.label}', so it is not sent.`);

/** The body members for the notifications. */
export const payloadOf = (input: Payload): JsonObject => ({
  targetPlatform: input.targetPlatform,
  payload: Object.fromEntries(
    blocksOf(input).flatMap((given) => (given.block !== undefined && isWanted(input, given) ? [[given.platform.wire, given.block]] : [])),
  ),
});
