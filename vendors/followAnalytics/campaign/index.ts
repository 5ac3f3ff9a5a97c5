import { create } from './create';
import { exportCampaigns } from './export';
import { getMany } from './getMany';
import { getStats } from './getStats';
import { launch } from './launch';

export const campaign = { label: 'Campaign', operations: { create, launch, getMany, getStats, export: exportCampaigns } };
