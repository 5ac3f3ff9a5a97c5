import { IANAZone } from 'luxon';

/** A form that a text must have, beyond a length and a pattern. */
export interface Format {
  /** What the text is when it has the form, for "which is no ...". */
  readonly noun: string;
  fits(text: string): boolean;
}

const remembering = (fits: (text: string) => boolean): ((text: string) => boolean) => {
  const known = new Map<string, boolean>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const now = fits(text);
    known.set(text, now);
    return now;
  };
};

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** Codes of ISO 4217 that are younger than the lists of some of the Node versions that are in use. */
const YOUNG_CURRENCIES = ['SLE', 'VED', 'XCG', 'ZWG'];
const currencies: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('currency'), ...YOUNG_CURRENCIES]);

const COUNTRY = /^[A-Z]{2}$/;
/** A code of ISO 3166 that stands for no country. */
const NOWHERE = 'ZZ';
const LANGUAGE = /^[a-z]{2}$/;
/** ISO 639-1, or ISO 639-2 where that has none. */
const LONG_LANGUAGE = /^[a-z]{2,3}$/;
const isKnownLanguage = remembering((text) => languages.of(text) !== undefined);

/** Names begin with a letter in all their pieces; some Node versions take offsets such as +02:00 for names too. */
const ZONE = /^[A-Z][A-Za-z0-9_+-]*(\/[A-Z][A-Za-z0-9_+-]*)*$/;

/** RFC 5321, without quotes and comments: whether the address exists is for others to say. */
const EMAIL = /^[^\s\p{C}@<>()[\]\\,;:"]{1,64}@[^\s\p{C}@<>()[\]\\,;:".]+(\.[^\s\p{C}@<>()[\]\\,;:".]+)+$/u;
const LONGEST_EMAIL = 254;

const WEB = /^https?:\/\/[^\s/?#]+([/?#]\S*)?$/i;
const URI = /^[a-z][a-z0-9+.-]*:\S+$/i;
/** What vendors put a value of the user's into: Liquid, Jinja, or *@name@*. */
const PLACEHOLDER = /\{[{%]|\*@/;

/** The forms that fields name. */
export const FORMATS = {
  country: {
    noun: 'country code (ISO 3166-1, two uppercase letters)',
    fits: (text) => COUNTRY.test(text) && text !== NOWHERE && regions.of(text) !== undefined,
  },
  currency: { noun: 'currency code (ISO 4217, three uppercase letters)', fits: (text) => currencies.has(text) },
  email: { noun: 'email address', fits: (text) => text.length <= LONGEST_EMAIL && EMAIL.test(text) },
  language: { noun: 'language code (ISO 639-1)', fits: (text) => LANGUAGE.test(text) && isKnownLanguage(text) },
  longLanguage: { noun: 'language code (ISO 639-1)', fits: (text) => LONG_LANGUAGE.test(text) && isKnownLanguage(text) },
  phone: { noun: 'phone number in E.164 format', fits: (text) => /^\+[1-9]\d{5,14}$/.test(text) },
  timeZone: { noun: 'time zone name (IANA)', fits: (text) => ZONE.test(text) && IANAZone.isValidZone(text) },
  /** With placeholders of a template in it, nobody knows yet what it will be. */
  templateUri: { noun: 'URL or deep link', fits: (text) => PLACEHOLDER.test(text) || URI.test(text) },
  templateUrl: { noun: 'URL', fits: (text) => PLACEHOLDER.test(text) || WEB.test(text.trim()) },
  uri: { noun: 'URL or deep link', fits: (text) => URI.test(text) },
  url: { noun: 'URL', fits: (text) => WEB.test(text) },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;

/** Whether a text has a form. */
export const hasFormat = (name: FormatName, text: string): boolean => FORMATS[name].fits(text);
