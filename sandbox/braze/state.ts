import { Accepted } from '../server/accepted';
import type { World } from '../server/world';
import { APP_GROUP, APPS } from './apps';
import type { Campaign, Segment } from './catalogue';
import type { CardFacts, ExportAccount } from './exports/account';
import type { OutboxAccount } from './outbox/account';
import { Outbox } from './outbox/outbox';
import { Rates } from './rates';
import { DEFAULTS, type Settings } from './settings';
import { Emails } from './users/emails';
import { rowOf } from './users/row';
import { SendIds } from './sends/sendIds';
import { Transactions } from './transactional/transactions';
import { LiveActivities } from './messages/liveActivities';
import { Users } from './users/users';

/** The complete state of the Braze simulation. */
export class BrazeState implements ExportAccount, OutboxAccount {
  readonly appGroup = APP_GROUP;
  readonly apps: ReadonlySet<string> = new Set(APPS.keys());
  readonly users = new Users(() => this.world.now());
  readonly emails = new Emails(this.users);
  readonly campaigns = new Map<string, Campaign>();
  readonly segments = new Map<string, Segment>();
  readonly cards = new Map<string, CardFacts>();
  readonly events = new Set<string>();
  readonly products = new Set<string>();
  readonly rates = new Rates();
  readonly outbox = new Outbox(this);
  readonly sendIds = new SendIds();
  readonly transactions = new Transactions();
  readonly activities = new LiveActivities();
  readonly accepted = new Accepted();
  settings: Settings = { ...DEFAULTS };
  /** Incremented with every change, so that derived results can be cached until then. */
  version = 0;
  /** The account's keys have been deleted. */
  revoked = false;
  /** Requests received during maintenance, to be processed afterwards. */
  private queue: (() => void)[] = [];

  constructor(readonly world: World) {}

  clear(): void {
    for (const collection of [this.users, this.emails, this.campaigns, this.segments, this.cards, this.events, this.products]) collection.clear();
    for (const collection of [this.rates, this.outbox, this.sendIds, this.transactions, this.activities, this.accepted]) collection.clear();
    this.settings = { ...DEFAULTS };
    this.revoked = false;
    this.queue = [];
  }

  change(settings: Partial<Settings>): void {
    this.outbox.settle();
    Object.assign(this.settings, settings);
    this.version++;
    if (this.settings.maintenance !== 0) return;
    const waiting = this.queue;
    this.queue = [];
    for (const work of waiting) work();
  }

  /** "received and queued the API call but have not immediately processed it". */
  enqueue(work: () => void): void {
    this.queue.push(work);
  }

  sizeOf({ includes }: Segment): number {
    if (!includes) return this.settings.bigSegmentUsers;
    let size = 0;
    for (const user of this.users.all()) if (includes(user)) size++;
    return size;
  }

  /** The user export objects of a segment's users; undefined for the crowd. */
  rowsOf({ includes }: Segment, fields: readonly string[] | undefined): object[] | undefined {
    return includes && [...this.users.all()].filter(includes).map((user) => rowOf(user, fields, this.rows));
  }

  /** How user export objects are made for this account. */
  get rows() {
    return { oldNames: this.settings.appboy !== 0, campaignName: (id: string) => this.campaigns.get(id)?.name };
  }
}
