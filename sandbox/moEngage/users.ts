import type { AudienceKind, Platform } from './account';
import type { Audience } from './checks/audience';

/** A user of the app. A change creates a new object, so that messages already sent stay unchanged. */
export interface User {
  readonly id: string;
  /** By the names used in targetUserAttributes, together with the account's own. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly platforms: readonly Platform[];
  readonly segments: readonly string[];
  readonly optedOut: boolean;
}

/** "It will target a maximum of 100 users of the associated targetUserAttributes definition." */
const MOST_MATCHES = 100;

/** The users of the workspace; the test environment shares them. */
export class Users {
  private readonly byId = new Map<string, User>();

  get(id: string): User | undefined {
    return this.byId.get(id);
  }

  put(user: User): void {
    this.byId.set(user.id, user);
  }

  all(): Iterable<User> {
    return this.byId.values();
  }

  matching({ kind, segment, attribute = '', values = [] }: Audience): readonly User[] {
    const tests: Readonly<Record<AudienceKind, (user: User) => boolean>> = {
      'All Users': () => true,
      'Custom Segment': (user) => user.segments.includes(segment ?? ''),
      User: ({ attributes }) => Object.hasOwn(attributes, attribute) && values.includes(attributes[attribute] as string),
    };
    const users = [...this.byId.values()].filter(tests[kind]);
    return kind === 'User' ? users.slice(0, MOST_MATCHES) : users;
  }

  clear(): void {
    this.byId.clear();
  }
}
