import { send } from './send';

/** Emails to one person each: Braze, "Send transactional emails using API-triggered delivery". */
export const transactional = { label: 'Transactional Email', operations: { send } };
