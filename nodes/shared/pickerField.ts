import type { INodeProperties } from 'n8n-workflow';
import type { Choice } from '../../engine';

/** A choice whose options come from the vendor. */
export type Picked = Extract<Choice, { loadOptions: unknown }>;

/** The name of a node's search method for a picker. */
export const methodName = ({ loadOptions }: Picked): string =>
  `search ${loadOptions.operation} ${JSON.stringify(loadOptions.input ?? {})} ${loadOptions.value} ${loadOptions.label}`.replace(
    /[^a-z0-9]+(.)?/gi,
    (_, next: string | undefined) => (next ?? '').toUpperCase(),
  );

/** A choice whose options come from the vendor: searched in a list, or entered by ID. */
export const pickerOf = (field: Picked): Pick<INodeProperties, 'type' | 'default'> & Partial<INodeProperties> => ({
  type: 'resourceLocator',
  default: { mode: 'list', value: '' },
  modes: [
    { displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: methodName(field), searchable: true } },
    { displayName: 'By ID', name: 'id', type: 'string' },
  ],
});
