import type { SendOnce } from '../catalogue/call';
import { valueIfAbsent } from '../catalogue/condition';
import { formOf } from '../form/form';
import type { FormValues } from '../form/formField';
import { isShown } from '../form/shown';
import type { FormField } from '../form/formField';
import { readProtection } from '../base/switches';
import { isBlank } from '../base/words';
import type { AnyOperation, Problem } from '../catalogue/operation';
import { readOwn } from './readFields';

/** The values of a form's own fields after reading, or what is wrong with them. */
export type OwnValues = { readonly values: FormValues } | { readonly problems: readonly Problem[] };

/**
 * Reads the form's own fields (how to run, not what to send) like the vendor's fields: converted, checked against their limits, and with their default
 * if blank. A protective switch is on unless clearly off: if it is present but blank, it is on. Any other protective field is rejected if present but
 * blank.
 * @param form the operation's form, with the host's additions
 * @param values by parameter name; absent ones were left alone
 */
export const readOwnFields = (form: readonly FormField[], values: FormValues): OwnValues => {
  const read: Record<string, unknown> = { ...values };
  const problems: Problem[] = [];
  for (const { name, wire, field, when } of form) {
    if (wire !== undefined || field.type === 'file' || !isShown(when, read)) continue;
    const isThere = name in values && values[name] !== undefined;
    if (isThere && field.type === 'boolean' && field.protects) {
      read[name] = readProtection(values[name]);
      continue;
    }
    if (isThere && field.protects && isBlank(values[name])) {
      problems.push({
        field: name,
        message: `'${field.label}' is set but empty.`,
        todo: 'Check the expression, or remove the option if you do not need it.',
      });
      continue;
    }
    if (!isThere || isBlank(values[name])) {
      const lacking = valueIfAbsent(field);
      if (lacking !== undefined) read[name] = lacking;
      else delete read[name];
      continue;
    }
    const own = readOwn(name, field, values[name]);
    if ('problem' in own) problems.push(own.problem);
    else read[name] = own.value;
  }
  return problems.length > 0 ? { problems } : { values: read };
};

/** {@link readOwnFields} for an operation to whose form the host adds nothing. */
export const ownFieldsOf = (o: AnyOperation, values: FormValues): OwnValues => readOwnFields(formOf(o), values);

const HOUR_MS = 60 * 60_000;

/** The send-once key in a form's values, if there is one. */
export const sendOnceFrom = ({ sendOnceKey, sendOnceHours }: FormValues): SendOnce | undefined =>
  isBlank(sendOnceKey) ? undefined : { key: String(sendOnceKey).trim(), forMs: Number(sendOnceHours) * HOUR_MS };
