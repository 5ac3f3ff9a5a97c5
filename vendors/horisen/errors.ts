import { failureReader, isObject, plainWords, sentence, type Json, type Meaning, type Refusal } from '../../engine';

interface Item {
  readonly name: string;
  readonly message: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** Joins two texts, of which the second may be missing or equal to the first. */
const both = (message: string, description: string): string => (description === '' || description === message ? message : `${message} (${description})`);

const itemsOf = (body: Json): readonly Item[] => {
  if (!isObject(body) || !Array.isArray(body.items)) return [];
  return body.items.filter(isObject).map(({ name, message, description }) => ({ name: text(name), message: both(text(message), text(description)) }));
};

/** The vendor's own words: 4.10 "Error", or the two members of an OAuth2 refusal (RFC 6749, 5.2). */
const wordsOf = (body: Json): string => {
  if (typeof body === 'string') return plainWords(body);
  if (!isObject(body)) return '';
  const { code, message, description, error, error_description } = body;
  const own = text(message) === '' ? both(text(error), text(error_description)) : both(text(message), text(description));
  return own === '' ? text(code) : own;
};

/** Operations with a campaign field, which a 404 then refers to. */
const CAMPAIGN_FIELD: Readonly<Record<string, string>> = {
  'campaign.clone': 'clone_uuid',
  'campaign.get': 'campaign_uuid',
  'campaign.update': 'campaign_uuid',
  'campaign.setStatus': 'campaign_uuid',
  'campaign.launch': 'campaign_uuid',
  'campaign.stop': 'campaign_uuid',
  'campaign.delete': 'campaign_uuid',
};

const SIGN_IN_TODO =
  "Check the account's client ID and client secret, and ask HORISEN support whether this server's IP address is registered; tokens are only issued to registered addresses.";

/** All messages of an answer: its own and those of its items. */
const saidIn = (body: Json): string => {
  const words = wordsOf(body);
  const named = itemsOf(body)
    .map(({ name, message }) => (name === '' ? message : `${name}: ${message}`))
    .filter((each) => each !== '');
  return [...(words === '' ? [] : [sentence(words)]), ...(named.length === 0 ? [] : [sentence(named.join('; '))])].join(' ');
};

const notFound = ({ operation }: Refusal): Meaning => {
  if (operation === 'signIn') return { code: 'notFound', todo: "Check the account's platform domain and separator, or its token URL." };
  const field = CAMPAIGN_FIELD[operation];
  return field === undefined
    ? {
        code: 'notFound',
        field: 'service_uuid',
        todo: "Check the service UUID and the account's domain.",
        silent: 'HORISEN does not know this service (HTTP 404).',
      }
    : {
        code: 'notFound',
        field,
        todo: "Check the campaign, then the service UUID and the account's domain; a campaign is only known to its own service.",
        silent: 'HORISEN does not know this campaign (HTTP 404).',
      };
};

const notSignedIn: Meaning = { code: 'authentication', todo: SIGN_IN_TODO };
/** During sign-in, every refusal concerns the account. */
const atSignIn =
  (meaning: Meaning) =>
  ({ operation }: Refusal): Meaning =>
    operation === 'signIn' ? notSignedIn : meaning;

/** Reads a failure from an answer. HORISEN Campaign API, 4.10 "Error" and 4.11 "ErrorItem"; for most operations a 404 has no body, and no codes are listed. */
export const readFailure = failureReader({
  label: 'HORISEN',
  words: saidIn,
  byStatus: {
    unavailable: { code: 'unavailable', todo: 'Try again later.' },
    429: { code: 'rateLimited', todo: 'Wait and try again.' },
    401: notSignedIn,
    403: atSignIn({ code: 'permission', todo: 'Ask HORISEN support whether the API account is allowed to manage this Business Messenger account.' }),
    404: notFound,
    409: atSignIn({ code: 'conflict', todo: 'Get the campaign to check its status, then try again.' }),
  },
  rejected: ({ operation, reply }) =>
    operation === 'signIn' ? notSignedIn : itemsOf(reply.body).length > 0 ? { code: 'validation', todo: 'Fix what HORISEN reports and try again.' } : undefined,
  fieldIn: (body) => itemsOf(body).find(({ name }) => name !== '')?.name,
  details: (body, words) => (words === '' ? undefined : { answer: body }),
});
