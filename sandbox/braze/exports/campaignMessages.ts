import type { CampaignFacts, MessageFacts } from './account';
import { channelInDetails, hasType } from './channels';

/** Today's `messages` of the details of a campaign, or of a step: what each variation says, by its `message_variation_id`, as made in the dashboard. */
export function messagesOf(campaign: Pick<CampaignFacts, 'name' | 'messages'>, asDraft: boolean): Record<string, object> {
  const shown = campaign.messages.filter(({ type }) => hasType(type, false));
  return Object.fromEntries(
    shown.map((message) => [message.id, messageOf(asDraft && message.draft ? { ...message, ...message.draft } : message, campaign.name)]),
  );
}

/** "Messages by channel": the members of each kind. Texts are Liquid, and not filled in. */
function messageOf(message: MessageFacts, campaignName: string): object {
  const { type, name, title, body } = message;
  const channel = channelInDetails(type, false);
  if (message.isControl) return { channel, type: 'control' };
  switch (type) {
    case 'email':
      return { ...EMAIL, channel, name, subject: title, body, title: campaignName };
    case 'in_app_message':
      return { channel, name, type: 'survey', data: { pages: [{ header: { text: title }, choices: [{ choice_id: '1', text: body, deleted: false }] }] } };
    case 'content_card':
      return { channel, name, extras: { title, description: body } };
    case 'webhook':
      return { channel, name, url: 'https://hooks.example.com/demo', body, type: 'raw', headers: { 'content-type': 'application/json' }, method: 'POST' };
    case 'sms':
      return { channel, name, body, from: '+15550100', subscription_group_id: GROUP };
    case 'whats_app':
      return { channel, name, subscription_group_id: GROUP, from: ['+15550100'], ...WHATS_APP, body_variables: [title, body].filter(Boolean) };
    default: // every push
      return { channel, name, alert: body, extras: {}, title, action: null, image_url: null, large_image_url: null };
  }
}

/** The subscription group of the demo account's phone numbers. */
const GROUP = '77777777-7777-4777-8777-777777777777';

const EMAIL = {
  extras: [],
  from: 'Demo Shop <news@example.com>',
  reply_to: 'help@example.com',
  amp_body: null,
  preheader: '',
  custom_plain_text: null,
  should_inline_css: true,
  should_whitespace_header: false,
  email_headers: [],
};

const WHATS_APP = { template_name: 'demo_template', template_language_code: 'en', header_variables: [], button_variables: [] };
