import { create } from './create';
import { get } from './get';
import { getMany } from './getMany';
import { update } from './update';

/** Content Blocks (Braze, "Templates"). */
export const contentBlock = { label: 'Content Block', operations: { create, get, getMany, update } };
