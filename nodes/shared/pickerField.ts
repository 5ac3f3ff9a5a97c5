import type { INodeProperties } from 'n8n-workflow';
import type { LoadOptions } from '../../engine';

/** The name of a node's search method for a picker. */
export const methodName = (from: LoadOptions): string =>
  `search ${from.operation} ${JSON.stringify(from.input ?? {})} ${from.value} ${from.label}`.replace(/[^a-z0-9]+(.)?/gi, (_, next: string | undefined) =>
    (next ?? '').toUpperCase(),
  );

/** A value that the vendor knows: searched in a list, or entered by hand. */
export const pickerOf = (from: LoadOptions, byHand: 'By ID' | 'By Name'): Pick<INodeProperties, 'type' | 'default'> & Partial<INodeProperties> => ({
  type: 'resourceLocator',
  default: { mode: 'list', value: '' },
  modes: [
    { displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: methodName(from), searchable: true } },
    { displayName: byHand, name: 'id', type: 'string' },
  ],
});
