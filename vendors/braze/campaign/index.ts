import { get } from './get';
import { getMany } from './getMany';
import { getSeries } from './getSeries';
import { cancelTriggerSchedule, scheduleTrigger, trigger, updateTriggerSchedule } from './triggers';

/** Campaigns from the dashboard: those with API-triggered delivery can be sent from here, all can be read. */
export const campaign = {
  label: 'Campaign',
  operations: { trigger, getSeries, getMany, get, scheduleTrigger, updateTriggerSchedule, cancelTriggerSchedule },
};
