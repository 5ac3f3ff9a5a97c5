import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundled } from '../catalogue.mts';
import type { AnyVendor, Field } from '../../engine/index.ts';
import type { FieldSpec } from './fields.mts';
import type { OperationSpec } from './spec.mts';

interface Sources {
  readonly catalogue: Readonly<Record<string, AnyVendor>>;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** Whether an existing field matches the requested one. */
const fits = (shared: Field, { required, inPath }: FieldSpec): boolean => Boolean(shared.required) === required && Boolean(shared.inPath) === inPath;

/** An operation that reuses the fields of the vendor's other operations, with values known to the sandbox, where possible. */
export const withKnown = async (root: string, spec: OperationSpec): Promise<OperationSpec> => {
  const folder = `./vendors/${spec.vendor}`;
  const { catalogue, fields = {} } = await bundled<Sources>(root, [
    `export * as catalogue from '${folder}';`,
    ...(existsSync(join(root, folder, 'fields.ts')) ? [`export * as fields from '${folder}/fields';`] : []),
  ]);
  const others = Object.values(catalogue[spec.vendor]!.resources).flatMap(({ operations }) => Object.values(operations));
  const nameOf = (field: Field): string | undefined => Object.keys(fields).find((name) => fields[name] === field);
  const known = (field: FieldSpec): FieldSpec => {
    const shared = others.flatMap((other) => other.fields[field.wire] ?? []).find((each) => fits(each, field) && nameOf(each) !== undefined);
    const value = others.flatMap(({ sampleInputs: [, full] }) => full[field.wire] ?? []).find((each) => typeof each === 'string');
    return {
      ...field,
      ...(shared && { shared: nameOf(shared)! }),
      ...(field.type === 'text' && value !== undefined && { known: JSON.stringify(value) }),
    };
  };
  return { ...spec, fields: spec.fields.map(known) };
};
