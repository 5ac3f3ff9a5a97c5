import type { FormField } from '../../engine';

/** Whether it is a secret of an account, which Node-RED itself stores. */
export const isSecret = ({ field }: Pick<FormField, 'field'>): boolean => field.type === 'text' && field.secret === true;
