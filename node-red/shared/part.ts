import { camelCase, operationOf, triggerOf, type AnyVendor, type Field, type Fields, type FormDefinition, type FormField, type Recipients } from '../../engine';
import { accountPath, wordsPath, type WordsOf } from './paths';
import type { Checked } from './problems';
import { TRIGGER } from './outline';

/*
 * A vendor's part of the catalogue as the editor loads it: its field tables and checks, which are code, and the forms made of them, which are made
 * at build time. Texts that only people read are in the translations.
 */

/** A form's field in the script: what its table of fields does not say. */
export interface PartField {
  readonly wire?: string;
  /** Absent if it is the wire name in camelCase. */
  readonly name?: string;
  /** Absent: `main`. */
  readonly place?: Exclude<FormField['place'], 'main'>;
  readonly when?: FormField['when'];
  /** Absent: the vendor's for its own fields, and those of all forms otherwise. */
  readonly words?: WordsOf;
  /** Absent: as in the table. */
  readonly field?: Field;
}

/** What an operation says of its recipients, without how the vendor is asked about their variables. */
export type PartRecipients = Omit<Recipients, 'known'> & { readonly known?: Pick<NonNullable<Recipients['known']>, 'of'> };

/** A form in the script. */
export interface PartForm {
  readonly form: readonly PartField[];
  readonly recipients?: PartRecipients;
  readonly samples: FormDefinition['sampleInputs'];
}

/** What the script says of a vendor besides its tables and checks. */
export interface PartData {
  readonly account: readonly PartField[];
  readonly forms: { readonly [name: string]: PartForm };
}

/** A form's field with the path of its texts. */
export interface DrawnField extends FormField {
  readonly path: string;
}

/** A form, and what it is checked by. */
export interface DrawnForm {
  readonly form: readonly DrawnField[];
  readonly definition: Checked;
  /** The wire name of the field that says what is sent, if the vendor can be asked for its variables. */
  readonly target?: string;
}

/** A vendor's part. */
export interface VendorPart {
  readonly vendor: AnyVendor;
  readonly account: readonly DrawnField[];
  /** The form of an operation or a trigger. Throws a plain Error if there is none. */
  formOf(name: string): DrawnForm;
}

/** Whose words a field has unless it says otherwise. */
export const usualWords = (wire: string | undefined): WordsOf => (wire === undefined ? 'all' : 'vendor');

const drawn = (part: PartField, table: Fields, path: (field: Pick<FormField, 'name' | 'wire'>) => string): DrawnField => {
  const { wire, name = camelCase(wire!), when } = part;
  const own = { name, ...(wire !== undefined && { wire }) };
  return { ...own, place: part.place ?? 'main', ...(when && { when }), field: part.field ?? table[wire!]!, path: path(own) };
};

/** @param vendor the vendor as the editor has it: its account, and of each operation and trigger its fields, its rules and its check */
export const partOf = (vendor: AnyVendor, { account, forms }: PartData): VendorPart => {
  const known = new Map<string, DrawnForm>();
  const make = (name: string): DrawnForm => {
    const data = forms[name];
    if (!data) throw new Error(`${vendor.label} has no '${name}'`);
    const { fields, rules, check } = name.startsWith(TRIGGER)
      ? { rules: undefined, ...triggerOf(vendor, name.slice(TRIGGER.length)) }
      : operationOf(vendor, name);
    const { recipients, samples } = data;
    return {
      form: data.form.map((each) => drawn(each, fields, (own) => wordsPath(vendor, name, own, each.words ?? usualWords(own.wire)))),
      definition: {
        fields,
        sampleInputs: samples,
        ...(rules && { rules }),
        ...(check && { check }),
        // Its functions are for requests.
        ...(recipients && { recipients: recipients as Recipients }),
      },
      ...(recipients?.known && { target: recipients.known.of }),
    };
  };
  return {
    vendor,
    account: account.map((each) => drawn(each, vendor.credential, (own) => accountPath(vendor, own))),
    formOf(name) {
      const form = known.get(name) ?? make(name);
      known.set(name, form);
      return form;
    },
  };
};
