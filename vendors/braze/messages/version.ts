import type { CheckContext, Fields, JsonObject, Problem } from '../../../engine';
import { isAtBraze } from '../account';
import { isToday } from '../identifiers';

type Regime = Pick<CheckContext, 'credential'>;

/** Whether what Braze's own hosts no longer document may be sent all the same: to Appboy, or to a host that the user named. */
export const takesLegacy = (context: Regime): boolean => !isToday(context) || !isAtBraze(context.credential);

/** Refuses fields that the Appboy document does not have, where the account speaks that form: such a host may overlook them silently. */
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
