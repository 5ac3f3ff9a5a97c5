import type { FieldSpec } from './fields.mts';
import { actionOf, camelOf, pluralOf, titleOf, wordsIn } from './names.mts';

/** An operation as requested. */
export interface OperationSpec {
  readonly vendor: string;
  readonly resource: string;
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly retry: 'safe' | 'idempotent' | 'nonIdempotent' | 'send';
  readonly fields: readonly FieldSpec[];
}

/** The names of a new vendor. */
export interface VendorSpec {
  readonly id: string;
  readonly label: string;
}

/** `resource.name`, as in the catalogue. */
export const fullName = ({ resource, name }: OperationSpec): string => `${resource}.${name}`;

/** The name of its constant: the operation's name, or another if that is a reserved word. */
export const valueName = ({ resource, name }: OperationSpec): string =>
  ['delete', 'export', 'import', 'new'].includes(name) ? camelOf(`${name} ${resource}`) : name;

/** Whether it returns rows. */
export const isList = ({ method, name, path }: OperationSpec): boolean => method === 'GET' && (wordsIn(name).includes('many') || path.endsWith('/list'));

/** The member of a list's answer with the rows: the resource in the plural. */
export const memberOf = ({ resource }: OperationSpec): string => pluralOf(wordsIn(resource).join('_'));

/** The texts of an entry that are derived from its name. */
export const textsOf = ({ resource, name }: OperationSpec): string =>
  `label: '${titleOf(name)}', action: '${actionOf(resource, name)}', description: 'FILL IN: what it does, in one sentence without a full stop',`;

/** Fields that are not in the path. */
export const sentFields = ({ fields }: OperationSpec): readonly FieldSpec[] => fields.filter(({ inPath }) => !inPath);

/** Fields that are in the path. */
export const pathFields = ({ fields }: OperationSpec): readonly FieldSpec[] => fields.filter(({ inPath }) => inPath);
