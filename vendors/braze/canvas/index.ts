import { duplicate } from './duplicate';
import { get } from './get';
import { getMany } from './getMany';
import { getSeries } from './getSeries';
import { getSummary } from './getSummary';
import { cancelTriggerSchedule, scheduleTrigger, trigger, updateTriggerSchedule } from './triggers';

/** Canvases from the dashboard: those with API-triggered delivery can be sent from here, all can be read and copied. */
export const canvas = {
  label: 'Canvas',
  operations: { trigger, getSeries, getSummary, getMany, get, duplicate, scheduleTrigger, updateTriggerSchedule, cancelTriggerSchedule },
};
