import { Accepted } from '../server/accepted';
import type { World } from '../server/world';
import type { PreferenceCenter, SdkKey } from './admin/model';
import { APP_GROUP, APPS } from './apps';
import { Canvases } from './canvases/canvases';
import { Catalogs } from './catalogs/catalog';
import type { Campaign, Segment } from './catalogue';
import type { Integration } from './cdi/integrations';
import type { DataType } from './definitions/dataType';
import type { CardFacts, ExportAccount } from './exports/account';
import { Library } from './library/library';
import type { OutboxAccount } from './outbox/account';
import { Outbox } from './outbox/outbox';
import { Rates } from './rates';
import { DEFAULTS, type Settings } from './settings';
import { Emails } from './users/emails';
import type { InvalidNumber } from './users/numbers';
import { rowOf } from './users/row';
import type { User } from './users/user';
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
  /** Phone numbers that were found to be invalid. */
  readonly invalidNumbers = new Map<string, InvalidNumber>();
  readonly campaigns = new Map<string, Campaign>();
  readonly canvases = new Canvases(() => this.world.now());
  readonly segments = new Map<string, Segment>();
  /** One demo user in twenty; its export is that of a segment with this ID. */
  readonly controlGroup: Segment = {
    ...{ id: 'global_control_group', name: 'Global Control Group', description: '', text: '', archived: false, tracking: false, tags: [], teams: [] },
    ...{ createdAt: 0, updatedAt: 0, includes: ({ external_id }) => /^demo-\d\d[02468]1$/.test(external_id ?? '') },
  };
  readonly catalogs = new Catalogs(() => this.world.now());
  readonly cards = new Map<string, CardFacts>();
  /** What each custom attribute holds, since its first value. */
  readonly attributes = new Map<string, DataType>();
  readonly events = new Set<string>();
  readonly products = new Set<string>();
  readonly library = new Library();
  readonly integrations = new Map<string, Integration>();
  readonly centers = new Map<string, PreferenceCenter>();
  readonly sdkKeys = new Map<string, SdkKey>();
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
    for (const collection of [this.users, this.emails, this.invalidNumbers, this.campaigns, this.canvases, this.segments, this.cards, this.events])
      collection.clear();
    for (const collection of [this.attributes, this.products, this.catalogs, this.library, this.integrations, this.centers, this.sdkKeys]) collection.clear();
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

  /** Records that a request changed a profile. */
  noteTracked(user: User): void {
    user.trackedAt = this.world.now();
    this.world.made?.('profile', user.external_id ?? user.braze_id);
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
