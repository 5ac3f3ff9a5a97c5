import type { IDisplayOptions, INode, INodeProperties } from 'n8n-workflow';
import { byAlphabet, isObject, isOperation, type FormDefinition, type FormField } from '../../engine';
import { formerMore } from './former';
import { oncePer } from './oncePer';
import { carrierOf, EXISTS, MORE, OPTIONS, parameterOf, showOf, type Show } from './parameter';
import { isSaid } from './saved';
import { optionsWithTool } from './tool';
import { both, inFirst, isFirst, isNever, sinceSecond } from './versions';

/**
 * The boxes of optional fields. Nodes of the first version have two: *Additional Fields* for what is sent, and *Options* for how to run. Later ones have
 * one, *Options*, as n8n's own nodes do. It is stored where the options always were, so that what protects has never moved; a form without such options
 * stores it as the additional fields.
 */
type Box = Pick<INodeProperties, 'displayName' | 'name' | 'placeholder'>;
const ADDITIONAL_FIELDS: Box = { displayName: 'Additional Fields', name: MORE, placeholder: 'Add Field' };
const RUN_OPTIONS: Box = { displayName: 'Options', name: OPTIONS, placeholder: 'Add Option' };

const byName = (a: INodeProperties, b: INodeProperties): number => byAlphabet(a.displayName, b.displayName);

/** A field that is always there is the same in every box. */
const always = oncePer(({ name, field }: FormField): INodeProperties => parameterOf(name, field));

/** What can be added to a box with these fields. */
const entriesOf = (form: readonly FormField[]): readonly INodeProperties[] => {
  const own = new Set(form.map(({ name }) => name));
  const entries = form.map((each) => {
    const { name, field, when } = each;
    // Inside a collection, a plain name refers to a sibling, and a leading slash to the node's own parameters.
    return when === undefined ? always(each) : parameterOf(name, field, { show: showOf(when, (other) => (own.has(other) ? other : `/${other}`)) });
  });
  return entries.sort(byName);
};

/** A box with these entries, and with those that it holds under the name of an earlier release. */
const boxOf = (which: Box, entries: readonly INodeProperties[], displayOptions: IDisplayOptions, former: readonly INodeProperties[] = []): INodeProperties => ({
  ...which,
  type: 'collection',
  default: {},
  displayOptions,
  options: [...entries, ...former],
});

const carrierIn = ({ displayName, name }: Box, displayOptions: IDisplayOptions): INodeProperties => ({ ...carrierOf(displayName, name), displayOptions });

/** A box and its former fields. If none are current, it is shown only while it has a value. */
const withFormer = (which: Box, form: readonly FormField[], shown: readonly INodeProperties[], here: IDisplayOptions): INodeProperties[] => {
  const former = formerMore(form, which.name);
  const carrier = former.length > 0 ? [carrierIn(which, here)] : [];
  if (shown.length > 0) return [...carrier, boxOf(which, shown, here, former)];
  return [...carrier, ...former.map(({ displayOptions }) => boxOf(which, [], both(here, displayOptions!), former))];
};

/** A box that holds something; the types of n8n know no objects among the values that it compares. */
const isFilled = (name: string): IDisplayOptions => ({ show: { [`/${name}`]: [EXISTS] }, hide: { [`/${name}`]: [{ _cnd: { eq: {} as never } }] } });

const isEver = ({ displayOptions = {} }: INodeProperties): boolean => !isNever(displayOptions);

/** The boxes of a form, shown under the conditions in `here`. */
export const collectionsFor = (o: FormDefinition, form: readonly FormField[], here: Show): INodeProperties[] => {
  const at = (place: FormField['place']): FormField[] => form.filter((each) => each.place === place && !each.field.isFormer);
  const [moreFields, runFields] = [at('more'), at('options')];
  const [more, options] = [entriesOf(moreFields), entriesOf(runFields)];
  const display: IDisplayOptions = { show: here };
  const apart = (shown: IDisplayOptions): INodeProperties[] => withFormer(ADDITIONAL_FIELDS, form, more, shown);
  if (more.length === 0 && formerMore(form, MORE).length === 0) {
    if (options.length === 0) return [];
    const box = boxOf(RUN_OPTIONS, options, display);
    return isOperation(o) ? optionsWithTool(o, box) : [box];
  }
  const [first, later] = [both(display, inFirst), both(display, sinceSecond)];
  if (options.length === 0) return [...apart(first), ...withFormer({ ...RUN_OPTIONS, name: MORE }, form, more, later)];
  const filled = boxOf(ADDITIONAL_FIELDS, more, both(later, isFilled(MORE)), formerMore(form, MORE));
  const together = withFormer(RUN_OPTIONS, form, entriesOf([...moreFields, ...runFields]), later);
  return [
    ...apart(first),
    boxOf(RUN_OPTIONS, options, first),
    ...together.flatMap((each) => (isOperation(o) && each.type === 'collection' ? optionsWithTool(o, each).filter(isEver) : [each])),
    // Where an additional field was saved before, or written by hand.
    ...(more.length > 0 ? [carrierIn(ADDITIONAL_FIELDS, later), filled] : withFormer(ADDITIONAL_FIELDS, form, [], later)),
  ];
};

/** What a box is called where its content cannot be read. */
export const titleOf = (node: INode, form: readonly FormField[], name: string): string | undefined => {
  if (name === OPTIONS) return RUN_OPTIONS.displayName;
  if (name !== MORE) return undefined;
  return isFirst(node) || form.some(({ place }) => place === 'options') ? ADDITIONAL_FIELDS.displayName : RUN_OPTIONS.displayName;
};

/** The contents of a node's boxes by the place of the fields in them. */
export type Boxes = Readonly<Record<'more' | 'options', { readonly [name: string]: unknown }>>;

const contentOf = (box: unknown): Boxes['more'] => (isObject(box) ? box : {});

/**
 * The contents of both boxes. Since the second version a field counts in either: first in *Options*, where it is added now. What is there but blank does
 * not hide what is said in the other box, except for options: one that protects must not turn off because it is blank.
 */
export const boxesIn = (node: INode, box: (name: string) => unknown): Boxes => {
  const [more, options] = [contentOf(box(MORE)), contentOf(box(OPTIONS))];
  if (isFirst(node)) return { more, options };
  const said = Object.fromEntries(Object.entries(options).filter(([name, value]) => isSaid(value) || !(name in more)));
  return { more: { ...more, ...said }, options: { ...more, ...options } };
};
