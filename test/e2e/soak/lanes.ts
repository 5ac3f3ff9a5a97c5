/** What the hosts send, again and again: at least one way for each vendor. All of them may reach people, and none may be repeated. */
export interface Lane {
  readonly name: string;
  readonly vendor: string;
  /** Under which member the sandbox counts what it has accepted, by person. */
  readonly counted: 'people' | 'events' | 'activated';
  /** How many people a send has, or campaigns. */
  readonly people: number;
  /** Whether each of them is a request of its own: an item in n8n, a message in Node-RED. */
  readonly isSingle?: true;
  /** What is told of each person beside who they are. */
  readonly columns?: object;
  readonly n8n: { readonly node: string; readonly account: string; readonly parameters: object };
  readonly nodeRed: { readonly node: string; readonly account: string; readonly operation: string; readonly values: object };
}

const str = (value: string) => ({ type: 'str', value });
const choice = (value: string) => ({ type: 'choice', value });
const msg = (value: string) => ({ type: 'msg', value });
const picked = (value: string) => ({ __rl: true, mode: 'id', value });

const BRAZE_CAMPAIGN = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
const FOLLOW_CAMPAIGN = 'FACMPGN_fQq2YaB9vrJQuDid';
const HORISEN_LIST = '11111111-c1af-11ee-8073-bf4d6e8c1618';

/** Everybody in one list, in both hosts. */
const LISTED = { recipientsFrom: 'items', userColumn: 'person' } as const;
const LISTED_IN_FLOW = { recipientsFrom: choice('items'), items: msg('people'), userColumn: str('person') } as const;
/** What the demo campaigns ask for. */
const BRYJ_PLACEHOLDERS = { firstname: 'Zoë', lastname: 'Martin', contractnumber: '343283' };
const FOLLOW_PLACEHOLDERS = { firstname: 'Zoë', lastname: 'Martin', contractNumber: '343283' };

export const lanes: readonly Lane[] = [
  {
    ...{ name: 'Braze Trigger', vendor: 'braze', counted: 'people', people: 200 },
    n8n: {
      ...{ node: 'braze', account: 'brazeApi' },
      parameters: { resource: 'campaign', operation: 'trigger', campaignId: picked(BRAZE_CAMPAIGN), ...LISTED, variables: 'none' },
    },
    nodeRed: {
      ...{ node: 'campaign-trigger-batch', account: 'braze', operation: 'campaign.trigger' },
      values: { campaignId: str(BRAZE_CAMPAIGN), ...LISTED_IN_FLOW, variables: choice('none') },
    },
  },
  {
    ...{ name: 'Braze Track', vendor: 'braze', counted: 'events', people: 1_000 },
    n8n: {
      ...{ node: 'braze', account: 'brazeApi' },
      parameters: { resource: 'user', operation: 'track', kind: 'event', identifier: 'external_id', name: 'soaked', ...LISTED, variables: 'none' },
    },
    nodeRed: {
      ...{ node: 'campaign-track-user', account: 'braze', operation: 'user.track' },
      values: { kind: choice('event'), identifier: choice('external_id'), name: str('soaked'), ...LISTED_IN_FLOW, variables: choice('none') },
    },
  },
  {
    // So many that it becomes a CSV upload.
    ...{ name: 'Bryj Trigger', vendor: 'bryj', counted: 'people', people: 150, columns: BRYJ_PLACEHOLDERS },
    n8n: {
      node: 'bryj',
      account: 'bryjApi',
      parameters: { resource: 'batch', operation: 'trigger', campaignId: picked('CMP_demo_welcome'), ...LISTED, variables: 'all' },
    },
    nodeRed: {
      ...{ node: 'campaign-trigger-batch', account: 'bryj', operation: 'batch.trigger' },
      values: { campaignId: str('CMP_demo_welcome'), ...LISTED_IN_FLOW, variables: choice('all') },
    },
  },
  {
    ...{ name: 'FollowAnalytics Trigger', vendor: 'followAnalytics', counted: 'people', people: 100, columns: FOLLOW_PLACEHOLDERS },
    n8n: {
      ...{ node: 'followAnalytics', account: 'followAnalyticsApi' },
      parameters: { resource: 'batch', operation: 'trigger', campaignId: picked(FOLLOW_CAMPAIGN), ...LISTED, variables: 'all' },
    },
    nodeRed: {
      ...{ node: 'campaign-trigger-batch', account: 'followAnalytics', operation: 'batch.trigger' },
      values: { campaignId: str(FOLLOW_CAMPAIGN), ...LISTED_IN_FLOW, variables: choice('all') },
    },
  },
  {
    ...{ name: 'HORISEN Create', vendor: 'horisen', counted: 'activated', people: 2 },
    n8n: {
      ...{ node: 'horisen', account: 'horisenApi' },
      parameters: {
        ...{ resource: 'campaign', operation: 'create', name: '={{ $json.person }}', status: 'active', sendingType: 'sms', template: 'Hello @first_name' },
        ...{ sender: '+41587000000', recipientLists: [HORISEN_LIST], queryType: 'all', scheduleType: 'now' },
      },
    },
    nodeRed: {
      ...{ node: 'campaign-create', account: 'horisen', operation: 'campaign.create' },
      values: {
        ...{ name: msg('people[0].person'), status: choice('active'), sendingType: choice('sms'), template: str('Hello @first_name') },
        ...{ sender: str('+41587000000'), recipientLists: str(HORISEN_LIST), queryType: choice('all'), scheduleType: choice('now') },
      },
    },
    isSingle: true,
  },
  {
    ...{ name: 'MoEngage Send', vendor: 'moEngage', counted: 'people', people: 5 },
    n8n: {
      ...{ node: 'moEngage', account: 'moEngageApi' },
      parameters: {
        ...{ resource: 'push', operation: 'send', campaignName: 'Order shipped', targetAudience: 'User', attribute: 'USER_ATTRIBUTE_UNIQUE_ID' },
        ...{ comparisonParameter: 'is', attributeValue: '={{ $json.person }}', targetPlatform: ['ANDROID'], specify: 'form', type: 'soon' },
        ...{ title: 'Your order', message: 'It is on its way', web: {}, options: {} },
      },
    },
    nodeRed: {
      ...{ node: 'campaign-create', account: 'moEngage', operation: 'push.send' },
      values: {
        ...{
          campaignName: str('Order shipped'),
          targetAudience: choice('User'),
          attribute: choice('USER_ATTRIBUTE_UNIQUE_ID'),
          comparisonParameter: choice('is'),
        },
        ...{ attributeValue: msg('people[0].person'), targetPlatform: { type: 'choices', value: ['ANDROID'] }, specify: choice('form'), type: choice('soon') },
        ...{ title: str('Your order'), message: str('It is on its way') },
      },
    },
    isSingle: true,
  },
];
