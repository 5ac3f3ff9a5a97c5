import type { Unit } from '../base/unit';
import type { Failure } from '../base/errors';
import type { FileFacts } from './inspect';
import type { AnyOperation } from '../catalogue/operation';
import { countPeople } from './people';

const LABEL = "'Stop Above (Recipients)'";

const people = (count: number): string => `${count.toLocaleString('en-US')} ${count === 1 ? 'recipient' : 'recipients'}`;

/** How many people some units are for in all; undefined where that cannot be known before sending. */
export const totalOf = (o: AnyOperation, units: readonly Unit[], facts: ReadonlyMap<number, FileFacts>): number | undefined => {
  let total = 0;
  for (const { item, input } of units) {
    const count = countPeople(o, input, facts.get(item));
    if (count === undefined) return undefined;
    total += count;
  }
  return total;
};

/** What *Stop Above* says to so many people, before anything is sent. */
export const brake = (total: number | undefined, stopAbove: number | undefined): Failure | undefined => {
  if (stopAbove === undefined) return undefined;
  if (total === undefined) {
    return {
      code: 'validation',
      reached: 'no',
      message: `${LABEL} is ${stopAbove}, but it cannot be known beforehand how many people this reaches, because they are not named one by one. Nothing was sent.`,
      todo: `Name the recipients, or leave ${LABEL} empty if whoever it reaches is meant.`,
    };
  }
  if (total <= stopAbove) return undefined;
  return {
    code: 'validation',
    reached: 'no',
    message: `${LABEL} is ${stopAbove}, and this would go to ${people(total)}. Nothing was sent.`,
    todo: `Check who is among them. If all are meant, raise ${LABEL}.`,
  };
};
