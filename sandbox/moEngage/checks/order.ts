import type { Platform } from '../account';
import { refuse } from '../refusals';
import { checkAdvanced } from './advanced';
import { readAudience, type Audience } from './audience';
import { readDelivery, type Delivery } from './delivery';
import { checkGoals } from './goals';
import { isGiven, isText, listIn, noOthers, type Members } from './members';
import { readPayload, type Payload } from './payload';

const MEMBERS = [
  ...['appId', 'campaignName', 'signature', 'requestType', 'targetPlatform', 'targetAudience', 'customSegmentName', 'targetUserAttributes'],
  // Undocumented; public clients send it, and the answer repeats it.
  ...['payload', 'campaignDelivery', 'campaignTags', 'conversionGoals', 'advancedSettings', 'requestId'],
];

/** A valid request. */
export interface Order {
  readonly audience: Audience;
  readonly platforms: readonly Platform[];
  readonly payload: Payload;
  readonly delivery: Delivery;
}

/** Checks everything after the signature (MoEngage Push API, "Body"). */
export function readOrder(body: Members, segments: ReadonlySet<string>, now: number): Order {
  noOthers(body, MEMBERS);
  if (isGiven(body.requestType) && body.requestType !== 'push') throw refuse.requestType();
  const audience = readAudience(body, segments);
  const { platforms, payload } = readPayload(body);
  const delivery = readDelivery(body, now);
  if (!listIn(body, 'campaignTags').every(isText)) throw refuse.value('campaignTags must be a list of strings');
  checkGoals(body);
  checkAdvanced(body);
  return { audience, platforms, payload, delivery };
}
