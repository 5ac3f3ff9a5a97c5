import { cancelTriggerSchedule } from './cancelTriggerSchedule';
import { get } from './get';
import { getMany } from './getMany';
import { getSeries } from './getSeries';
import { scheduleTrigger } from './scheduleTrigger';
import { trigger } from './trigger';
import { updateTriggerSchedule } from './updateTriggerSchedule';

/** Campaigns from the dashboard: those with API-triggered delivery can be sent from here, all can be read. */
export const campaign = {
  label: 'Campaign',
  operations: { trigger, getSeries, getMany, get, scheduleTrigger, updateTriggerSchedule, cancelTriggerSchedule },
};
