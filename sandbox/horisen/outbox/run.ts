import { CONTACT_FIELDS, type Contact } from '../contacts';
import type { Content } from '../campaigns/campaign';
import { showDocument, type Shown } from '../campaigns/document';
import { fillContact } from '../campaigns/variables';

/** One execution of a campaign: "tasks" in answers that ask for them. */
export interface Run {
  readonly id: string;
  readonly campaignId: string;
  /** The campaign as it was then. */
  readonly content: Content;
  readonly createdAt: number;
  readonly at: number;
  readonly contacts: readonly Contact[];
}

const FIELDS: ReadonlySet<string> = new Set(CONTACT_FIELDS);
/** What a channel needs to reach somebody; for web push and the messengers the contact's existence does. */
const ADDRESSES: Readonly<Record<string, string>> = { sms: 'mobile', rbm: 'mobile', viber: 'mobile', whatsapp: 'mobile', telegram: 'mobile', email: 'email' };

/** What people see of a campaign, before a contact's values are filled in. */
function shownOf(content: Content): Shown {
  const { sending_type: channel, template } = content;
  if (channel === 'sms') return { title: '', body: template };
  if (channel === 'webpush') return { title: content.webpush_title ?? '', body: content.webpush_body ?? template };
  return showDocument(template, channel);
}

/** A campaign's message as one contact sees it. */
export function messageFor(content: Content, contact: Contact): Shown {
  const { title, body } = shownOf(content);
  return { title: fillContact(title, contact, FIELDS), body: fillContact(body, contact, FIELDS) };
}

/** Why a contact gets nothing, or `sent`. */
export function fateOf(content: Content, contact: Contact): string {
  const address = ADDRESSES[content.sending_type];
  if (address !== undefined && !contact.values[address]) return `no ${address}`;
  return 'sent';
}
