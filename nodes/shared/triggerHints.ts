import type { NodeHint } from 'n8n-workflow';
import type { AnyVendor } from '../../engine';
import { TRIGGER_ON } from './triggerProperties';

/**
 * What a trigger says next to the output of a test. n8n shows a thrown error in red and says nothing of the trigger where its output is empty, and a poll,
 * unlike an execution, has no hints of its own. A node's hints know its parameters but not what it returned, so the words hold with data and without.
 */
export const triggerHintsOf = ({ label, triggers }: AnyVendor): NodeHint[] =>
  Object.entries(triggers).map(([name, trigger]) => ({
    message: `A test shows the newest data for '${trigger.label}' and does not move the trigger on. No data? Then ${label} has none for these settings yet. Publish the workflow all the same; it runs as soon as a poll finds some. To build the rest until then, enter a row with 'Edit Output'.`,
    type: 'info',
    location: 'outputPane',
    whenToDisplay: 'afterExecution',
    displayCondition: `={{ ${JSON.stringify([name, ...(trigger.was ?? [])])}.includes($parameter["${TRIGGER_ON}"]) }}`,
  }));
