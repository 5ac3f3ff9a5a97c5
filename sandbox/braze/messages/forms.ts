import { isRecord } from '../../server/body';
import type { Campaign, MessageType, Template } from '../catalogue';
import { demand, isFilled } from '../checks';
import { refuse } from '../refusals';
import { contentCard } from './contentCard';
import * as conversations from './conversations';
import type { MessageForm, MessageObject } from './messageForm';
import * as others from './others';
import * as pushes from './pushes';

export const FORMS: Readonly<Record<MessageType, MessageForm>> = {
  apple_push: pushes.applePush,
  android_push: pushes.androidPush,
  kindle_push: pushes.kindlePush,
  web_push: pushes.webPush,
  windows_phone8_push: pushes.windowsPhonePush,
  windows_universal_push: pushes.windowsUniversalPush,
  in_app_message: others.inAppMessage,
  email: others.email,
  webhook: others.webhook,
  content_card: contentCard,
  sms: conversations.sms,
  whats_app: conversations.whatsApp,
};

/** The two Windows objects have different names in schedules ("Scheduling Messages"). */
const NAMES_IN_SCHEDULES: Readonly<Record<string, string>> = { windows_phone8_push: 'windows_push', windows_universal_push: 'windows8_push' };
const NOT_IN_THE_DOCUMENT: readonly string[] = ['content_card', 'sms', 'whats_app'];

/** The endpoint that the messages were sent to: they differ in what they accept. */
export type Place = 'send' | 'schedule';

function nameOf(type: string, place: Place): string {
  return place === 'schedule' ? (NAMES_IN_SCHEDULES[type] ?? type) : type;
}

/** The types that an endpoint accepts, by its own names. In the document a webhook can only be scheduled. */
function typesFor(place: Place, appboy: boolean): Map<string, MessageType> {
  const types = (Object.keys(FORMS) as MessageType[]).filter(
    (type) => !appboy || !(NOT_IN_THE_DOCUMENT.includes(type) || (type === 'webhook' && place === 'send')),
  );
  return new Map(types.map((type) => [nameOf(type, place), type]));
}

/** Reads `messages`: each object must match the document and belong to a variation of the campaign, if there is one. */
export function readMessages(value: unknown, place: Place, campaign: Campaign | undefined, appboy: boolean, now: number): Template[] {
  if (value === undefined || value === null) throw refuse.noMessage();
  if (!isRecord(value)) throw refuse.badRequest("'messages' must be an object");
  const given = Object.entries(value).filter(([, message]) => message !== undefined && message !== null);
  if (given.length === 0) throw refuse.noMessage();
  const types = typesFor(place, appboy);
  return given.map(([name, message]) => {
    const type = types.get(name);
    if (!type) throw refuse.badRequest(`messages.${name} is not a message object of this endpoint`);
    if (!isRecord(message)) throw refuse.badRequest(`messages.${name} must be an object`);
    if (campaign) checkVariation(message, name, type, campaign);
    const form = FORMS[type];
    demand(message, form.shape, `messages.${name}`);
    const fault = form.check?.(message, name, place === 'send' ? now : undefined);
    if (fault) throw refuse.badRequest(`messages.${name}: ${fault}`);
    const { title, body } = form.show(message);
    const parts = form.parts?.(message) ?? {};
    return { type, title: String(title ?? ''), body: String(body ?? ''), ...(Object.keys(parts).length > 0 && { parts }) };
  });
}

/** "you must provide a message_variation_id in each of the message objects indicating the represented variant of your campaign". */
function checkVariation({ message_variation_id: id }: MessageObject, name: string, type: MessageType, { variants }: Campaign): void {
  if (!isFilled(id)) throw refuse.noVariant(`messages.${name} has no message_variation_id`);
  const variationType = variants.get(id);
  if (variationType === undefined) throw refuse.variant(`messages.${name}: the campaign has no variation ${id}`);
  if (variationType !== type) throw refuse.mismatch(`messages.${name}: ${id} is a variation of type ${variationType}`);
}
