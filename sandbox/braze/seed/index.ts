import type { BrazeState } from '../state';
import { plantCampaigns } from './campaigns';
import { plantCards } from './cards';
import { plantCatalogs } from './catalogs';
import { plantHistory } from './history';
import { plantNames } from './names';
import { plantSegments } from './segments';
import { plantUsers } from './users';

/** The demo account: users, campaigns, segments, cards, names of events and products, and some history for the outbox. */
export function seed(state: BrazeState): void {
  plantUsers(state);
  plantSegments(state);
  plantCampaigns(state);
  plantCards(state);
  plantCatalogs(state);
  plantNames(state);
  plantHistory(state);
}
