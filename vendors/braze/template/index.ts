import { create } from './create';
import { get } from './get';
import { getMany } from './getMany';
import { update } from './update';

/** Email templates (Braze, "Templates"). */
export const template = { label: 'Email Template', operations: { create, get, getMany, update } };
