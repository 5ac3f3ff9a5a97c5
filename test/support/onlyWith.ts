import { operationOf, optionsIn, type AnyOperation, type AnyTrigger, type AnyVendor, type JsonObject, type OnlyWith } from '../../engine';

/** What an account needs besides its sample so that any value of such a setting is allowed, by vendor id. */
export const BARE: Readonly<Record<string, JsonObject>> = { braze: { rest_endpoint: 'custom', custom_url: 'https://api.appboy.example.com' } };

/** The values of an account's setting with which something is lacking, and how it is said. */
export const lackedBy = ({ credential }: AnyVendor, { setting, is, what }: OnlyWith): readonly (readonly [value: string, message: string])[] => {
  const field = credential[setting]!;
  return optionsIn(field)
    .filter(({ value }) => value !== is)
    .map(({ value, label }) => [String(value), `'${field.label}' (${setting}) of the account is ${label}, which does not have ${what}.`]);
};

/** The operations that a trigger asks when it is filled in as little as possible. */
export const askedByTrigger = (vendor: AnyVendor, { watch, sampleInputs: [least] }: AnyTrigger): readonly AnyOperation[] => {
  const names = watch.by === 'point' ? [watch.operation(least)] : watch.by === 'request' ? [watch.operation, watch.scheduled?.operation] : [watch.operation];
  return names.flatMap((name) => (name === undefined ? [] : [operationOf(vendor, name)]));
};
