import type { NodeHint } from 'n8n-workflow';
import type { AnyVendor } from '../../engine';
import { TRIGGER_ON } from './triggerProperties';

/** A run in which nothing came of any node. n8n tells a hint neither the name of its own node nor its output, and nodes after an empty trigger do not run. */
const NOTHING_CAME = 'Object.keys($node).every((name) => !$(name).isExecuted || $(name).all().length === 0)';

/**
 * What a trigger says next to its output if a test found nothing. n8n shows a thrown error in red, and an empty output without a word about the trigger;
 * a poll, unlike an execution, has no hints of its own.
 */
export const triggerHintsOf = ({ label, triggers }: AnyVendor): NodeHint[] =>
  Object.entries(triggers).map(([name, trigger]) => ({
    message: `Nothing to show yet: ${label} has no data for '${trigger.label}' with these settings. Publish the workflow all the same; it runs as soon as a poll finds something. To build the rest until then, use 'Edit Output' to enter a row.`,
    type: 'info',
    location: 'outputPane',
    whenToDisplay: 'afterExecution',
    displayCondition: `={{ ${JSON.stringify([name, ...(trigger.was ?? [])])}.includes($parameter["${TRIGGER_ON}"]) && ${NOTHING_CAME} }}`,
  }));
