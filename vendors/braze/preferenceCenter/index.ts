import { create } from './create';
import { get } from './get';
import { getMany } from './getMany';
import { getUrl } from './getUrl';
import { update } from './update';

/** Preference centers (Braze, "Preference center"). */
export const preferenceCenter = { label: 'Preference Center', operations: { getUrl, create, get, getMany, update } };
