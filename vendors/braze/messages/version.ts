import type { CheckContext, Fields, JsonObject, Problem } from '../../../engine';
import { isAtBraze } from '../account';
import { isToday } from '../identifiers';

type Regime = Pick<CheckContext, 'credential'>;

/** Whether features no longer documented for Braze's own hosts may be sent: to Appboy, or to a custom host. */
export const takesLegacy = (context: Regime): boolean => !isToday(context) || !isAtBraze(context.credential);

/** Rejects fields missing from the Appboy document if the account uses that API, because its hosts may silently ignore them. */
export const todayOnly = (fields: Fields, names: readonly string[], input: JsonObject, context: Regime, at = ''): readonly Problem[] =>
  isToday(context)
    ? []
    : names
        .filter((name) => input[name] !== undefined)
        .map((name) => ({
          field: `${at}${name}`,
          message: `'${fields[name]?.label ?? name}' (${at}${name}) is not supported by the Appboy API version.`,
          todo: "Remove it, or set the account's version to Braze.",
        }));
