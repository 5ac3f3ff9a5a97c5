import { isObject, sayIn, type Fields, type Input, type Json, type JsonObject, type Problem, type Say } from '../../../engine';
import { android } from './android';
import { ios } from './ios';
import type { Platform } from './platform';
import { web } from './web';

/** The platforms by the name of their group in the form. */
const platforms = { android, ios, web } as const satisfies Readonly<Record<string, Platform>>;

const byForm = { dependsOn: { field: 'specify', is: ['form'] } } as const;

/** The notifications and their platforms. MoEngage Push API, "Body", targetPlatform and payload. */
export const payloadFields = {
  targetPlatform: {
    type: 'list',
    label: 'Platforms',
    description: 'Device platforms that receive the push; fill in a notification for each of them below',
    required: true,
    options: [
      { value: 'ANDROID', label: 'Android' },
      { value: 'IOS', label: 'iOS' },
      { value: 'WEB', label: 'Web', description: 'Chrome' },
    ],
    todo: 'Select at least one of Android, iOS and Web.',
  },
  specify: {
    type: 'choice',
    label: 'Specify Notification',
    description: 'How to specify the notification',
    required: true,
    default: 'form',
    options: [
      { value: 'form', label: 'Using Fields Below' },
      { value: 'json', label: 'Using JSON', description: "The payload in MoEngage's own format" },
    ],
  },
  android: { ...android.field, prominent: true, ...byForm },
  ios: { ...ios.field, prominent: true, ...byForm },
  web: { ...web.field, prominent: true, ...byForm },
  payload: {
    type: 'json',
    label: 'Payload',
    description: 'An object with a property for each platform: ANDROID, IOS, WEB',
    required: true,
    limits: { shape: 'object' },
    placeholder: '{"ANDROID": {"title": "Hello", "message": "Your order is on its way"}}',
    dependsOn: { field: 'specify', is: ['json'] },
    todo: 'Provide an object such as {"ANDROID": {"title": "Hello", "message": "Your order is on its way"}}.',
  },
} as const satisfies Fields;

export type Payload = Input<typeof payloadFields>;

interface Block {
  readonly platform: Platform;
  /** Path in the user's input. */
  readonly at: string;
  readonly block: Json | undefined;
  /** Uses the form's labels if it came from the form. */
  readonly say: Say;
}

const all = Object.entries(platforms) as readonly [keyof typeof platforms, Platform][];

/** Form columns whose values are elsewhere on the wire. */
const COLUMNS: Readonly<Record<string, string>> = {
  'defaultAction.type': 'action_type',
  'defaultAction.value': 'action_value',
  'defaultAction.kvPairs': 'kvPairs',
};

const blocksOf = (input: Payload): readonly Block[] =>
  all.map(([name, platform]) => {
    if (input.specify === 'json') {
      const at = `payload.${platform.wire}`;
      const block = (input.payload as JsonObject)[platform.wire];
      return { platform, at, block, say: sayIn({}, at) };
    }
    const form = input[name] as JsonObject | undefined;
    const filled = Object.fromEntries(Object.entries(form ?? {}).filter(([, value]) => value !== undefined)) as JsonObject;
    const say: Say = (path, ...words) => sayIn(platform.field.columns, name)(COLUMNS[path] ?? path, ...words);
    return { platform, at: name, block: Object.keys(filled).length > 0 ? platform.wireOf(filled) : undefined, say };
  });

const isWanted = ({ targetPlatform }: Payload, { platform }: Block): boolean => targetPlatform.some((wire) => wire === platform.wire);

const blockProblems = (input: Payload, given: Block): readonly Problem[] => {
  const { platform, at, block, say } = given;
  const { label } = platform.field;
  const wanted = isWanted(input, given);
  if (block === undefined) {
    return wanted ? [{ field: at, message: `'${label}' (${at}) is empty, but '${label}' is selected.`, todo: `Fill it in, or clear '${label}'.` }] : [];
  }
  if (!wanted) return [];
  if (!isObject(block)) return [{ field: at, message: `'${label}' (${at}) must be an object.`, todo: 'Provide properties such as title and message.' }];
  return platform.problems(block as JsonObject, say);
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
    ...blocksOf(input).flatMap((block) => blockProblems(input, block)),
  ];
};

/** Warnings about notifications for platforms that are not selected; these are not sent. */
export const payloadDoubts = (input: Payload): readonly string[] =>
  blocksOf(input)
    .filter((given) => given.block !== undefined && !isWanted(input, given))
    .map(({ platform: { field } }) => `'${field.label}' is filled in, but not selected in '${payloadFields.targetPlatform.label}', so it is not sent.`);

/** The body members for the notifications. */
export const payloadOf = (input: Payload): JsonObject => ({
  targetPlatform: input.targetPlatform,
  payload: Object.fromEntries(
    blocksOf(input).flatMap((given) => (given.block !== undefined && isWanted(input, given) ? [[given.platform.wire, given.block]] : [])),
  ),
});
