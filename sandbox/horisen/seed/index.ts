import type { HorisenState } from '../state';
import { plantCampaigns } from './campaigns';
import { plantContacts } from './contacts';

/** The account's lists, which are there in any case: without them no campaign could be made. */
export const plantAccount = plantContacts;

/** What has been made in it. */
export const plantHistory = (state: HorisenState): void => plantCampaigns(state);
