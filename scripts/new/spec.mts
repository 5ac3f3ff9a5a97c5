import type { FieldSpec } from './fields.mts';
import { actionOf, camelOf, pluralOf, titleOf, wordsIn } from './names.mts';

/** An operation as it was asked for. */
export interface OperationSpec {
  readonly vendor: string;
  readonly resource: string;
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly retry: 'safe' | 'idempotent' | 'nonIdempotent' | 'send';
  readonly fields: readonly FieldSpec[];
}

/** What a new vendor is called. */
export interface VendorSpec {
  readonly id: string;
  readonly label: string;
}

/** `resource.name`, as the catalogue has it. */
export const fullName = ({ resource, name }: OperationSpec): string => `${resource}.${name}`;

/** What its value is called: the name, or another where JavaScript keeps that for itself. */
export const valueName = ({ resource, name }: OperationSpec): string =>
  ['delete', 'export', 'import', 'new'].includes(name) ? camelOf(`${name} ${resource}`) : name;

/** Whether its answer is rows. */
export const isList = ({ method, name, path }: OperationSpec): boolean => method === 'GET' && (wordsIn(name).includes('many') || path.endsWith('/list'));

/** The member of a list's answer that holds the rows: the resource, in the plural. */
export const memberOf = ({ resource }: OperationSpec): string => pluralOf(wordsIn(resource).join('_'));

/** The texts of an entry that follow from its name. */
export const textsOf = ({ resource, name }: OperationSpec): string =>
  `label: '${titleOf(name)}', action: '${actionOf(resource, name)}', description: 'FILL IN: what it does, in one sentence without a full stop',`;

/** Fields that do not stand in the path. */
export const sentFields = ({ fields }: OperationSpec): readonly FieldSpec[] => fields.filter(({ inPath }) => !inPath);

/** Fields that stand in the path. */
export const pathFields = ({ fields }: OperationSpec): readonly FieldSpec[] => fields.filter(({ inPath }) => inPath);
