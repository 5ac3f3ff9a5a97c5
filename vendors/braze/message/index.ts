import { cancelSchedule } from './cancelSchedule';
import { getScheduled } from './getScheduled';
import { schedule } from './schedule';
import { send } from './send';
import { updateSchedule } from './updateSchedule';

/** Braze document, "Messaging". */
export const message = { label: 'Message', operations: { send, schedule, getScheduled, updateSchedule, cancelSchedule } };
