import { UNENCRYPTED } from '../../engine';
import { SET } from '../shared/types';
import type { Red } from './nodeRedTypes';

const THIS_MACHINE = /^(localhost|127\..*|\[::1\])$/i;
const NUMBERS = /^(\d+\.){3}\d+$|^\[/;

/** A short name for a destination that is not production, for the status: this machine, another host, or the vendor's test environment. */
export const placeOf = (red: Red, target: string): string => {
  const [, host] = /https?:\/\/(\[[^\]]+\]|[^/?#:\s]+)/i.exec(target) ?? [];
  if (host === undefined) return red._(`${SET}.status.test`);
  if (THIS_MACHINE.test(host)) return red._(`${SET}.status.local`);
  const place = NUMBERS.test(host) ? host : host.replace(/\..*/, '');
  return target.endsWith(UNENCRYPTED) ? red._(`${SET}.status.unencrypted`, { place }) : place;
};
