import {
  asFirst,
  operationsOf,
  optionsIn,
  type AnyOperation,
  type AnyVendor,
  type Field,
  type Fields,
  type FormDefinition,
  type FormField,
  type Json,
} from '../../engine';
import { nodeForm } from '../../node-red/shared/types';
import { WAIT_FOR_CALLBACK } from '../../nodes/shared/callback';
import { MAPPED, NAMES, UNMAPPED } from '../../nodes/shared/mapper';
import { OUTPUT_FIELD } from '../../nodes/shared/output';
import { mayBeSilent, parameterOf } from '../../nodes/shared/parameter';
import { runFieldsOf } from '../../nodes/shared/triggerProperties';

/** What is promised for one parameter. */
export interface Terms {
  readonly type: string;
  /** Where forms have it; several places if it has moved. */
  readonly place?: string | readonly string[];
  /** The form's initial value. */
  readonly default?: unknown;
  readonly required?: true;
  readonly choices?: readonly string[];
  /** The values of other parameters under which it exists. */
  readonly when?: { readonly [parameter: string]: readonly (string | boolean)[] };
}

/** Parameters by the vendor's name, columns prefixed with their list or group; the form's own parameters by the form's name. */
export type Parameters = { readonly [path: string]: Terms };

/** A current parameter, with its earlier names and values. */
export interface Current extends Terms {
  readonly place?: string;
  /** All paths in earlier releases. */
  readonly was: readonly string[];
  readonly wasIn?: string;
  /** Earlier values of its choices. */
  readonly formerChoices: readonly string[];
}

/** Anything that a workflow can refer to: an account, an operation or a trigger. */
export interface Entry {
  readonly was: readonly string[];
  readonly parameters: { readonly [path: string]: Current };
}

/** What a vendor's catalogue offers today. */
export interface Offer {
  readonly account: Entry;
  readonly operations: { readonly [name: string]: Entry };
  readonly triggers: { readonly [name: string]: Entry };
}

/** Separates a list or group from its column; the vendors' own names may contain dots. */
export const IN = ' > ';

type Place = string | undefined;

const isEmpty = (value: unknown): boolean =>
  value === '' || value === undefined || (typeof value === 'object' && (Array.isArray(value) ? value.length === 0 : true));

/** A saved form's initial value; n8n has one for more fields than the catalogue. */
const defaultOf = (name: string, field: Field): { readonly default?: unknown } => {
  const { default: start } = parameterOf(name, asFirst(field));
  return isEmpty(start) ? {} : { default: start };
};

const kindOf = (field: Field): string => ('loadOptions' in field ? 'picker' : field.type);

type When = NonNullable<Terms['when']>;

const termsOf = (name: string, field: Field, was: readonly string[], place: Place, when: When | undefined): Current => ({
  type: kindOf(field),
  ...(place !== undefined && { place }),
  ...defaultOf(name, field),
  ...(field.required && { required: true as const }),
  ...(optionsIn(field).length > 0 && { choices: optionsIn(field).map(({ value }) => value) }),
  ...(when && { when }),
  was,
  ...(field.wasIn && { wasIn: field.wasIn }),
  formerChoices: optionsIn(field).flatMap(({ was: former = [] }) => former),
});

const whenOfColumn = ({ dependsOn }: Field): When | undefined => dependsOn && { [dependsOn.field]: dependsOn.is };

type Named = readonly (readonly [path: string, terms: Current])[];

/** In an n8n row, a switch that may be unset is added by the user. */
const placeIn = (parent: Field, column: Field): Place => (parent.type !== 'rows' ? undefined : mayBeSilent(column) ? 'more' : 'main');

/** A field and its columns. `paths`: the current one, then those of earlier releases. */
const withColumns = (paths: readonly [string, ...string[]], field: Field, place: Place, when: When | undefined): Named => {
  const [path, ...was] = paths;
  const columns: Fields = field.type === 'rows' || field.type === 'group' ? field.columns : {};
  return [
    [path, termsOf(path, field, was, place, when)],
    ...Object.entries(columns).flatMap(([name, column]) => {
      const [first = '', ...others] = [name, ...(column.was ?? [])].flatMap((each) => paths.map((parent) => `${parent}${IN}${each}`));
      return withColumns([first, ...others], column, placeIn(field, column), whenOfColumn(column));
    }),
  ];
};

/** Forms have their own names; here fields have the vendor's names. */
const formTerms = (form: readonly FormField[]): Entry['parameters'] => {
  const keyOf = ({ name, wire }: FormField): string => wire ?? name;
  const keys = new Map(form.map((each) => [each.name, keyOf(each)]));
  // What a field is offered for only says when forms show it: otherwise it is not sent, whether it is there or not.
  const conditions = ({ when, field: { dependsOn, offeredFor } }: FormField): When | undefined => {
    const named = Object.entries(when ?? {}).map(([name, is]) => [keys.get(name) ?? name, is] as const);
    const counts = named.filter(([name]) => name !== offeredFor?.field || name === dependsOn?.field);
    return counts.length > 0 ? Object.fromEntries(counts) : undefined;
  };
  return Object.fromEntries(form.flatMap((each) => withColumns([keyOf(each), ...(each.field.was ?? [])], each.field, each.place, conditions(each))));
};

const plainField = (name: string, type: 'text' | 'boolean' | 'json', start: Json): FormField => ({
  name,
  place: 'main',
  field: { type, label: name, description: name, default: start } as Field,
});

/** n8n's fields in addition to the form shared by both hosts. */
const ofN8n = (o: AnyOperation): FormField[] => [
  ...(o.returns === 'file' ? [plainField(OUTPUT_FIELD, 'text', 'data')] : []),
  ...(o.callback ? [plainField(WAIT_FOR_CALLBACK, 'boolean', false)] : []),
  ...(o.recipients ? [plainField(NAMES, 'text', ''), plainField(MAPPED, 'json', UNMAPPED)] : []),
];

const bothHosts = (o: FormDefinition, others: readonly FormField[]): Entry => ({ was: o.was ?? [], parameters: formTerms([...nodeForm(o), ...others]) });

const sorted = <T>(all: { readonly [name: string]: T }): { readonly [name: string]: T } =>
  Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1)));

/** What a vendor's catalogue offers today, in both hosts. */
export const offerOf = (vendor: AnyVendor): Offer => ({
  account: {
    was: [],
    parameters: Object.fromEntries(
      Object.entries(vendor.credential).flatMap(([wire, field]) => withColumns([wire, ...(field.was ?? [])], field, undefined, whenOfColumn(field))),
    ),
  },
  operations: sorted(Object.fromEntries(operationsOf(vendor).map(({ name, operation }) => [name, bothHosts(operation, ofN8n(operation))]))),
  triggers: sorted(Object.fromEntries(Object.entries(vendor.triggers).map(([name, trigger]) => [name, bothHosts(trigger, runFieldsOf(trigger))]))),
});
