import { create } from './create';
import { rename } from './rename';

/** Braze, endpoints/user_data: post_user_alias and post_users_alias_update. */
export const alias = { label: 'User Alias', operations: { create, rename } };
