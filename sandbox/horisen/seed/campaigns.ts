import { CHANNELS, DEMO_LIST, SMALL_LIST, type Channel } from '../account';
import type { Content } from '../campaigns/campaign';
import type { HorisenState } from '../state';

const FURTHER = 250;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The source in the document's cloning example. */
export const TEMPLATE = '1592695e-c1b1-11ee-b153-774c9d3a7957';

const SMS: Content = {
  name: 'Weather warning',
  status: 'draft',
  sending_type: 'sms',
  schedule_type: 'now',
  template: 'It is {temp} and the wind blows at {wind}, @first_name',
  sender: '+41587000000',
  recipient_lists: SMALL_LIST,
  query_type: 'all',
};

/** Demo campaigns in all states, and enough others for several pages. */
export function plantCampaigns({ campaigns, world }: HorisenState): void {
  const now = world.now();
  campaigns.add(SMS, { uuid: TEMPLATE, createdAt: now - 40 * DAY });
  campaigns.add(
    {
      ...SMS,
      name: 'Good morning',
      status: 'active',
      schedule_type: 'scheduled',
      schedule_rrule: 'FREQ=DAILY;BYHOUR=7;BYMINUTE=0;BYSECOND=0',
      template: 'Good morning @first_name',
      recipient_lists: DEMO_LIST,
      query_type: 'segmentation',
      query: JSON.stringify({ segmentation: [{ operator: 'OR', rules: [{ field: 'city', condition: 'eq', value: 'Bern', operator: 'AND' }] }] }),
    },
    { uuid: '22222222-c1b1-11ee-b153-774c9d3a7957', createdAt: now - 30 * DAY },
  );
  campaigns.add(
    { ...SMS, name: 'Opening hours', template: 'Hello @first_name, we are open until eight tonight.' },
    { uuid: '33333333-c1b1-11ee-b153-774c9d3a7957', createdAt: now - 2 * HOUR },
  );
  const finished = campaigns.add(
    { ...SMS, name: 'Spring sale', status: 'finished', template: 'The spring sale ends today, @first_name' },
    { uuid: '44444444-c1b1-11ee-b153-774c9d3a7957', createdAt: now - 20 * DAY },
  );
  finished.lastAt = now - 20 * DAY;
  for (let index = 1; index <= FURTHER; index++) plantFurther(campaigns, index, now - 50 * DAY + index * HOUR);
}

/** Past campaigns: finished or stopped ones, none of which will run again by itself. */
function plantFurther(campaigns: HorisenState['campaigns'], index: number, createdAt: number): void {
  const channel = CHANNELS[index % CHANNELS.length] as Channel;
  const number = String(index).padStart(3, '0');
  const campaign = campaigns.add(
    {
      name: `Newsletter ${number}`,
      status: index % 10 === 0 ? 'stopped' : 'finished',
      sending_type: channel,
      schedule_type: 'now',
      template: channel === 'sms' || channel === 'webpush' ? `News ${number}` : textDocument(`News ${number}`),
      ...(channel === 'webpush' && { webpush_title: 'News', webpush_body: `News ${number}`, webpush_target_url: 'https://example.com/news' }),
      sender: channel === 'email' ? 'news@example.com' : '+41587000000',
      recipient_lists: DEMO_LIST,
      query_type: 'all',
    },
    { uuid: `${number.padStart(8, '0')}-c1b1-11ee-b153-774c9d3a7957`, createdAt },
  );
  campaign.lastAt = createdAt;
}

function textDocument(content: string): string {
  return JSON.stringify({ messages: [{ body: { textMessage: { content } } }] });
}
