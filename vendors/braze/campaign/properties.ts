import { isObject, type Json, type JsonObject, type KnownVariables } from '../../../engine';

/** A property in Liquid, with or without filters or in a condition: `{{api_trigger_properties.${name} | default: 'you'}}`. */
const PROPERTY = /\bapi_trigger_properties\s*\.\s*\$\{([^{}]*)\}/g;

const textsIn = (value: Json | undefined): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(textsIn);
  return isObject(value) ? Object.values(value as JsonObject).flatMap(textsIn) : [];
};

/** The trigger properties that texts of any member of a campaign's messages refer to. */
export const propertiesIn = (messages: Json | undefined): readonly string[] => [
  ...new Set(textsIn(messages).flatMap((text) => [...text.matchAll(PROPERTY)].map(([, name = '']) => name.trim()))),
];

/** The properties that a campaign's messages use: today's campaign details have the messages, the Appboy document's have none. */
export const propertiesKnown: KnownVariables = {
  operation: 'campaign.get',
  of: 'campaign_id',
  input: (campaign_id) => ({ campaign_id }),
  names: ({ messages }) => propertiesIn(messages),
};
