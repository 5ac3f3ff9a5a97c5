import { eachOf, type AnyOperation, type Outcome } from '../../engine';
import { itemsWere } from './failure';
import { isTold } from './outcomes';
import type { Node } from './nodeRedTypes';

const MOST_WARNINGS = 5;

/** How many were accepted but not sent, by the vendor's words; and how many were sent before. */
const countsOf = (outcomes: readonly Outcome[], vendor: string, { recipients }: AnyOperation): readonly string[] => {
  const byWords = new Map<string, number>();
  for (const each of outcomes) if (each.state === 'notSent') byWords.set(each.words, (byWords.get(each.words) ?? 0) + 1);
  const skipped = (why: 'sentBefore' | 'duplicate'): number => outcomes.filter((each) => each.state === 'skipped' && each.why === why).length;
  return [
    ...[...byWords].map(([words, count]) => `${itemsWere(count, `accepted by ${vendor} and not sent`)}: ${words}`),
    ...(skipped('sentBefore') > 0 ? [`${itemsWere(skipped('sentBefore'), 'skipped')}: already sent with this send-once key.`] : []),
    ...(skipped('duplicate') > 0 ? [`${itemsWere(skipped('duplicate'), 'skipped')}: a later entry is for the same ${eachOf(recipients).one}.`] : []),
  ];
};

const changedWords = (count: number): string =>
  `${count} of the message ${count === 1 ? 'differs' : 'differ'} from what an earlier attempt sent, and ${count === 1 ? 'is' : 'are'} not sent a second time; delete msg.campaignRun to send all of it.`;

/**
 * Reports in the log and the sidebar what a result does not show at a glance; a warning shared by many inputs appears once.
 * @param changed number of entries whose content differs from what an earlier try sent
 */
export const warn = (node: Node, vendor: string, o: AnyOperation, outcomes: readonly Outcome[], changed: number): void => {
  const told = [...countsOf(outcomes, vendor, o), ...(changed > 0 ? [changedWords(changed)] : [])];
  const doubts = [...new Set(outcomes.filter(isTold).flatMap(({ warnings }) => warnings))];
  [...told, ...doubts.slice(0, MOST_WARNINGS)].forEach((each) => node.warn(each));
  if (doubts.length > MOST_WARNINGS) node.warn(`... and ${doubts.length - MOST_WARNINGS} more warnings`);
};
