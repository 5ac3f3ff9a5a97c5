import type { JsonObject } from '../base/json';
import { decidingValue } from './condition';
import { optionsIn, type Field } from './fields';
import type { OnlyWith, Problem } from './operation';
import { askedBy } from './permission';
import type { AnyTrigger } from './trigger';
import { operationOf, type AnyVendor } from './vendor';

const labelIn = (field: Field | undefined, wanted: unknown): string =>
  (field && optionsIn(field).find(({ value }) => value === wanted)?.label) ?? String(wanted);

/** The account's setting that an operation needs, by the labels of the account's form: "Version" and "Braze". */
export const settingNeeded = ({ credential }: AnyVendor, { setting, is }: OnlyWith): { readonly setting: string; readonly is: string } => ({
  setting: credential[setting]?.label ?? setting,
  is: labelIn(credential[setting], is),
});

/**
 * Why the vendor does not have something for an account; none if it has it.
 * @param needed what it needs; undefined: nothing
 * @param credential the account's fields by wire name
 */
export const notHad = (vendor: AnyVendor, needed: OnlyWith | undefined, credential: JsonObject): readonly Problem[] => {
  if (!needed) return [];
  const field = vendor.credential[needed.setting];
  const found = field && decidingValue(field, credential[needed.setting]);
  if (found === needed.is) return [];
  const { setting, is } = settingNeeded(vendor, needed);
  return [
    {
      field: needed.setting,
      message: `'${setting}' (${needed.setting}) of the account is ${labelIn(field, found)}, which does not have ${needed.what}.`,
      todo: `Set the account's ${setting.toLowerCase()} to ${is}.`,
    },
  ];
};

/** What a trigger needs, because the operations that it calls do; undefined if every account has them. */
export const neededByTrigger = (vendor: AnyVendor, trigger: AnyTrigger, chosen?: JsonObject): OnlyWith | undefined =>
  askedBy(trigger, chosen)
    .map((name) => operationOf(vendor, name).onlyWith)
    .find((needed) => needed !== undefined);
