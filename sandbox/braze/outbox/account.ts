import type { World } from '../../server/world';
import type { Settings } from '../settings';
import type { Emails } from '../users/emails';
import type { Users } from '../users/users';

/** What the outbox needs to know about the simulated account. */
export interface OutboxAccount {
  readonly world: World;
  readonly settings: Pick<Settings, 'bigSegmentUsers'>;
  /** Incremented with every change. */
  readonly version: number;
  readonly users: Users;
  readonly emails: Emails;
  /** Phone numbers in E.164 format that receive no SMS. */
  readonly invalidNumbers: ReadonlyMap<string, unknown>;
}
