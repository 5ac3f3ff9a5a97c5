import type { Ports } from '../base/ports';
import type { Call } from '../catalogue/call';
import { errorOf } from '../request/context';
import { brake } from '../validate/brake';
import { requestContextOf } from './callContext';
import { check } from './check';

/**
 * How many people a call is for, for hosts that split a user's single send into several calls; undefined if unknown.
 * @throws CampaignError `validation` if the account is not complete
 */
export const peopleOf = async (call: Call, ports: Ports): Promise<number | undefined> => {
  const { options, ...rest } = call;
  const checked: Call = { ...rest, options: { ...options, stopAbove: Infinity } };
  return (await check(requestContextOf(checked, ports), checked)).people;
};

/**
 * Checks a whole send against *Stop Above*.
 * @throws CampaignError `validation` if it is for more people, or for an unknown number
 */
export const holdBack = (call: Call, ports: Ports, people: number | undefined, stopAbove: number | undefined): void => {
  const failure = brake(people, stopAbove);
  if (failure) throw errorOf(requestContextOf(call, ports), failure);
};
