import type { VendorDefinition, VendorServer, World } from './world';

/** A vendor of the sandbox with its name on the page. */
export interface Played {
  readonly label: string;
  readonly server: VendorServer;
}

/** The vendors of one sandbox. Most are never used, so each one's initial data is only created when it is first accessed, dated from the sandbox's start. */
export class Vendors {
  private readonly played: ReadonlyMap<string, Played>;
  private readonly planted = new Set<string>();
  private startedAt: number;
  private planting = false;
  private readonly world: World;

  constructor(roster: readonly VendorDefinition[], world: World, seed: boolean) {
    this.startedAt = world.now();
    this.world = { ...world, now: () => (this.planting ? this.startedAt : world.now()) };
    this.played = new Map(roster.map(({ id, label, open }) => [id, { label, server: open(this.world, seed) }]));
  }

  /** The vendor with this ID, initialized. */
  of(id: string): VendorServer | undefined {
    const server = this.played.get(id)?.server;
    if (server && !this.planted.has(id)) {
      this.planted.add(id);
      this.planting = true;
      try {
        server.plant();
      } finally {
        this.planting = false;
      }
    }
    return server;
  }

  /** All vendors, initialized. */
  all(): readonly (readonly [id: string, played: Played])[] {
    for (const id of this.played.keys()) this.of(id);
    return [...this.played];
  }

  /** All vendors without initialization, for adding routes. */
  bare(): readonly (readonly [id: string, server: VendorServer])[] {
    return [...this.played].map(([id, { server }]) => [id, server] as const);
  }

  /** Restores the initial state. */
  async reset(): Promise<void> {
    for (const { server } of this.played.values()) await server.clear();
    this.planted.clear();
    this.startedAt = this.world.now();
  }
}
