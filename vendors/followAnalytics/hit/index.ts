import { getMany } from './getMany';
import { getManyPerUser } from './getManyPerUser';

export const hit = { label: 'Hit', operations: { getMany, getManyPerUser } };
