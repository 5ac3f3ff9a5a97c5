import { remove } from './remove';
import { rename } from './rename';

/** Braze, endpoints/user_data/external_id_migration. */
export const externalId = { label: 'External ID', operations: { rename, remove } };
