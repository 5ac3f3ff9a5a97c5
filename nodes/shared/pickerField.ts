import type { INodeProperties } from 'n8n-workflow';
import type { Choice } from '../../engine';

/** A choice whose entries the vendor knows. */
export type Picked = Extract<Choice, { loadOptions: unknown }>;

/** The name under which a node has the search behind a picker. */
export const methodName = ({ loadOptions }: Picked): string =>
  `search ${loadOptions.operation} ${JSON.stringify(loadOptions.input ?? {})} ${loadOptions.value} ${loadOptions.label}`.replace(
    /[^a-z0-9]+(.)?/gi,
    (_, next: string | undefined) => (next ?? '').toUpperCase(),
  );

/** A choice whose entries the vendor knows: searched in a list, or given by its identifier. */
export const pickerOf = (field: Picked): Pick<INodeProperties, 'type' | 'default'> & Partial<INodeProperties> => ({
  type: 'resourceLocator',
  default: { mode: 'list', value: '' },
  modes: [
    { displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: methodName(field), searchable: true } },
    { displayName: 'By ID', name: 'id', type: 'string' },
  ],
});
