import { randomUUID } from 'node:crypto';
import type { World } from '../../server/world';
import type { Runs } from '../outbox/runs';
import { refuse } from '../refusals';
import { Recurrence } from '../schedule/recurrence';
import { readRule } from '../schedule/rule';
import { Moment, readMoment, type Schedule } from '../schedule/schedule';
import type { Settings } from '../settings';
import type { Campaign, Content } from './campaign';

/** Maximum runs of a campaign added at once after the clock jumped ahead; the rest follow the next time. */
const MOST_AT_ONCE = 500;

/** What campaigns need from the service they run in. */
export interface CampaignService {
  readonly world: World;
  readonly settings: Pick<Settings, 'runMs'>;
  readonly runs: Runs;
}

/** The campaigns of the service. Their state depends only on the clock. */
export class Campaigns {
  private readonly byId = new Map<string, Campaign>();
  /** Incremented with every change. */
  version = 0;

  constructor(private readonly service: CampaignService) {}

  all(): Campaign[] {
    return [...this.byId.values()];
  }

  get(uuid: string): Campaign {
    const found = this.byId.get(uuid.toLowerCase());
    if (!found) throw refuse.campaign();
    return found;
  }

  /** Adds a campaign; an active one with `now` runs "as soon as saved". */
  add(content: Content, { uuid = randomUUID(), createdAt = this.service.world.now() }: { uuid?: string; createdAt?: number } = {}): Campaign {
    const campaign: Campaign = { uuid, content, createdAt, updatedAt: createdAt };
    this.byId.set(uuid, campaign);
    this.begin(campaign);
    return campaign;
  }

  /** Replaces a campaign as a whole (HORISEN Campaign API, 3.4). */
  replace(campaign: Campaign, content: Content): void {
    campaign.content = content;
    campaign.updatedAt = this.service.world.now();
    this.begin(campaign);
  }

  /** "toggle active/stopped" (3.5). A campaign that is already active continues unchanged. */
  toggle(campaign: Campaign, status: 'active' | 'stopped'): void {
    if (campaign.content.status !== status) this.replace(campaign, { ...campaign.content, status });
  }

  remove(campaign: Campaign): void {
    this.byId.delete(campaign.uuid);
    this.version++;
  }

  clear(): void {
    this.byId.clear();
    this.version++;
  }

  /** Executes everything that is due. */
  settle(): void {
    for (const campaign of this.byId.values()) this.carryOn(campaign);
  }

  private begin(campaign: Campaign): void {
    delete campaign.endsAt;
    this.version++;
    this.service.world.made?.('campaign', campaign.uuid);
    if (campaign.content.status === 'active') campaign.schedule = scheduleOf(campaign.content, this.service.world.now());
    else delete campaign.schedule;
    this.carryOn(campaign);
  }

  private carryOn(campaign: Campaign): void {
    const now = this.service.world.now();
    const { schedule } = campaign;
    for (let run = 0; schedule?.next !== undefined && schedule.next <= now && run < MOST_AT_ONCE; run++) {
      campaign.lastAt = schedule.next;
      this.service.runs.add(campaign, schedule.next);
      schedule.advance();
    }
    if (!schedule || schedule.next !== undefined) return;
    campaign.endsAt ??= (campaign.lastAt ?? now) + this.service.settings.runMs;
    if (now < campaign.endsAt) return;
    campaign.content = { ...campaign.content, status: 'finished' };
    delete campaign.schedule;
    delete campaign.endsAt;
  }
}

/** An overdue time of `once` runs immediately, if the setting allows it. */
function scheduleOf({ schedule_type, schedule_rrule }: Content, now: number): Schedule {
  if (schedule_type === 'scheduled') return new Recurrence(readRule(schedule_rrule ?? ''), now);
  return new Moment(schedule_type === 'once' ? Math.max(readMoment(schedule_rrule ?? '') ?? now, now) : now);
}
