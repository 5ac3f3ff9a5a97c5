import { picked, type Stage } from './stage';

const SEND = {
  resource: 'campaign',
  operation: 'trigger',
  campaignId: picked('3bbc4555-8fa0-4c9b-a5c0-4505edf3e064'),
  recipientsFrom: 'items',
  userColumn: 'id',
};

/** Triggers a campaign for one person by a Braze account at an address, and goes on whatever becomes of it. */
export const sendOne = (stage: Stage, customUrl: string) =>
  stage.run(SEND, [{ json: { id: 'demo-0001' } }], { onError: 'continueRegularOutput' }, { accounts: stage.account({ customUrl }) });

/** What is known of the failure of such a send. */
export const failureOfOne = async (stage: Stage, customUrl: string) =>
  (await sendOne(stage, customUrl)).jsons('Node')[0]!.details as { readonly code: string; readonly message: string; readonly todo: string };
