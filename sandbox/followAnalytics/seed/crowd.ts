import { APPS } from '../apps';
import { campaignFrom } from '../create/index';
import type { Campaign, CampaignType, FollowState, JsonObject } from '../state';

const CROWD = 300;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TYPES: readonly CampaignType[] = ['classic', 'dynamic', 'transactional', 'classic', 'contextual'];
const SUBJECTS = ['Spring sale', 'Summer hours', 'New in the shop', 'Your points', 'Last chance', 'Welcome back', 'Price drop'];
const LABELS: readonly (readonly string[])[] = [[], ['spring'], ['summer'], ['vip'], ['spring', 'vip'], []];

const isCrowd = /^FACMPGN_demo-\d{4}$/;

/** Many campaigns of all types and states, so that the list has pages; six hours apart. */
export function plantCrowd(state: FollowState): void {
  // From the oldest on, in order of creation.
  for (let number = CROWD; number >= 1; number--) {
    const createdAt = state.world.now() - 4 * DAY - number * 6 * HOUR;
    const fate = fateOf(number, createdAt, state.world.now());
    state.addCampaign(
      campaignFrom(bodyOf(number, createdAt), state, {
        id: `FACMPGN_demo-${String(number).padStart(4, '0')}`,
        createdAt,
        labels: LABELS[number % LABELS.length] ?? [],
        ...fate,
      }),
    );
  }
}

/** Named campaigns are listed on the sandbox's page, the crowd is not. */
export function isOfTheCrowd({ id }: Campaign): boolean {
  return isCrowd.test(id);
}

/** Its state: a quarter each are drafts, running, finished, and everything else. */
function fateOf(number: number, createdAt: number, now: number): Partial<Campaign> & { updatedAt: number } {
  const launchedAt = createdAt + HOUR;
  const counts = { sent: number * 17, opened: number * 5, displayed: number * 3 };
  const ended = (as: 'finished' | 'failed' | 'canceled'): Partial<Campaign> & { updatedAt: number } => {
    const at = launchedAt + 2 * DAY;
    return { launchedAt, updatedAt: at, ended: { as, at }, counts };
  };
  switch (number % 8) {
    case 0:
    case 1:
      return { updatedAt: createdAt };
    case 2:
    case 3:
      return ended('finished');
    case 4:
      return ended('canceled');
    case 5:
      return ended('failed');
    case 6:
      return { launchedAt, updatedAt: launchedAt, startDate: now + (number + 30) * DAY, endDate: now + (number + 60) * DAY };
    default:
      return { launchedAt, updatedAt: launchedAt, endDate: now + (number + 30) * DAY, counts };
  }
}

function bodyOf(number: number, createdAt: number): JsonObject {
  const type = TYPES[number % TYPES.length] as CampaignType;
  const name = `${SUBJECTS[number % SUBJECTS.length]} ${number}`;
  const includesPush = number % 3 !== 0;
  const includesInapp = number % 3 !== 1;
  const text = type === 'transactional' ? `${name} for *@firstname@*` : name;
  return {
    name,
    type,
    source: 'API',
    app_id: APPS[number % 4 === 0 ? 1 : 0]?.id,
    includes_push: includesPush,
    includes_inapp: includesInapp,
    start_date: Math.floor(createdAt / 1000) + 3600,
    params: {
      ...(includesPush && { push_title: name, push_message: text }),
      ...(includesInapp && { inapp: 'native', message_title: name, message_content: text, message_btn: 'Close' }),
    },
    ...(type === 'dynamic' && { recurrence: { start_time: { hour: 8 }, day_of_week: [1, 2, 3, 4, 5] }, notif_limit: { maximum: 3 } }),
  };
}
