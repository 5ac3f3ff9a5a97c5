/** A button below a message. */
export interface MessageButton {
  readonly text: string;
  readonly link?: string;
}

/** A call that a message of the kind `webhook` makes. */
export interface WebhookCall {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a message has besides its title and body. */
export interface MessageParts {
  /** The text alone, if the body repeats other parts. */
  readonly text?: string;
  readonly subtitle?: string;
  readonly image?: string;
  readonly link?: string;
  readonly buttons?: readonly MessageButton[];
  readonly from?: string;
  readonly replyTo?: string;
  /** The HTML of an email. */
  readonly html?: string;
  readonly call?: WebhookCall;
}

/** How a message reaches its recipient, in words that all vendors share. */
export type Channel = 'push' | 'webpush' | 'inapp' | 'email' | 'sms' | 'whatsapp' | 'viber' | 'rcs' | 'telegram' | 'card' | 'webhook';

/** Only parts that have something in them. */
export function partsOf(given: { readonly [Name in keyof MessageParts]: MessageParts[Name] | undefined }): MessageParts {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)));
}

/** A value as a text; undefined if it is no text, or an empty one. */
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
