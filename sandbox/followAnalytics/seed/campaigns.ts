import { campaignFrom } from '../create/index';
import type { Campaign, FollowState, JsonObject } from '../state';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const APP = 'FAAPPLI_0VDvT50';
/** 2099-01-01. */
const FAR = 4_070_908_800;

const base = (name: string, type: string, rest: JsonObject): JsonObject => ({ name, type, source: 'API', app_id: APP, start_date: 'now', ...rest });
const push = (params: JsonObject): JsonObject => ({ includes_inapp: false, includes_push: true, params });
const inapp = (params: JsonObject): JsonObject => ({ includes_inapp: true, includes_push: false, params });

/** The campaigns of the document's examples with their IDs, and others for tests. */
export const NAMED = {
  contract: 'FACMPGN_fQq2YaB9vrJQuDid',
  image: 'FACMPGN_VCFzh_NpR3Qrru3B',
  listed: 'FACMPGN_UIsHGR9-r5y_fQc7',
  toLaunch: 'FACMPGN_vRvb99Xme2IeHj',
  draft: 'FACMPGN_demoDraft',
  finished: 'FACMPGN_demoFinished',
} as const;

export function plantNamed(state: FollowState): void {
  const now = state.world.now();
  const plant = (id: string, body: JsonObject, known: Partial<Campaign> = {}): void => {
    const createdAt = known.launchedAt ?? known.createdAt ?? now - HOUR;
    state.addCampaign(campaignFrom(body, state, { id, createdAt, updatedAt: createdAt, ...known }));
  };

  plant(
    NAMED.finished,
    base('Spring receipts (finished)', 'transactional', push({ push_title: 'Thank you *@firstname@*', push_message: 'Your receipt *@receipt@*' })),
    {
      launchedAt: now - 40 * DAY,
      ended: { as: 'finished', at: now - 10 * DAY },
      labels: ['spring'],
      counts: { sent: 900, opened: 310, displayed: 0 },
    },
  );
  plant(NAMED.draft, base('Delivery notes (draft)', 'transactional', push({ push_message: 'Your parcel *@parcel@* arrives today' })), {
    createdAt: now - 3 * DAY,
  });
  plant(
    NAMED.image,
    base('In-app transactional campaign', 'transactional', {
      end_date: FAR,
      ...inapp({
        inapp: 'url',
        inapp_content_url: 'https://myserver.com/images/*@image_name@*.jpg',
        inapp_content_title: 'custom content',
        inapp_content_auto_display: false,
        deep_linking_url: '',
        inapp_parameters: [
          { key: 'position', value: '*@pos@*' },
          { key: 'width', value: '*@width@*' },
          { key: 'type', value: 'headline' },
        ],
      }),
    }),
    { apiIdentifier: 'CGN_FOLLOWANALYTICSTEST_1461745425869', launchedAt: now - 2 * DAY, counts: { sent: 0, opened: 0, displayed: 720 } },
  );
  plant(
    NAMED.contract,
    base(
      'Contract ready',
      'transactional',
      push({ push_title: 'Hello *@firstname@* *@lastname@*', push_message: 'Your contract *@contractNumber@* is ready' }),
    ),
    {
      apiIdentifier: 'CGN_ACMECORP_1401106808015',
      launchedAt: now - 30 * DAY,
      createdAt: now - 30 * DAY - HOUR,
      updatedAt: now - DAY,
      labels: ['vip'],
      counts: { sent: 3040, opened: 1580, displayed: 0 },
    },
  );
  plant(NAMED.toLaunch, base('Most simple classic push only', 'classic', push({ push_message: 'The push message your customers will see.' })), {
    createdAt: now - 2 * HOUR,
  });
  plant(
    NAMED.listed,
    base(
      'C1',
      'classic',
      inapp({
        inapp: 'native',
        message_title: 'In-app native',
        message_content: 'In-app native scheduled now without TZ!',
        message_btn: 'Close',
      }),
    ),
    { launchedAt: now - HOUR, createdAt: now - HOUR - 1000, updatedAt: now - HOUR + 44_000, counts: { sent: 10_661, opened: 0, displayed: 0 } },
  );
}
