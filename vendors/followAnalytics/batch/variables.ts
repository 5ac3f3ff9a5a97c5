import { isObject, type Field, type Json, type JsonObject, type KnownVariables, type Problem } from '../../../engine';
import { placeholdersWithin } from '../placeholders';

/** A message's values for the placeholders. */
export const templateVariables = {
  type: 'json',
  label: 'Template Variables',
  description: 'Values of the placeholders in the message, by name',
  asText: true,
  limits: { shape: 'object' },
} as const satisfies Field;

/** Whether these are compared with the campaign's placeholders. */
export const checkVariables = {
  type: 'boolean',
  label: 'Check Variables',
  description: 'Whether to read the campaign first and reject messages that lack one of its placeholders',
  default: true,
  protects: true,
} as const satisfies Field;

/** The part of a batch that the check needs. */
interface Wanted {
  readonly campaign_id: string;
  readonly campaign_identifiers?: readonly string[];
  readonly messages: readonly { readonly user_id: string; readonly template_variables?: Json }[];
  readonly check_variables?: boolean;
}

/** All campaigns of a batch, without duplicates. */
export const campaignsOf = ({ campaign_id, campaign_identifiers = [] }: Pick<Wanted, 'campaign_id' | 'campaign_identifiers'>): readonly string[] => [
  ...new Set([campaign_id, ...campaign_identifiers]),
];

const known = new WeakMap<object, readonly string[]>();

/** The placeholders of a campaign, cached because they are checked for each message of a batch. */
const placeholdersOf = (campaign: JsonObject): readonly string[] => {
  const before = known.get(campaign);
  if (before) return before;
  const variants = Array.isArray(campaign.variants) ? (campaign.variants as readonly Json[]) : [];
  const params = [campaign, ...variants].map((each) => (isObject(each) ? ((each as JsonObject).params ?? null) : null));
  const names = placeholdersWithin(params);
  known.set(campaign, names);
  return names;
};

/** The transactional campaigns; recently launched ones come first. */
const transactional: JsonObject = { workflow_types: ['transactional'], order: 'updated_at' };

/** A campaign's placeholders, by which forms offer them as fields. */
export const variablesKnown: KnownVariables = {
  operation: 'campaign.getMany',
  of: 'campaign_id',
  input: () => transactional,
  names: (row, id) => (row.identifier === id ? placeholdersOf(row) : undefined),
};

const find = (rows: readonly Json[], id: string): JsonObject | undefined => rows.find((row): row is JsonObject => isObject(row) && row.identifier === id);

/** Reads the transactional campaigns and compares their placeholders with each message's values. */
export const variablesCheck = {
  operation: 'campaign.getMany',
  input: ({ check_variables }: Wanted): JsonObject | undefined => (check_variables === false ? undefined : transactional),
  enough: (rows: readonly Json[], input: Wanted): boolean => campaignsOf(input).every((id) => find(rows, id) !== undefined),
  // A campaign that is not listed is left to FollowAnalytics, whose refusal explains why.
  check: (input: Wanted, rows: readonly Json[]): readonly Problem[] =>
    campaignsOf(input).flatMap((id) => {
      const campaign = find(rows, id);
      const needed = campaign ? placeholdersOf(campaign) : [];
      return input.messages.flatMap(({ user_id, template_variables: variables }, i) => {
        const missing = needed.filter((name) => !isObject(variables) || !Object.hasOwn(variables, name));
        if (missing.length === 0) return [];
        const field = `messages[${i}].template_variables`;
        return [
          {
            field,
            message: `'${templateVariables.label}' (${field}) of user '${user_id}' has no '${missing.join("', '")}', which the campaign '${String(campaign?.name)}' (${id}) needs.`,
            todo: `Provide every recipient with a value for each of the campaign's placeholders, spelled exactly as there, or turn off '${checkVariables.label}'.`,
          },
        ];
      });
    }),
};
