import { randomBytes, randomUUID } from 'node:crypto';
import type { Alias, PushToken, User } from './user';

/** One way to identify a user. */
export type Identity = { external_id: string } | { user_alias: Alias } | { braze_id: string } | { email: string } | { phone: string } | { device_id: string };

/** The identifiers of a new user. */
interface Names {
  external_id?: string;
  user_alias?: Alias;
  braze_id?: string;
  email?: string;
  phone?: string;
  device_id?: string;
  /** When it was created, if not now. */
  createdAt?: number;
}

const aliasKey = ({ alias_name, alias_label }: Alias): string => `${alias_label}\0${alias_name}`;
const emailKey = (email: unknown): string => String(email).toLowerCase();
const phoneKey = (phone: unknown): string => String(phone).replace(/\D/g, '');

/** Users who exist from the start. Most rehearsals meet a few of them, so each is only created when somebody looks for it. */
export interface Dormant {
  /** Their external IDs, in order. */
  readonly ids: readonly string[];
  /** Finds the external ID in any of a user's identifiers. */
  readonly pattern: RegExp;
  brazeIdOf(id: string): string;
  create(id: string): void;
}

/** All user profiles, found by any identifier. */
export class Users {
  private dormant: Dormant | undefined;
  private readonly asleep = new Set<string>();
  /** In the order of their creation; undefined for dormant users. */
  private readonly byBrazeId = new Map<string, User | undefined>();
  private readonly byExternalId = new Map<string, User>();
  private readonly byAlias = new Map<string, User>();
  private readonly byEmail = new Map<string, Set<User>>();
  private readonly byPhone = new Map<string, Set<User>>();
  private readonly byToken = new Map<string, User>();
  private readonly byDevice = new Map<string, User>();

  /** @param now the clock of the sandbox */
  constructor(private readonly now: () => number) {}

  plant(dormant: Dormant): void {
    this.dormant = dormant;
    for (const id of dormant.ids) {
      this.asleep.add(id);
      this.byBrazeId.set(dormant.brazeIdOf(id), undefined);
    }
  }

  /** Creates the dormant user with this identifier, if there is one. */
  private wake(identifier: string): void {
    if (this.asleep.size === 0) return;
    const id = this.dormant?.pattern.exec(identifier.toLowerCase())?.[0];
    if (id !== undefined && this.asleep.delete(id)) this.dormant?.create(id);
  }

  all(): Iterable<User> {
    for (const id of this.asleep) this.wake(id);
    return this.byBrazeId.values() as Iterable<User>;
  }

  /** The user with this identifier. Several users may share an email address or a phone number: one with an external ID takes precedence, then the newest. */
  find(identity: Identity): User | undefined {
    for (const each of Object.values(identity) as (string | Alias)[]) this.wake(typeof each === 'string' ? each : String(each.alias_name));
    if ('external_id' in identity) return this.byExternalId.get(identity.external_id);
    if ('braze_id' in identity) return this.byBrazeId.get(identity.braze_id);
    if ('user_alias' in identity) return this.byAlias.get(aliasKey(identity.user_alias));
    if ('email' in identity) return best(this.byEmail.get(emailKey(identity.email)));
    if ('phone' in identity) return best(this.byPhone.get(phoneKey(identity.phone)));
    return this.byDevice.get(identity.device_id);
  }

  /** Everybody with this address or number, in the order in which they received it. */
  sharing(identity: { email: string } | { phone: string }): User[] {
    this.find(identity);
    return [...(('email' in identity ? this.byEmail.get(emailKey(identity.email)) : this.byPhone.get(phoneKey(identity.phone))) ?? [])];
  }

  withEmail(email: string): Iterable<User> {
    this.wake(email);
    return this.byEmail.get(emailKey(email)) ?? [];
  }

  hasToken({ token }: PushToken): boolean {
    this.wake(token);
    return this.byToken.has(token);
  }

  create(named: Names = {}): User {
    const user: User = {
      ...(named.external_id !== undefined && { external_id: named.external_id }),
      braze_id: named.braze_id ?? randomBytes(12).toString('hex'),
      createdAt: named.createdAt ?? this.now(),
      user_aliases: [],
      profile: {},
      // Without a prototype, because names can be anything, including `constructor` and `__proto__`.
      custom_attributes: Object.create(null) as Record<string, unknown>,
      custom_events: new Map(),
      purchases: new Map(),
      total_revenue: 0,
      push_tokens: [],
      subscriptionGroups: new Map(),
      deprecatedIds: new Set(),
      campaigns: new Map(),
    };
    this.byBrazeId.set(user.braze_id, user);
    if (user.external_id !== undefined) this.byExternalId.set(user.external_id, user);
    if (named.user_alias) this.addAlias(user, named.user_alias);
    if (named.email !== undefined) this.set(user, 'email', named.email);
    if (named.phone !== undefined) this.set(user, 'phone', named.phone);
    return user;
  }

  addAlias(user: User, alias: Alias): void {
    user.user_aliases.push({ alias_name: alias.alias_name, alias_label: alias.alias_label });
    this.byAlias.set(aliasKey(alias), user);
  }

  removeAlias(user: User, { alias_label, alias_name }: Alias): void {
    user.user_aliases = user.user_aliases.filter((alias) => alias.alias_label !== alias_label || alias.alias_name !== alias_name);
    this.byAlias.delete(aliasKey({ alias_label, alias_name }));
  }

  /** Gives a user another external ID; an earlier one stays valid until it is removed. */
  rename(user: User, external_id: string): void {
    if (user.external_id !== undefined) user.deprecatedIds.add(user.external_id);
    user.external_id = external_id;
    this.byExternalId.set(external_id, user);
  }

  /** Adds an earlier external ID. */
  deprecate(user: User, external_id: string): void {
    user.deprecatedIds.add(external_id);
    this.byExternalId.set(external_id, user);
  }

  /** Removes a deprecated external ID. */
  forget(user: User, external_id: string): void {
    user.deprecatedIds.delete(external_id);
    this.byExternalId.delete(external_id);
  }

  /** Sets a profile field; `null` removes it. */
  set(user: User, field: string, value: unknown): void {
    if (field === 'email') this.wake(String(value));
    if (field === 'email') move(this.byEmail, user, emailKey, user.profile.email, value);
    if (field === 'phone') move(this.byPhone, user, phoneKey, user.profile.phone, value);
    if (value === null) delete user.profile[field];
    else user.profile[field] = value;
  }

  /** "If a device_id is not provided, one is randomly generated". */
  addToken(user: User, { app_id, token, device_id = randomUUID() }: PushToken): void {
    this.wake(token);
    const owner = this.byToken.get(token);
    if (owner) this.dropToken(owner, token);
    user.push_tokens.push({ app_id, token, device_id });
    this.byToken.set(token, user);
    this.byDevice.set(device_id, user);
  }

  private dropToken(owner: User, token: string): void {
    for (const { device_id } of owner.push_tokens.filter((entry) => entry.token === token)) this.byDevice.delete(device_id ?? '');
    owner.push_tokens = owner.push_tokens.filter((entry) => entry.token !== token);
    this.byToken.delete(token);
  }

  removeToken({ app_id, token }: PushToken): void {
    this.wake(token);
    const owner = this.byToken.get(token);
    if (!owner?.push_tokens.some((entry) => entry.token === token && entry.app_id === app_id)) return;
    this.dropToken(owner, token);
  }

  delete(user: User): void {
    this.byBrazeId.delete(user.braze_id);
    for (const id of [user.external_id ?? [], ...user.deprecatedIds].flat()) this.byExternalId.delete(id);
    for (const alias of user.user_aliases) this.byAlias.delete(aliasKey(alias));
    for (const { token } of user.push_tokens) this.dropToken(user, token);
    move(this.byEmail, user, emailKey, user.profile.email, null);
    move(this.byPhone, user, phoneKey, user.profile.phone, null);
  }

  clear(): void {
    this.asleep.clear();
    for (const map of [this.byBrazeId, this.byExternalId, this.byAlias, this.byEmail, this.byPhone, this.byToken, this.byDevice]) map.clear();
  }
}

function best(users: Set<User> | undefined): User | undefined {
  const newestFirst = [...(users ?? [])].reverse();
  return newestFirst.find((user) => user.external_id !== undefined) ?? newestFirst[0];
}

function move(index: Map<string, Set<User>>, user: User, keyOf: (value: unknown) => string, from: unknown, to: unknown): void {
  if (from !== undefined) {
    const old = index.get(keyOf(from));
    old?.delete(user);
    if (old?.size === 0) index.delete(keyOf(from));
  }
  if (to === null) return;
  const users = index.get(keyOf(to));
  if (users) users.add(user);
  else index.set(keyOf(to), new Set([user]));
}
