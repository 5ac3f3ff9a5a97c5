import type { BrazeState } from '../state';
import { plantAdmin } from './admin';
import { plantCampaigns } from './campaigns';
import { plantCanvases } from './canvases';
import { plantCards } from './cards';
import { plantCatalogs } from './catalogs';
import { plantHistory } from './history';
import { plantIntegrations } from './integrations';
import { plantLibrary } from './library';
import { plantNames } from './names';
import { plantSegments } from './segments';
import { plantUsers } from './users';

/** The demo account: users, campaigns, Canvases, segments, cards, names of events and products, content, and some history for the outbox. */
export function seed(state: BrazeState): void {
  plantUsers(state);
  plantSegments(state);
  plantCampaigns(state);
  plantCanvases(state);
  plantCards(state);
  plantCatalogs(state);
  plantNames(state);
  plantLibrary(state);
  plantAdmin(state);
  plantIntegrations(state);
  plantHistory(state);
}
