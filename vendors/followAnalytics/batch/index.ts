import { cancel } from './cancel';
import { getReport } from './getReport';
import { trigger } from './trigger';

export const batch = { label: 'Batch', operations: { trigger, getReport, cancel } };
