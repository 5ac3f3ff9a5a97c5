import { isObject, type Json, type JsonObject, type KnownVariables } from '../../../engine';
import type { Kind } from './kind';

/** A value in Liquid, with or without filters or in a condition: `{{api_trigger_properties.${name} | default: 'you'}}`, `{{context.${name}}}`. */
const VALUE = /\b(\w+)\s*\.\s*\$\{([^{}]*)\}/g;

const textsIn = (value: Json | undefined): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(textsIn);
  return isObject(value) ? Object.values(value as JsonObject).flatMap(textsIn) : [];
};

/** The names of the values in any of these namespaces that texts anywhere in messages refer to. */
export const valuesIn = (messages: Json | undefined, namespaces: readonly string[]): readonly string[] => [
  ...new Set(
    textsIn(messages).flatMap((text) =>
      [...text.matchAll(VALUE)].flatMap(([, namespace = '', name = '']) => (namespaces.includes(namespace) ? [name.trim()] : [])),
    ),
  ),
];

/**
 * The values that messages use: the details of a campaign have its messages, those of a Canvas the messages of each step. In the Appboy document they
 * have none.
 */
export const valuesKnown = ({ called, id, namespaces }: Kind): KnownVariables => ({
  operation: `${called.toLowerCase()}.get`,
  of: id,
  input: (target) => ({ [id]: target }),
  names: ({ messages, steps }) => valuesIn([messages ?? null, steps ?? null], namespaces),
});
