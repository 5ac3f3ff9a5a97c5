import type { Ports } from '../base/ports';
import type { Call } from '../catalogue/call';
import { errorOf } from '../request/context';
import { brake } from '../validate/brake';
import { requestContextOf } from './callContext';
import { check } from './check';

/**
 * How many people a call is for, for hosts that make several calls of what is one send to the user; undefined where nobody can know.
 * @throws CampaignError `validation` where the account is incomplete
 */
export const peopleOf = async (call: Call, ports: Ports): Promise<number | undefined> => {
  const { options, ...rest } = call;
  const checked: Call = { ...rest, options: { ...options, stopAbove: Infinity } };
  return (await check(requestContextOf(checked, ports), checked)).people;
};

/**
 * Holds a whole send against *Stop Above*.
 * @throws CampaignError `validation` where it is for more people, or nobody can know for how many
 */
export const holdBack = (call: Call, ports: Ports, people: number | undefined, stopAbove: number | undefined): void => {
  const failure = brake(people, stopAbove);
  if (failure) throw errorOf(requestContextOf(call, ports), failure);
};
