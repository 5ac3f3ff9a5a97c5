/** Counts of what a vendor has accepted. A name that is missing was never accepted. */
export interface AcceptedView {
  /** Requests that may reach people. */
  readonly requests: number;
  /** Those that name nobody: for a segment, an audience or everyone. */
  readonly everybody: number;
  /** Messages per person, under the name used in the request. */
  readonly people: Readonly<Record<string, number>>;
  /** People in files that are too large to count by name. */
  readonly uncounted: number;
  /** Recorded events and purchases, per person. */
  readonly events: Readonly<Record<string, number>>;
  readonly purchases: Readonly<Record<string, number>>;
  /** Created campaigns, by name. */
  readonly campaigns: Readonly<Record<string, number>>;
  /** Launched campaigns, by ID and name. */
  readonly launches: Readonly<Record<string, number>>;
  readonly activated: Readonly<Record<string, number>>;
}

class Tally {
  private readonly counts = new Map<string, number>();

  add(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  view(): Record<string, number> {
    return Object.fromEntries(this.counts);
  }

  clear(): void {
    this.counts.clear();
  }
}

/**
 * One vendor's ledger. It is written when the vendor accepts, regardless of what happens to the answer or the batch, so that tests can check who would
 * be reached twice or not at all.
 */
export class Accepted {
  readonly people = new Tally();
  readonly events = new Tally();
  readonly purchases = new Tally();
  readonly campaigns = new Tally();
  readonly launches = new Tally();
  readonly activated = new Tally();
  requests = 0;
  everybody = 0;
  uncounted = 0;

  /** A request for these people, each as often as a message goes to them; without them, for an unnamed audience. */
  request(people?: Iterable<string>): void {
    this.requests++;
    if (people) for (const person of people) this.people.add(person);
    else this.everybody++;
  }

  /** A campaign is launched; one that only waits for triggers does not reach anybody yet. */
  launch(id: string, name: string, reaches = true): void {
    if (reaches) this.request();
    this.launches.add(id);
    this.activated.add(name);
  }

  view(): AcceptedView {
    const { requests, everybody, people, uncounted, events, purchases, campaigns, launches, activated } = this;
    return {
      requests,
      everybody,
      people: people.view(),
      uncounted,
      events: events.view(),
      purchases: purchases.view(),
      campaigns: campaigns.view(),
      launches: launches.view(),
      activated: activated.view(),
    };
  }

  clear(): void {
    for (const tally of [this.people, this.events, this.purchases, this.campaigns, this.launches, this.activated]) tally.clear();
    this.requests = this.everybody = this.uncounted = 0;
  }
}
