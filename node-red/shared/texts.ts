import { operationsOf, type AnyOperation, type AnyVendor, type Field, type FormField } from '../../engine';
import { accountForm, nodeForm } from './types';

/** English texts of the catalogue by the path under which a translation stands. */
export type Texts = ReadonlyMap<string, string>;

const verbPath = (verb: string): string => `verb.${verb}`;
const vendorPath = ({ id }: AnyVendor): string => `vendor.${id}`;
const operationPath = (vendor: AnyVendor, name: string): string => `${vendorPath(vendor)}.operation.${name}`;

/** Texts that a field has in itself, by the end of their path. */
const textsIn = (field: Field): [string, string][] => [
  ['label', field.label],
  ['description', field.description],
  ...(field.placeholder === undefined ? [] : [['placeholder', field.placeholder] as [string, string]]),
  ...('options' in field
    ? field.options.flatMap(({ value, label, description }): [string, string][] => [
        [`option.${value}.label`, label],
        ...(description === undefined ? [] : [[`option.${value}.description`, description] as [string, string]]),
      ])
    : []),
  ...('columns' in field
    ? Object.entries(field.columns).flatMap(([name, column]) => textsIn(column).map(([end, text]): [string, string] => [`column.${name}.${end}`, text]))
    : []),
];

const sameTexts = (one: Field, other: Field): boolean => JSON.stringify(textsIn(one)) === JSON.stringify(textsIn(other));

/**
 * Where the texts of a form's field stand. A field of the form itself is the same everywhere; one of the vendor's has one place as long as
 * all operations that have it say the same of it.
 */
const fieldPath = (vendor: AnyVendor, name: string, { name: own, wire, field }: FormField): string => {
  if (wire === undefined) return `form.${own}`;
  const others = operationsOf(vendor).flatMap(({ operation }) => nodeForm(operation).filter((each) => each.wire === wire));
  return others.every((other) => sameTexts(other.field, field)) ? `${vendorPath(vendor)}.field.${own}` : `${operationPath(vendor, name)}.field.${own}`;
};

const accountPath = (vendor: AnyVendor, { name }: FormField): string => `${vendorPath(vendor)}.account.${name}`;

export const paths = { verb: verbPath, vendor: vendorPath, operation: operationPath, field: fieldPath, account: accountPath };

/** `triggerBatch` -> `Trigger Batch` */
const titleCase = (verb: string): string =>
  verb.replace(/^./, (first) => first.toUpperCase()).replace(/[A-Z]/g, (letter, at: number) => (at ? ` ${letter}` : letter));

const operationTexts = (vendor: AnyVendor, name: string, operation: AnyOperation): [string, string][] => [
  ...(operation.verb ? [[`${verbPath(operation.verb)}.label`, titleCase(operation.verb)] as [string, string]] : []),
  [`${operationPath(vendor, name)}.label`, operation.label],
  [`${operationPath(vendor, name)}.description`, operation.description],
  ...nodeForm(operation).flatMap((each) => textsIn(each.field).map(([end, text]): [string, string] => [`${fieldPath(vendor, name, each)}.${end}`, text])),
];

/** All English texts of a catalogue. */
export const textsOf = (vendors: readonly AnyVendor[]): Texts =>
  new Map(
    vendors.flatMap((vendor): [string, string][] => [
      [`${vendorPath(vendor)}.label`, vendor.label],
      [`${vendorPath(vendor)}.description`, vendor.description],
      ...Object.entries(vendor.resources).map(([resource, { label }]): [string, string] => [`${vendorPath(vendor)}.resource.${resource}`, label]),
      ...accountForm(vendor).flatMap((each) => textsIn(each.field).map(([end, text]): [string, string] => [`${accountPath(vendor, each)}.${end}`, text])),
      ...operationsOf(vendor).flatMap(({ name, operation }) => operationTexts(vendor, name, operation)),
    ]),
  );
