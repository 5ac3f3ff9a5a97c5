export const number = (value: number): string => value.toLocaleString('en');

/** A number with its noun, which has another form for more than one. */
export const many = (count: number, one: string, more = `${one}s`): string => `${number(count)} ${count === 1 ? one : more}`;

export const bytes = (size: number): string =>
  size < 1000 ? `${size} bytes` : size < 1e6 ? `${number(Math.ceil(size / 1000))} kB` : `${number(Math.round(size / 1e6))} MB`;

export const when = (ms: number): string =>
  Number.isFinite(ms) ? new Date(ms).toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' }) : '–';

export const clockTime = (ms: number): string => new Date(ms).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

/** How long ago something was, or how long it still takes. */
export function ago(ms: number, now: number): string {
  const difference = Math.round((ms - now) / 1000);
  const size = Math.abs(difference);
  if (size < 2) return 'now';
  const [amount, unit] =
    size < 60
      ? [size, 's']
      : size < 3600
        ? [Math.round(size / 60), 'min']
        : size < 172_800
          ? [Math.round(size / 3600), 'h']
          : size < 63_072_000
            ? [Math.round(size / 86_400), 'days']
            : [Math.round(size / 31_536_000), 'years'];
  return difference < 0 ? `${amount} ${unit} ago` : `in ${amount} ${unit}`;
}

const CHANNELS: Readonly<Record<string, string>> = {
  push: 'Push',
  webpush: 'Web push',
  inapp: 'In-app',
  email: 'Email',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  viber: 'Viber',
  rcs: 'RCS',
  telegram: 'Telegram',
  card: 'Card',
  webhook: 'Webhook',
};
export const channelName = (channel: string | undefined): string => CHANNELS[channel ?? ''] ?? channel ?? '';

const PLATFORMS: Readonly<Record<string, string>> = { ios: 'iOS', android: 'Android', kindle: 'Kindle', web: 'Web', windows: 'Windows' };
/** Undefined if it is no platform, but the channel once more. */
export const platformName = (platform: string): string | undefined => PLATFORMS[platform];

/** Indented, if it is JSON. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

export const shown = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
