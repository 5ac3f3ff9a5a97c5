import { IANAZone } from 'luxon';
import { whenAsked } from './whenAsked';

/** A format that a text must have, beyond length and pattern. */
export interface Format {
  /** What a text in this format is called, for "which is no ...". */
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

// Reading what Node knows of the world's names takes longer than loading the engine.
const regions = whenAsked(() => new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }));
const languages = whenAsked(() => new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }));

/** ISO 4217 codes that are missing from the lists of some Node versions in use. */
const YOUNG_CURRENCIES = ['SLE', 'VED', 'XCG', 'ZWG'];
const currencies = whenAsked((): ReadonlySet<string> => new Set([...Intl.supportedValuesOf('currency'), ...YOUNG_CURRENCIES]));

const COUNTRY = /^[A-Z]{2}$/;
/** An ISO 3166 code that does not stand for a country. */
const NOWHERE = 'ZZ';
const LANGUAGE = /^[a-z]{2}$/;
/** ISO 639-1, or ISO 639-2 for languages without such a code. */
const LONG_LANGUAGE = /^[a-z]{2,3}$/;
const isKnownLanguage = remembering((text) => languages().of(text) !== undefined);

/** Every part of a zone name begins with a letter; some Node versions also accept offsets such as +02:00 as names. */
const ZONE = /^[A-Z][A-Za-z0-9_+-]*(\/[A-Z][A-Za-z0-9_+-]*)*$/;

/** RFC 5321, without quotes and comments; does not check that the address exists. */
const EMAIL = /^[^\s\p{C}@<>()[\]\\,;:"]{1,64}@[^\s\p{C}@<>()[\]\\,;:".]+(\.[^\s\p{C}@<>()[\]\\,;:".]+)+$/u;
const LONGEST_EMAIL = 254;

const WEB = /^https?:\/\/[^\s/?#]+([/?#]\S*)?$/i;
const URI = /^[a-z][a-z0-9+.-]*:\S+$/i;
/** How vendors mark a placeholder for a user's value: Liquid, Jinja, or *@name@*. */
const PLACEHOLDER = /\{[{%]|\*@/;

/** The formats that fields can refer to. */
export const FORMATS = {
  country: {
    noun: 'country code (ISO 3166-1, two uppercase letters)',
    fits: (text) => COUNTRY.test(text) && text !== NOWHERE && regions().of(text) !== undefined,
  },
  currency: { noun: 'currency code (ISO 4217, three uppercase letters)', fits: (text) => currencies().has(text) },
  email: { noun: 'email address', fits: (text) => text.length <= LONGEST_EMAIL && EMAIL.test(text) },
  language: { noun: 'language code (ISO 639-1)', fits: (text) => LANGUAGE.test(text) && isKnownLanguage(text) },
  longLanguage: { noun: 'language code (ISO 639-1)', fits: (text) => LONG_LANGUAGE.test(text) && isKnownLanguage(text) },
  phone: { noun: 'phone number in E.164 format', fits: (text) => /^\+[1-9]\d{5,14}$/.test(text) },
  timeZone: { noun: 'time zone name (IANA)', fits: (text) => ZONE.test(text) && IANAZone.isValidZone(text) },
  /** A template with placeholders cannot be checked before they are filled. */
  templateUri: { noun: 'URL or deep link', fits: (text) => PLACEHOLDER.test(text) || URI.test(text) },
  templateUrl: { noun: 'URL', fits: (text) => PLACEHOLDER.test(text) || WEB.test(text.trim()) },
  uri: { noun: 'URL or deep link', fits: (text) => URI.test(text) },
  url: { noun: 'URL', fits: (text) => WEB.test(text) },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;

/** Whether a text has a format. */
export const hasFormat = (name: FormatName, text: string): boolean => FORMATS[name].fits(text);
