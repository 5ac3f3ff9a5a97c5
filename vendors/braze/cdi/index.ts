import { getJobs } from './getJobs';
import { getMany } from './getMany';
import { sync } from './sync';

/** Cloud Data Ingestion (Braze, "CDI"). */
export const cdi = { label: 'Cloud Data Ingestion', operations: { getMany, getJobs, sync } };
