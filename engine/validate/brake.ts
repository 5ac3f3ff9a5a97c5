import type { Unit } from '../base/unit';
import type { Failure } from '../base/errors';
import type { FileFacts } from './inspect';
import type { AnyOperation } from '../catalogue/operation';
import { countPeople } from './people';

const LABEL = "'Stop Above (Recipients)'";

const people = (count: number): string => `${count.toLocaleString('en-US')} ${count === 1 ? 'recipient' : 'recipients'}`;

/** Total number of people some units are for; undefined if it cannot be known before sending. */
export const totalOf = (o: AnyOperation, units: readonly Unit[], facts: ReadonlyMap<number, FileFacts>): number | undefined => {
  let total = 0;
  for (const { item, input } of units) {
    const count = countPeople(o, input, facts.get(item));
    if (count === undefined) return undefined;
    total += count;
  }
  return total;
};

/** Applies *Stop Above* to a number of people before anything is sent. */
export const brake = (total: number | undefined, stopAbove: number | undefined): Failure | undefined => {
  if (stopAbove === undefined) return undefined;
  if (total === undefined) {
    return {
      code: 'validation',
      reached: 'no',
      message: `${LABEL} is ${stopAbove}, but the number of recipients cannot be determined in advance, because they are not listed individually. Nothing was sent.`,
      todo: `List the recipients individually, or leave ${LABEL} empty if you really want to reach all of them.`,
    };
  }
  if (total <= stopAbove) return undefined;
  return {
    code: 'validation',
    reached: 'no',
    message: `${LABEL} is ${stopAbove}, and this would go to ${people(total)}. Nothing was sent.`,
    todo: `Check the recipients. If all of them are intended, increase ${LABEL}.`,
  };
};
