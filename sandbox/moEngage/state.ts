import { Accepted } from '../server/accepted';
import type { World } from '../server/world';
import { Campaigns } from './campaigns';
import { Rates } from './rates';
import { DEFAULTS, type Settings } from './settings';
import { Users } from './users';

/** The complete state of the MoEngage simulation. */
export class MoEngageState {
  readonly users = new Users();
  readonly segments = new Set<string>();
  readonly campaigns = new Campaigns(this.users, (cid) => this.world.made?.('batch', cid));
  readonly rates = new Rates();
  readonly accepted = new Accepted();
  settings: Settings = { ...DEFAULTS };
  /** A new key was created, which invalidates the old one. */
  revoked = false;

  constructor(readonly world: World) {}

  clear(): void {
    for (const collection of [this.users, this.segments, this.campaigns, this.rates, this.accepted]) collection.clear();
    this.settings = { ...DEFAULTS };
    this.revoked = false;
  }

  settle(): void {
    this.campaigns.settle(this.world.now());
  }
}
