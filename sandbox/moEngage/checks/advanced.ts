import { isRecord } from '../../server/body';
import { refuse } from '../refusals';
import { demand, isFlag, isGiven, isTrue, noOthers, objectIn, oneOf, wholeFrom, type Demands, type Members } from './members';

const FLAG = [isFlag, "'true' or 'false'"] as const;
const WEEK_IN_MINUTES = 10_080;
const IOS_DEVICES = ['apns_device_default_push', 'apns_device_provisional_push', 'apns_device_non_provisional_push'];

const DEMANDS: Demands = {
  ttl: [isRecord, 'an object of ANDROID and WEB'],
  ignoreFC: FLAG,
  countFC: FLAG,
  notificationPrioritySettings: [isRecord, 'an object of Android and iOS'],
  'pushAmp+': FLAG,
  preCacheSegment: FLAG,
  campaignThrottleTime: [wholeFrom(1, 360), 'a whole number of minutes from 1 to 360'],
  campaignThrottleRpm: [wholeFrom(1, 250_000), 'a whole number from 1 to 250000'],
  useJinjaPersonalization: FLAG,
  ignoreMinimumDelay: FLAG,
  inboxExpiry: [wholeFrom(1, Number.MAX_SAFE_INTEGER), 'a whole number of hours'],
  deliverWhenActive: FLAG,
  iOSTargetDevice: [oneOf(...IOS_DEVICES), `one of ${IOS_DEVICES.join(', ')}`],
  bypassDND: FLAG,
  sendAtHighPriority: FLAG,
};

/** "advancedSettings" (MoEngage's OpenAPI description of the Push API). */
export function checkAdvanced(body: Members): void {
  if (!isGiven(body.advancedSettings)) return;
  const settings = objectIn(body, 'advancedSettings');
  const prefix = 'advancedSettings.';
  noOthers(settings, Object.keys(DEMANDS), prefix);
  demand(settings, DEMANDS, prefix);
  if (isRecord(settings.ttl)) {
    const minutes = [wholeFrom(0, WEEK_IN_MINUTES), `a whole number of minutes from 0 to ${WEEK_IN_MINUTES}`] as const;
    noOthers(settings.ttl, ['ANDROID', 'WEB'], `${prefix}ttl.`);
    demand(settings.ttl, { ANDROID: minutes, WEB: minutes }, `${prefix}ttl.`);
  }
  if (isRecord(settings.notificationPrioritySettings)) {
    const place = `${prefix}notificationPrioritySettings.`;
    noOthers(settings.notificationPrioritySettings, ['Android', 'iOS'], place);
    // The document writes numbers, a form may send digits as text.
    demand(
      settings.notificationPrioritySettings,
      { Android: [oneOf('High', 'Low'), 'High or Low'], iOS: [oneOf(1, 5, 10, '1', '5', '10'), '1, 5 or 10'] },
      place,
    );
  }
  if (isTrue(settings.countFC) && !isTrue(settings.ignoreFC)) throw refuse.value(`${prefix}countFC needs ignoreFC 'true'`);
}
