import type { SendOnce } from '../catalogue/call';
import { formOf } from '../form/form';
import type { FormValues } from '../form/formField';
import { isShown } from '../form/shown';
import type { FormField } from '../form/formField';
import { readProtection } from '../base/switches';
import { isBlank } from '../base/words';
import type { AnyOperation, Problem } from '../catalogue/operation';
import { readOwn } from './readFields';

/** What a form's own fields say, once they are read, or what is wrong with them. */
export type OwnValues = { readonly values: FormValues } | { readonly problems: readonly Problem[] };

/**
 * Reads the fields of the form itself (how to run, not what to send), as the vendor's fields are read: converted, held against their limits,
 * and with their default where they are blank. A switch that protects is on unless it is plainly off: that it is there and says nothing is not off. Another
 * field that protects is refused then.
 * @param form the operation's form, with what the host adds to it
 * @param values by parameter name; what is absent was left alone
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
      if ('default' in field && field.default !== undefined) read[name] = field.default;
      else delete read[name];
      continue;
    }
    const own = readOwn(name, field, values[name]);
    if ('problem' in own) problems.push(own.problem);
    else read[name] = own.value;
  }
  return problems.length > 0 ? { problems } : { values: read };
};

/** {@link readOwnFields} of an operation whose form the host adds nothing to. */
export const ownFieldsOf = (o: AnyOperation, values: FormValues): OwnValues => readOwnFields(formOf(o), values);

const HOUR_MS = 60 * 60_000;

/** The send-once key that a form's values hold, where there is one. */
export const sendOnceFrom = ({ sendOnceKey, sendOnceHours }: FormValues): SendOnce | undefined =>
  isBlank(sendOnceKey) ? undefined : { key: String(sendOnceKey).trim(), forMs: Number(sendOnceHours) * HOUR_MS };
