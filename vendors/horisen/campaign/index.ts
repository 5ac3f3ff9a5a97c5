import { clone } from './clone';
import { create } from './create';
import { get } from './get';
import { getMany } from './getMany';
import { remove } from './remove';
import { launch, setStatus, stop } from './status';
import { update } from './update';

/** HORISEN Campaign API, 3 "Methods Details". */
export const campaign = { label: 'Campaign', operations: { create, clone, launch, getMany, get, update, setStatus, stop, delete: remove } };
