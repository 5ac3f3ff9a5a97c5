import type { Owner } from './client';

export interface ExportOrder {
  readonly owner: Owner;
  readonly segment: string;
  /** Where the archive goes; without it the users are read and forgotten. */
  readonly path?: string;
}

export interface Exported {
  readonly users: number;
  /** Whether each user was another one than the one before. */
  readonly allDifferent: boolean;
  readonly bytes: number;
}

export const FIELDS = ['external_id', 'email', 'first_name', 'custom_attributes'];
