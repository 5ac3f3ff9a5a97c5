import { isRecord } from '../../server/body';
import { applyAttributes, attributesFault } from '../users/attributes';
import { isAlias } from '../users/identity';
import type { Identity } from '../users/users';
import type { Campaign, Template } from '../catalogue';
import { demand, filled, isGiven, isText, object } from '../checks';
import { post, type Body } from '../endpoint';
import { accept } from '../outbox/accept';
import { newId } from '../outbox/batch';
import { refuse, Refusal } from '../refusals';
import type { Route } from '../route';
import type { BrazeState } from '../state';

const KEY = /^[a-zA-Z0-9\-_+/=]+$/;
/** How long the first request with a key is at work. */
const AT_WORK_MS = 1_000;

/**
 * Today's "Send transactional emails using API-triggered delivery". A repeat of a key gets the first answer, or within the first second "the external
 * reference has been queued". Refusals have the page's words. Nobody is refused for the rate.
 */
export const postTransactionalSend: Route = (app, state) =>
  post(app, state, '/transactional/v1/campaigns/:campaign/send', (body, _key, { campaign: id = '' }) => {
    const campaign = campaignIn(state, id);
    const { external_send_id: key, trigger_properties } = body;
    if (isGiven(key) && !(isText(key) && KEY.test(key))) throw refuse.badRequest('external_send_id must be a Base64 compatible string');
    demand(body, { required: { recipient: object }, optional: { trigger_properties: object } });
    const { identity, prepare } = recipientIn(state, body.recipient as Body);
    const now = state.world.now();
    const known = isText(key) ? state.transactions.find(key, now) : undefined;
    if (known) {
      if (now - known.at < AT_WORK_MS) throw new Refusal(400, 'The external reference has been queued.  Please retry to obtain send_id.');
      return { answer: answerOf(known.dispatchId) };
    }
    const dispatchId = newId();
    return {
      answer: answerOf(dispatchId),
      effect() {
        if (isText(key)) state.transactions.keep(key, { dispatchId, at: now });
        prepare();
        accept(state, {
          id: dispatchId,
          form: 'transactional',
          campaign,
          schedule: { mode: 'fixed', at: now },
          order: { recipients: [{ identity, properties: isRecord(trigger_properties) ? trigger_properties : {} }], properties: {}, subscription: 'all' },
          messages: [campaign.template],
        });
      },
    };
  });

function answerOf(dispatchId: string) {
  return { dispatch_id: dispatchId, status: 'sent', metadata: {} };
}

/** The page's refusals, in its order; a campaign with emails that the API triggers counts as a transactional one. */
function campaignIn(state: BrazeState, id: string): Campaign & { readonly template: Template } {
  const campaign = state.campaigns.get(id);
  if (!campaign) throw new Refusal(400, 'Campaign does not exist');
  if (campaign.archived) throw new Refusal(400, 'The campaign is archived. Unarchive the campaign in order for trigger requests to take effect.');
  if (campaign.paused) throw new Refusal(400, 'The campaign is paused. Resume the campaign in order for trigger requests to take effect.');
  const { template } = campaign;
  if (!template || !campaign.messageTypes.includes('email')) {
    throw new Refusal(400, 'The campaign is not a transactional campaign. Only transactional campaigns may use this endpoint');
  }
  return { ...campaign, template: { ...template, type: 'email' } };
}

/** "Either external_user_id or user_alias is required. Requests must specify only one." Attributes also create a user. */
function recipientIn(state: BrazeState, { external_user_id, user_alias, attributes }: Body): { identity: Identity; prepare: () => void } {
  if (isGiven(external_user_id) === isGiven(user_alias)) throw refuse.badRequest('recipient must have exactly one of external_user_id and user_alias');
  demand({ external_user_id, attributes }, { optional: { external_user_id: filled, attributes: object } }, 'recipient');
  if (isGiven(user_alias) && !isAlias(user_alias)) throw refuse.badRequest("recipient: 'user_alias' must have alias_name and alias_label");
  const identity: Identity = isAlias(user_alias)
    ? { user_alias: { alias_name: user_alias.alias_name, alias_label: user_alias.alias_label } }
    : { external_id: external_user_id as string };
  if (!isRecord(attributes)) return { identity, prepare: () => undefined };
  const fault = attributesFault(attributes, state.users.find(identity), false);
  if (fault) throw refuse.badRequest(`recipient.attributes: ${fault}`);
  return {
    identity,
    prepare() {
      const user = state.users.find(identity) ?? ('external_id' in identity ? state.users.create(identity) : undefined);
      if (user) applyAttributes(state, user, attributes);
    },
  };
}
