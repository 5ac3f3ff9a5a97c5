import { APPS } from '../apps';
import type { Campaign, FollowState, Message } from '../state';
import { NAMED, plantNamed } from './campaigns';
import { plantCrowd } from './crowd';

const HOUR = 3_600_000;
const DEMO_USERS = 1200;
const IN_THE_REPORT = 240;
/** The segment of the document's example. */
const SEGMENT = 'FASEGMT_uWQ4x3fPuNMt2PjC';
/** 2099-01-01, so that it can still be canceled for a long time. */
const FAR = Date.UTC(2099, 0, 1);

const demoUser = (number: number): string => `demo-${String(number).padStart(4, '0')}`;

/** The demo account without campaigns: its apps, its segment and the known people. */
export function plantAccount(state: FollowState): void {
  for (const app of APPS) state.apps.set(app.id, app);
  state.segments.add(SEGMENT);
  for (const user of ['john365', 'duce23', 'your_user_id_45', 'your_user_id_215']) state.users.add(user);
  for (let number = 1; number <= DEMO_USERS; number++) state.users.add(demoUser(number));
}

/** Campaigns, requests and hits, so that every endpoint has something to show. */
export function plantHistory(state: FollowState): void {
  const now = state.world.now();
  plantCrowd(state);
  plantNamed(state);
  const campaigns = [state.campaigns.get(NAMED.contract) as Campaign];
  const messages = messagesOfTheDocument();
  const crowd = Array.from({ length: IN_THE_REPORT }, (_, index) => messageTo(demoUser(index + 1), index));
  state.addBatch({ id: 'A_UNIQUE_REQUEST_ID', campaigns, messages: [...messages, ...crowd], createdAt: now - 26 * HOUR, sendAt: now - 26 * HOUR });
  state.addBatch({ id: 'demo-running-request', campaigns, messages, createdAt: now - HOUR, sendAt: now - HOUR, stuck: true });
  state.addBatch({ id: 'demo-scheduled-request', campaigns, messages, createdAt: now - HOUR, sendAt: FAR });
  state.planted = { campaignId: NAMED.contract, until: now - HOUR };
}

/** "Send a batch of transactional messages", "Example". */
function messagesOfTheDocument(): Message[] {
  return [
    { user_id: 'john365', template_variables: { lastname: 'Doe', firstname: 'John', contractNumber: 'ABC56' } },
    { user_id: 'duce23', template_variables: { lastname: 'Duce', firstname: 'JC', contractNumber: '234AE' } },
  ];
}

function messageTo(user: string, index: number): Message {
  return { user_id: user, template_variables: { lastname: 'Martin', firstname: 'Lou', contractNumber: String(100_000 + index) } };
}
