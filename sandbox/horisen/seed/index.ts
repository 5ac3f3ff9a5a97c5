import type { HorisenState } from '../state';
import { plantCampaigns } from './campaigns';
import { plantContacts } from './contacts';

/** The account's lists, which always exist: without them no campaign could be created. */
export const plantAccount = plantContacts;

/** What has been created in it. */
export const plantHistory = (state: HorisenState): void => plantCampaigns(state);
