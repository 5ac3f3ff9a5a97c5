/** What a vendor has accepted, as counts. A name that is not there was never accepted. */
export interface AcceptedView {
  /** Requests that may reach people. */
  readonly requests: number;
  /** Those among them that name nobody: for a segment, an audience or everybody. */
  readonly everybody: number;
  /** Messages by the person they are for, under the name that the request gives that person. */
  readonly people: Readonly<Record<string, number>>;
  /** People of files that are too large for names to be counted. */
  readonly uncounted: number;
  /** Events and purchases that were recorded, by person. */
  readonly events: Readonly<Record<string, number>>;
  readonly purchases: Readonly<Record<string, number>>;
  /** Campaigns that were made, by name. */
  readonly campaigns: Readonly<Record<string, number>>;
  /** Campaigns that were set going, by id and by name. */
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
 * One vendor's ledger. It is written when the vendor says yes, whatever becomes of the answer and of the batch, so that a test can ask who
 * would be reached twice and who not at all.
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

  /** A request for these people, each as often as a message goes to that person; without them, for whomever it may concern. */
  request(people?: Iterable<string>): void {
    this.requests++;
    if (people) for (const person of people) this.people.add(person);
    else this.everybody++;
  }

  /** A campaign is set going; one that only waits for triggers reaches nobody by that. */
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
