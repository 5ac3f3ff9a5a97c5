import { create } from './create';
import { getSeries } from './getSeries';

/** Sends of a campaign under an identifier of their own: Braze, "Create send IDs" and "Export send analytics". */
export const send = { label: 'Send ID', operations: { create, getSeries } };
