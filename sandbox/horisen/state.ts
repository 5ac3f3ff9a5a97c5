import { Accepted } from '../server/accepted';
import type { World } from '../server/world';
import { Campaigns, type CampaignService } from './campaigns/campaigns';
import { Contacts } from './contacts';
import { Runs } from './outbox/runs';
import { DEFAULTS, type Settings } from './settings';
import { Tokens } from './tokens';

/** The complete state of the HORISEN simulation. */
export class HorisenState implements CampaignService {
  readonly tokens = new Tokens();
  readonly contacts = new Contacts();
  readonly runs = new Runs(this.contacts);
  readonly campaigns = new Campaigns(this);
  readonly accepted = new Accepted();
  settings: Settings = { ...DEFAULTS };
  /** API requests with a valid token. */
  used = 0;

  constructor(readonly world: World) {}

  clear(): void {
    for (const collection of [this.tokens, this.contacts, this.runs, this.campaigns, this.accepted]) collection.clear();
    this.settings = { ...DEFAULTS };
    this.used = 0;
  }
}
