import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Manner } from './bench';

/** What the tests of "what was meant" have in common. */
export const TO_ERROR_OUTPUT: Manner = { onError: 'continueErrorOutput' };

export const fromItems: INodeParameters = { recipientsFrom: 'items', userColumn: 'id', variables: 'all' };
export const track: INodeParameters = { resource: 'user', operation: 'track', kind: 'attributes', identifier: 'external_id', ...fromItems };

export const itemsOf = (...all: readonly object[]): INodeExecutionData[] => all.map((json) => ({ json: json as INodeExecutionData['json'] }));
