import { deleteUsers } from './delete';
import { exportUsers } from './export';
import { exportControlGroup } from './exportControlGroup';
import { identify } from './identify';
import { merge } from './merge';
import { track } from './track';

/** Braze document, "User Data" and "Users by UserID Endpoint". */
export const user = { label: 'User', operations: { track, export: exportUsers, exportControlGroup, identify, merge, delete: deleteUsers } };
