import { duration, table } from './markdown.mts';
import type { Bound } from './types.mts';

const MEGABYTE = 1_000_000;

/** A human-readable amount of a unit. */
const amount = ({ most, unit }: Bound): string => {
  if (unit === 'ms') return duration(most);
  if (unit === 'bytes' && most % MEGABYTE === 0) return `${most / MEGABYTE} MB`;
  return `${most.toLocaleString('en-US')} ${unit}`;
};

/** The upper bounds on input from others. */
export const boundsText = (bounds: Readonly<Record<string, Bound>>): string =>
  table(
    ['What is bounded', 'At most', 'Beyond it'],
    Object.values(bounds).map((bound) => [bound.what, amount(bound), bound.beyond]),
  );
