import { randomBytes } from 'node:crypto';
import type { Sender } from './auth';
import type { Audience } from './checks/audience';
import { runAt } from './checks/delivery';
import type { Order } from './checks/order';
import type { Payload } from './checks/payload';
import { refuse } from './refusals';
import type { User, Users } from './users';

/** One send of a campaign to some people: a request for the audience User, or a run of a schedule. */
export interface Dispatch {
  readonly at: number;
  readonly payload: Payload;
  readonly users: readonly User[];
}

/** What a request has still to send. */
interface Waiting {
  readonly audience: Audience;
  readonly payload: Payload;
  run: number;
  at: number;
}

/** A campaign, created by the first request with its name. */
export interface Campaign extends Sender {
  readonly cid: string;
  /** Everything except the payload and the people comes from the first request. */
  readonly order: Order;
  readonly createdAt: number;
  readonly dispatches: Dispatch[];
  waiting: Waiting[];
  stoppedAt?: number;
}

/** Maximum runs of a request added at once after the clock jumped ahead; the rest follow the next time. */
const MOST_AT_ONCE = 500;

/** The campaigns of the workspace and its test environment. Their state depends only on the clock. */
export class Campaigns {
  private readonly byName = new Map<string, Campaign>();

  constructor(
    private readonly users: Users,
    private readonly made: (cid: string) => void = () => undefined,
  ) {}

  all(): Campaign[] {
    return [...this.byName.values()];
  }

  get(cid: string): Campaign | undefined {
    return this.all().find((campaign) => campaign.cid === cid);
  }

  /**
   * "The campaign name should be unique for All Users and Custom Segment campaigns"; a further request for the audience User is merged into the campaign
   * with its name.
   */
  find({ app, name }: Sender, { audience }: Order): Campaign | undefined {
    const known = this.byName.get(keyOf(app, name));
    if (known && (audience.kind !== 'User' || known.order.audience.kind !== 'User')) throw refuse.duplicate();
    return known;
  }

  /** "existing campaign data corresponding to the given name will be used": everything except the payload of a further request is ignored. */
  send(sender: Sender, order: Order, now: number): Campaign {
    const { app, name } = sender;
    let campaign = this.find(sender, order);
    if (!campaign) {
      campaign = { app, name, cid: randomBytes(12).toString('hex'), order, createdAt: now, dispatches: [], waiting: [] };
      this.byName.set(keyOf(app, name), campaign);
    }
    const due = nextRun(campaign, now);
    if (due) campaign.waiting.push({ audience: order.audience, payload: order.payload, ...due });
    this.carryOn(campaign, now);
    this.made(campaign.cid);
    return campaign;
  }

  /** Stops it as in the dashboard: what has not been sent never will be. */
  stop(campaign: Campaign, now: number): void {
    this.carryOn(campaign, now);
    if (campaign.waiting.length > 0) campaign.stoppedAt = now;
  }

  settle(now: number): void {
    for (const campaign of this.byName.values()) this.carryOn(campaign, now);
  }

  clear(): void {
    this.byName.clear();
  }

  private carryOn(campaign: Campaign, now: number): void {
    if (campaign.stoppedAt !== undefined) return;
    for (const waiting of campaign.waiting) {
      for (let run = 0; waiting.at <= now && run < MOST_AT_ONCE; run++) {
        campaign.dispatches.push({ at: waiting.at, payload: waiting.payload, users: this.users.matching(waiting.audience) });
        waiting.run++;
        waiting.at = runAt(campaign.order.delivery, waiting.run) ?? Infinity;
      }
    }
    campaign.waiting = campaign.waiting.filter(({ at }) => at < Infinity);
  }
}

const keyOf = (app: string, name: string): string => `${app} ${name}`;

/** A further request joins its campaign's schedule; after the schedule's end it is sent immediately. */
function nextRun({ order: { delivery } }: Campaign, now: number): { run: number; at: number } {
  if (delivery.type === 'soon') return { run: 0, at: now };
  for (let run = 0; ; run++) {
    const at = runAt(delivery, run);
    if (at === undefined) return { run, at: now };
    if (at > now) return { run, at };
  }
}
