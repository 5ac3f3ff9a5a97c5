import { rowsFromNothing, rowsInMemory } from '../csv/rows';
import type { BryjState, Campaign } from './state';

const HOUR = 3_600_000;

const CAMPAIGNS: readonly Campaign[] = [
  {
    id: 'CMP_demo_welcome',
    name: 'Welcome',
    channel: 'push',
    state: 'ongoing',
    variables: ['firstname', 'lastname', 'contractnumber'],
    title: 'Welcome, {{firstname}}!',
    body: 'Dear {{firstname}} {{lastname}}, your contract {{contractnumber}} is ready. Tap to read it.',
  },
  {
    id: 'CMP_demo_inapp',
    name: 'Contract check',
    channel: 'inapp',
    state: 'ongoing',
    variables: ['firstname', 'contractnumber'],
    title: 'Is everything right, {{firstname}}?',
    body: 'Please check the data of your contract {{contractnumber}}. It takes one minute.',
  },
  {
    id: 'CMP_demo_invoice',
    name: 'Invoice',
    channel: 'push',
    state: 'ongoing',
    variables: ['firstname', 'amount', 'duedate'],
    title: 'Your invoice is here',
    body: '{{firstname}}, your invoice of {{amount}} is due on {{duedate}}.',
  },
  {
    id: 'CMP_demo_plain',
    name: 'Service notice',
    channel: 'push',
    state: 'ongoing',
    variables: [],
    title: 'Service notice',
    body: 'The app will be unavailable tonight from 02:00 to 03:00.',
  },
  {
    // The campaign of the page's own examples, so that these work unchanged.
    id: 'CMP_Dl3Egjp4HA',
    name: "The page's example",
    channel: 'push',
    state: 'ongoing',
    variables: [],
    title: 'Your contract',
    body: 'Your contract is ready.',
  },
  {
    id: 'CMP_demo_draft',
    name: 'Summer sale (draft)',
    channel: 'push',
    state: 'draft',
    variables: ['firstname'],
    title: 'Summer sale',
    body: '{{firstname}}, it starts tomorrow.',
  },
  {
    id: 'CMP_demo_finished',
    name: 'Spring sale (finished)',
    channel: 'push',
    state: 'finished',
    variables: ['firstname'],
    title: 'Spring sale',
    body: '{{firstname}}, the last day is today.',
  },
];

/** Demo campaigns, and some history for the outbox. `CMP_demo_welcome` has nothing scheduled, so that tests start clean. */
export function seed(state: BryjState): void {
  const now = state.world.now();
  for (const campaign of CAMPAIGNS) state.campaigns.set(campaign.id, { ...campaign });
  const campaign = (id: string): Campaign => state.campaigns.get(id) as Campaign;

  const welcome = campaign('CMP_demo_welcome');
  state.addBatch({
    campaign: welcome,
    form: 'synthetic',
    createdAt: now - 26 * HOUR,
    sendAt: now - 26 * HOUR,
    source: rowsFromNothing(welcome.variables, 240),
  });
  state.addBatch({
    campaign: welcome,
    form: 'json',
    createdAt: now - 2 * HOUR,
    sendAt: now - 2 * HOUR,
    source: rowsInMemory(welcome.variables, [
      { user: 'user_id1', values: ['Pierre', 'DUPONT', '123456'] },
      { user: 'user_id2', values: ['Thomas', 'DUPONT', '123456'] },
      { user: 'marie-optout', values: ['Marie', 'LEROY', '884211'] },
    ]),
  });
  const inapp = campaign('CMP_demo_inapp');
  state.addBatch({
    campaign: inapp,
    form: 'synthetic',
    createdAt: now - 5 * HOUR,
    sendAt: now - 4 * HOUR,
    source: rowsFromNothing(inapp.variables, 36),
  });
  const invoice = campaign('CMP_demo_invoice');
  state.addBatch({
    campaign: invoice,
    form: 'json',
    createdAt: now - HOUR,
    sendAt: now + 24 * HOUR,
    source: rowsInMemory(invoice.variables, [
      { user: 'john365', values: ['John', '€ 42.50', '30 June'] },
      { user: 'duce23', values: ['JC', '€ 17.00', '30 June'] },
    ]),
  });
  state.addBatch({
    campaign: campaign('CMP_demo_plain'),
    form: 'json',
    createdAt: now - 7 * HOUR,
    sendAt: now + 2 * HOUR,
    canceledAt: now - 6 * HOUR,
    source: rowsInMemory([], [{ user: 'vika-alpha', values: [] }]),
  });

  // The requests of the page's own examples: one to cancel, and one with a report.
  const example = campaign('CMP_Dl3Egjp4HA');
  const people = [
    { user: 'john365', values: [] },
    { user: 'duce23', values: [] },
  ];
  state.addBatch({
    id: '4c74a153ff6f31c7ac75480e06373d6b',
    campaign: example,
    form: 'json',
    createdAt: now - HOUR,
    sendAt: now + 24 * HOUR,
    source: rowsInMemory([], people),
  });
  state.addBatch({
    id: 'b615b03a0c538be18cd2c8610cca1d79',
    campaign: example,
    form: 'json',
    createdAt: now - 3 * HOUR,
    sendAt: now - 3 * HOUR,
    source: rowsInMemory([], people),
  });
}
