import { h, type JSX } from 'preact';
import type { MessageRecord } from '../api';
import { channelName } from '../format';
import { Bubbles, Card, InApp, Push } from './device';
import { Email } from './email';
import { Webhook } from './webhook';

/** A message as its recipient sees it. */
export function Preview({ message }: { message: MessageRecord }): JSX.Element {
  switch (message.channel) {
    case 'email':
      return h(Email, { message });
    case 'inapp':
      return h(InApp, { message });
    case 'card':
      return h(Card, { message });
    case 'webhook':
      return h(Webhook, { message });
    case 'sms':
    case 'whatsapp':
    case 'viber':
    case 'rcs':
    case 'telegram':
      return h(Bubbles, { message, app: channelName(message.channel) });
    default:
      return h(Push, { message });
  }
}
