import { camelCase, optionsIn, type AnyVendor, type Field, type Fields, type FormDefinition, type FormField, type Recipients } from '../../engine';
import { usualWords, type PartData, type PartField, type PartForm, type PartRecipients } from '../shared/part';
import { wordsOf } from '../shared/texts';
import { accountForm, formsOf, nodeForm, type NodeType } from '../shared/types';
import { literal } from './literal';

/** A field without the texts that only people read: those are in the translations. */
const bare = (field: Field): Field => {
  const { description: _, placeholder: __, ...rest } = field;
  return {
    ...rest,
    ...(optionsIn(field).length > 0 && { options: optionsIn(field).map(({ description: _description, ...option }) => option) }),
    ...('columns' in field && { columns: Object.fromEntries(Object.entries(field.columns).map(([name, column]) => [name, bare(column)])) }),
  } as Field;
};

/** Equal but for the texts that only people read. */
const isSame = (one: Field, other: Field | undefined): boolean => other !== undefined && literal(bare(one)).expression === literal(bare(other)).expression;

const partField = ({ name, wire, place, when, field }: FormField, table: Fields): PartField => ({
  ...(wire !== undefined && { wire }),
  ...(wire === undefined || name !== camelCase(wire) ? { name } : {}),
  ...(place !== 'main' && { place }),
  ...(when && { when }),
  ...(wire !== undefined && isSame(field, table[wire]) ? {} : { field: bare(field) }),
});

const partRecipients = ({ known, ...recipients }: Recipients): PartRecipients => ({ ...recipients, ...(known && { known: { of: known.of } }) });

const partForm = (vendor: AnyVendor, name: string, definition: FormDefinition): PartForm => ({
  form: nodeForm(definition).map((each) => {
    const words = wordsOf(vendor, name, each);
    return { ...partField(each, definition.fields), ...(words !== usualWords(each.wire) && { words }) };
  }),
  ...(definition.recipients && { recipients: partRecipients(definition.recipients) }),
  samples: definition.sampleInputs,
});

/** The module with a vendor's part of the editor's script. The vendor's own modules in it are without what only a request needs. */
export const partModule = (vendor: AnyVendor): string => {
  const { declarations, expression } = literal({
    account: accountForm(vendor).map((each) => partField(each, vendor.credential)),
    forms: Object.fromEntries(formsOf(vendor).map(({ name, definition }) => [name, partForm(vendor, name, definition)])),
  } satisfies PartData);
  return `import { ${vendor.id} } from '../vendors/${vendor.id}';
import { partOf } from './shared/part';
${declarations}
export const part = partOf(${vendor.id}, ${expression});
`;
};

/** The module that knows where the parts are. */
export const partsModule = (vendors: readonly AnyVendor[]): string =>
  `export const parts = {\n${vendors.map(({ id }) => `  ${id}: () => import('catalogue:part/${id}'),`).join('\n')}\n};\n`;

/** The module with what the editor knows of the catalogue before a form opens. */
export const outlineModule = (types: readonly NodeType[]): string => {
  const outlined = ({ id, label, resources }: AnyVendor) => ({ id, label, resources: Object.fromEntries(Object.keys(resources).map((name) => [name, true])) });
  const { declarations, expression } = literal(
    types.map(({ type, verb, vendor, topic, choices }) => ({
      type,
      verb,
      topic,
      vendor: vendor && outlined(vendor),
      choices: choices.map((choice) => ({
        vendor: outlined(choice.vendor),
        name: choice.name,
        definition: { was: choice.definition.was },
      })),
    })),
  );
  return `${declarations}\nexport const types = ${expression};\n`;
};
