import { operationOf } from '../../../engine';
import { formStateOf } from '../../../node-red/shared/formState';
import { problemsOf } from '../../../node-red/shared/problems';
import { defaultOf, lackedBy, type Values } from '../../../node-red/shared/saved';
import { nodeForm } from '../../../node-red/shared/types';
import { vendors } from '../../../vendors';
import { context as anyContext } from '../../support/acme';
import { NOON } from '../../support/host';
import { choice, choices, group, str } from './bench';

/** What the editor shows of a message, and what it says is wrong with it. */

const context = { ...anyContext, now: NOON, timeZone: 'Europe/Paris' };
const operation = (vendor: string, name: string) => operationOf(vendors.find(({ id }) => id === vendor)!, name);

/** The main fields that are shown: of a node that was just added, or of one that was saved without them. */
const shownOf = (vendor: string, name: string, values: Values = {}, isSaved = false): string[] =>
  formStateOf(nodeForm(operation(vendor, name)), values, isSaved ? lackedBy : defaultOf)
    .shown.filter(({ place }) => place === 'main')
    .map((each) => each.name);
const wrong = (vendor: string, name: string, values: Values) => Object.fromEntries(problemsOf(operation(vendor, name), values, context));

const TEXTS = ['title', 'message', 'link'];

describe('Braze Send', () => {
  it('begins with the channels and the texts, then has what is chosen, and users', () => {
    expect(shownOf('braze', 'message.send')).toEqual(['channels', ...TEXTS, 'applePush', 'androidPush', 'sendTo', 'externalUserIds']);
    expect(shownOf('braze', 'message.send', { channels: choices('email'), sendTo: choice('segment') })).toEqual(['channels', 'email', 'sendTo', 'segmentId']);
  });

  it('shows nothing where all channels were cleared, and says so', () => {
    const cleared = { channels: choices(), sendTo: choice('users'), externalUserIds: str('u1') };
    expect(shownOf('braze', 'message.send', cleared)).toEqual(['channels', 'sendTo', 'externalUserIds']);
    expect(wrong('braze', 'message.send', cleared)).toEqual({ channels: expect.stringMatching(/'Channels' \(channels\) is empty\. Choose at least one/) });
  });

  it('that was saved before shows all that could be filled in', () => {
    const saved = { androidPush: group({ alert: str('A'), title: str('B') }), segmentId: str('s1'), broadcast: { type: 'bool', value: 'true' } };
    expect(shownOf('braze', 'message.send', saved, true)).toEqual(
      expect.arrayContaining(['androidPush', 'email', 'segmentId', 'broadcast', 'externalUserIds']),
    );
    expect(wrong('braze', 'message.send', saved)).toEqual({});
  });

  it('asks for what is missing where it is entered', () => {
    const values = { channels: choices('android_push'), sendTo: choice('users') };
    expect(wrong('braze', 'message.send', values)).toMatchObject({
      message: expect.stringMatching(/'Message' \(message\) is empty, but 'Android Push' is chosen/),
      externalUserIds: expect.stringMatching(/there is nobody to send to/),
    });
  });
});

it.each([
  [[], []],
  [
    ['ANDROID', 'WEB'],
    ['android', 'web'],
  ],
])('MoEngage Send has what the platforms %j have of their own below the texts', (platforms, own) => {
  const shown = shownOf('moEngage', 'push.send', { targetPlatform: choices(...platforms) });
  expect(shown.slice(0, 7 + own.length)).toEqual(['campaignName', 'targetPlatform', ...TEXTS, 'specify', ...own, 'targetAudience']);
});

it('FollowAnalytics Create has title, message and link of the push below what it includes', () => {
  expect(shownOf('followAnalytics', 'campaign.create').slice(0, 7)).toEqual([
    ...['specify', 'name', 'includesPush', 'includesInapp'],
    ...['pushTitle', 'pushMessage', 'deepLinkingUrl'],
  ]);
});

it('HORISEN Create has title, message and link of web push below the channel', () => {
  const shown = shownOf('horisen', 'campaign.create', { sendingType: choice('webpush') });
  expect(shown.slice(0, 5)).toEqual(['name', 'sendingType', 'webpushTitle', 'webpushBody', 'webpushTargetUrl']);
});
