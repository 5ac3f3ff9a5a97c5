import type { Rehearsal } from '../../support/sandbox';

/** A host ended so soon after a look may lose or repeat what that look has found (`docs/triggers.md`). */
const NEAR_MS = 1_500;

/** Hits of a campaign that a host watches: what happens, and whether each is told once. */
export class Hits {
  private readonly happened: { readonly user: string; readonly at: number }[] = [];
  /** Users whose hits were found by a look that a kill came upon. */
  private readonly excused = new Set<string>();

  constructor(
    private readonly sandbox: Rehearsal,
    readonly campaign: string,
    private readonly prefix: string,
  ) {}

  /** A user opens a message; sometimes twice within the same second. */
  async happen(): Promise<void> {
    const user = `${this.prefix}-hit-${this.happened.length}`;
    for (let times = this.happened.length % 5 === 0 ? 2 : 1; times > 0; times--) {
      this.happened.push({ user, at: Date.now() });
      await this.sandbox.control('POST', '/followAnalytics/hits', { campaign_id: this.campaign, user_id: user });
    }
  }

  get count(): number {
    return this.happened.length;
  }

  get excusedCount(): number {
    return this.excused.size;
  }

  /** When the host has looked, as far as the sandbox remembers, newest last. */
  private looks(): readonly number[] {
    return this.sandbox
      .requests()
      .filter(({ path }) => path.includes('/hits') && path.includes(this.campaign))
      .map(({ at }) => at);
  }

  /** To be told of a kill at once. */
  killed(): void {
    const [before = 0, last = 0] = this.looks().slice(-2);
    if (last < Date.now() - NEAR_MS) return;
    for (const { user, at } of this.happened) if (at > before - NEAR_MS) this.excused.add(user);
  }

  /** Where what a host has told and what has happened do not agree. */
  against(told: readonly string[]): readonly string[] {
    const count = (all: readonly string[]): ReadonlyMap<string, number> => {
      const counts = new Map<string, number>();
      for (const user of all) counts.set(user, (counts.get(user) ?? 0) + 1);
      return counts;
    };
    const happened = count(this.happened.map(({ user }) => user));
    const said = count(told);
    return [...new Set([...happened.keys(), ...said.keys()])]
      .filter((user) => happened.get(user) !== said.get(user) && !this.excused.has(user))
      .map((user) => `${user}: ${happened.get(user) ?? 0} hits, told ${said.get(user) ?? 0} times`);
  }
}
