import { CONTACT_FIELDS, type Contact } from '../contacts';
import type { Content } from '../campaigns/campaign';
import { showDocument, type Shown } from '../campaigns/document';
import { fillContact } from '../campaigns/variables';
import { Filling, type Gap } from '../../server/gaps';
import { partsOf, textOf, type Channel } from '../../server/parts';

/** One execution of a campaign: "tasks" in answers that include them. */
export interface Run {
  readonly id: string;
  readonly campaignId: string;
  /** A snapshot of the campaign at that time. */
  readonly content: Content;
  readonly createdAt: number;
  readonly at: number;
  readonly contacts: readonly Contact[];
}

const FIELDS: ReadonlySet<string> = new Set(CONTACT_FIELDS);
/** The address that a channel needs; web push and the messengers only need the contact to exist. */
const ADDRESSES: Readonly<Record<string, string>> = { sms: 'mobile', rbm: 'mobile', viber: 'mobile', whatsapp: 'mobile', telegram: 'mobile', email: 'email' };

/** A campaign's content, before a contact's values are filled in. */
function shownOf(content: Content): Shown {
  const { sending_type: channel, template } = content;
  if (channel === 'sms') return { title: '', body: template };
  if (channel === 'webpush') {
    const parts = partsOf({ image: textOf(content.webpush_image), link: textOf(content.webpush_target_url) });
    return { title: content.webpush_title ?? '', body: content.webpush_body ?? template, parts };
  }
  return showDocument(template, channel);
}

/** A campaign's message as one contact sees it. */
export function messageFor(content: Content, contact: Contact): Shown & { gaps?: readonly Gap[] } {
  const { title, body, parts = {} } = templateOf(content);
  const filling = new Filling((template) => fillContact(template, contact, FIELDS));
  const filled = { title: filling.text('title', title), body: filling.text('body', body), parts: filling.parts(parts) };
  return { ...filled, ...(filling.gaps.length > 0 && { gaps: filling.gaps }) };
}

/** Read once, because a campaign has the same content for everybody. */
const templates = new WeakMap<Content, Shown>();
function templateOf(content: Content): Shown {
  const known = templates.get(content) ?? shownOf(content);
  templates.set(content, known);
  return known;
}

/** The vendor's names of channels that others call differently. */
export const channelOf = ({ sending_type: type }: Content): Channel => (type === 'rbm' ? 'rcs' : type);

/** Why a contact gets nothing, or `sent`. */
export function fateOf(content: Content, contact: Contact): string {
  const address = ADDRESSES[content.sending_type];
  if (address !== undefined && !contact.values[address]) return `no ${address}`;
  return 'sent';
}
