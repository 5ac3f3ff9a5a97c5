import { sayClock, sayDuration, type NotReady, type Waited } from '../../engine';

/** A wait as it begins: what is not ready, when it is checked again, and how long that goes on. */
export const sayNotReady = ({ what, next, until }: NotReady, timeZone: string, now: number): string => {
  const last = next >= until ? ', for the last time' : `, until ${sayClock(until, timeZone, now)} at the latest`;
  return `${what} It is checked again at ${sayClock(next, timeZone, now)}${last} (${timeZone}).`;
};

/** A wait after its end: how often and how long it was checked. */
export const sayWaited = ({ asked, ms, isReady }: Waited): string => {
  const times = asked === 1 ? '1 check' : `${asked} checks`;
  return `Wait Until Ready: ${isReady ? 'ready' : 'still not ready'} after ${times} in ${sayDuration(ms)}.`;
};
