import './environment';
import { NodeHelpers, type INodeParameters, type INodeProperties, type INodeType } from 'n8n-workflow';
import { Braze } from '../../../nodes/Braze/Braze.node';
import { FollowAnalytics } from '../../../nodes/FollowAnalytics/FollowAnalytics.node';
import { Horisen } from '../../../nodes/Horisen/Horisen.node';
import { MoEngage } from '../../../nodes/MoEngage/MoEngage.node';

/** What the editor shows of a message: its title, text and link first, and nothing of what was not chosen. */

const types = { braze: new Braze(), followAnalytics: new FollowAnalytics(), horisen: new Horisen(), moEngage: new MoEngage() };

const SIDE = ['resource', 'operation', 'options', 'additionalFields'];

/** The parameters that a node shows, in order, with their values. */
const formOf = ({ description }: INodeType, set: INodeParameters, typeVersion = 2): { readonly names: readonly string[]; readonly values: INodeParameters } => {
  const node = { typeVersion };
  const values = NodeHelpers.getNodeParameters(description.properties, set, true, false, node, description)!;
  const isShown = (each: INodeProperties): boolean =>
    each.type !== 'hidden' &&
    !SIDE.includes(each.name) &&
    NodeHelpers.displayParameterPath({ parameters: values } as never, each, 'parameters', node, description);
  return { names: description.properties.filter(isShown).map(({ name }) => name), values };
};

const SEND: INodeParameters = { resource: 'message', operation: 'send' };
const PUSH: INodeParameters = { resource: 'push', operation: 'send' };
const CAMPAIGN: INodeParameters = { resource: 'campaign', operation: 'create' };
const TEXTS = ['title', 'message', 'link'];

describe('Braze Send', () => {
  it('begins with the channels and the texts, then has what is chosen, and users', () => {
    const { names, values } = formOf(types.braze, SEND);
    expect(names).toEqual(['channels', ...TEXTS, 'applePush', 'androidPush', 'sendTo', 'externalUserIds']);
    expect(values).toMatchObject({ channels: ['apple_push', 'android_push'], sendTo: 'users' });
  });

  it('has no texts where no channel shows them', () => {
    expect(formOf(types.braze, { ...SEND, channels: ['email'] }).names).toEqual(['channels', 'email', 'sendTo', 'externalUserIds']);
  });

  it.each([
    ['segment', ['segmentId']],
    ['audience', ['audienceFilters']],
  ])('asks for what is sent to, and for no second switch: %s', (sendTo, expected) => {
    expect(formOf(types.braze, { ...SEND, channels: ['web_push'], sendTo }).names.slice(-1 - expected.length)).toEqual(['sendTo', ...expected]);
  });

  it('of the first version is as it was filled in', () => {
    const saved = { ...SEND, segmentId: { __rl: true, mode: 'id', value: 's1' }, broadcast: true, androidPush: { alert: 'A', title: 'B' } };
    const { names, values } = formOf(types.braze, saved, 1);
    expect(values).toMatchObject({ ...saved, channels: ['as_filled_in'], sendTo: 'as_filled_in' });
    expect(names).toEqual(expect.arrayContaining(['androidPush', 'email', 'segmentId', 'broadcast', 'externalUserIds']));
  });

  it('offers what the first version meant only where it was saved', () => {
    const options = types.braze.description.properties.find(({ name }) => name === 'sendTo')!.options!;
    expect(options).toContainEqual(expect.objectContaining({ value: 'as_filled_in', displayOptions: { show: { sendTo: ['as_filled_in'] } } }));
  });
});

describe('Braze Schedule', () => {
  it('has the same message as Send', () => {
    const { names } = formOf(types.braze, { ...SEND, operation: 'schedule' });
    expect(names).toEqual(['channels', ...TEXTS, 'applePush', 'androidPush', 'time', 'sendTo', 'externalUserIds']);
  });

  it('leaves the message alone in a change, unless a channel is chosen', () => {
    const change = { ...SEND, operation: 'updateSchedule' };
    expect(formOf(types.braze, change).names).toEqual(['scheduleId', 'channels', 'time']);
    expect(formOf(types.braze, { ...change, channels: ['web_push'] }).names).toEqual(['scheduleId', 'channels', ...TEXTS, 'webPush', 'time']);
  });
});

describe('MoEngage Send', () => {
  const start = ['campaignName', 'targetPlatform', ...TEXTS, 'specify'];

  it.each([
    [[], []],
    [['IOS'], ['ios']],
    [
      ['ANDROID', 'WEB'],
      ['android', 'web'],
    ],
  ])('has the texts once, then what the platforms %j have of their own', (targetPlatform, own) => {
    expect(formOf(types.moEngage, { ...PUSH, targetPlatform }).names.slice(0, start.length + own.length + 1)).toEqual([...start, ...own, 'targetAudience']);
  });

  it('shows an action that was saved, and offers none', () => {
    const columns = types.moEngage.description.properties.find(({ name }) => name === 'android')!.options as INodeProperties[];
    const shown = (android: INodeParameters): string[] =>
      columns
        .filter((each) =>
          NodeHelpers.displayParameterPath({ parameters: { android } } as never, each, 'parameters.android', { typeVersion: 1 }, types.moEngage.description),
        )
        .map(({ name }) => name);
    expect(shown({})).not.toContain('actionType');
    expect(shown({})).toContain('link');
    expect(shown({ actionType: 'navigation', actionValue: 'Home' })).toEqual(expect.arrayContaining(['actionType', 'actionValue']));
  });
});

describe('FollowAnalytics Create', () => {
  const start = ['specify', 'name', 'includesPush', 'includesInapp'];
  const PUSH_TEXTS = ['pushTitle', 'pushMessage', 'deepLinkingUrl'];

  it.each<[INodeParameters, string[]]>([
    [{}, PUSH_TEXTS],
    [{ includesInapp: true }, [...PUSH_TEXTS, 'inapp', 'messageTitle', 'messageContent', 'messageBtn']],
    [{ includesPush: false, includesInapp: true }, ['deepLinkingUrl', 'inapp', 'messageTitle', 'messageContent', 'messageBtn']],
  ])('has title, message and link of what it includes: %j', (set, texts) => {
    expect(formOf(types.followAnalytics, { ...CAMPAIGN, ...set }).names.slice(0, start.length + texts.length + 1)).toEqual([...start, ...texts, 'type']);
  });

  it('shows a title where it was saved', () => {
    const { names, values } = formOf(types.followAnalytics, { ...CAMPAIGN, additionalFields: { pushTitle: 'Hello' } }, 1);
    expect(names).not.toContain('pushTitle');
    expect(values.additionalFields).toEqual({ pushTitle: 'Hello' });
  });
});

describe('HORISEN Create', () => {
  it.each<[string, string[]]>([
    ['sms', ['template']],
    ['webpush', ['webpushTitle', 'webpushBody', 'webpushTargetUrl']],
    ['viber', ['specify', 'messageText']],
  ])('has the texts of the channel after it: %s', (sendingType, texts) => {
    expect(formOf(types.horisen, { ...CAMPAIGN, sendingType }).names.slice(0, 3 + texts.length)).toEqual(['name', 'sendingType', ...texts, 'sender']);
  });

  it('calls them alike', () => {
    const labels = (name: string): string[] => types.horisen.description.properties.filter((each) => each.name === name).map(({ displayName }) => displayName);
    for (const name of ['template', 'webpushBody', 'messageText', 'cardDescription']) expect(new Set(labels(name))).toEqual(new Set(['Message']));
    expect(new Set(labels('webpushTitle'))).toEqual(new Set(['Title']));
    expect(labels('webpushTargetUrl')).toContain('Link');
  });
});
