import { create } from './create';
import { deleteKey } from './delete';
import { getMany } from './getMany';
import { setPrimary } from './setPrimary';

/** SDK authentication keys (Braze, "SDK Authentication"). */
export const sdkKey = { label: 'SDK Authentication Key', operations: { create, getMany, setPrimary, delete: deleteKey } };
