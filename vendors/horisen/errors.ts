import { isObject, plainWords, sentence, type Failure, type Json, type Reply } from '../../engine';

interface Item {
  readonly name: string;
  readonly message: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** Two texts of which the second may be missing, or say the same. */
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

/** Operations that name a campaign, which a 404 then speaks of. */
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
  "Check the client ID and the client secret of the account, and ask HORISEN's support whether the IP address of this server is registered: a token is given to no other.";

/**
 * Reads a failure out of an answer. HORISEN Campaign API, 4.10 "Error" and 4.11 "ErrorItem"; the 404 of most operations has no body,
 * and no codes are listed.
 */
export const readFailure = ({ status, body }: Reply, operation: string): Failure | undefined => {
  if (status >= 200 && status < 300) return undefined;
  const words = wordsOf(body);
  const items = itemsOf(body);
  const named = items.map(({ name, message }) => (name === '' ? message : `${name}: ${message}`)).filter((each) => each !== '');
  const said = [...(words === '' ? [] : [sentence(words)]), ...(named.length === 0 ? [] : [sentence(named.join('; '))])].join(' ');
  const field = items.find(({ name }) => name !== '')?.name;
  const failure = (code: Failure['code'], reached: Failure['reached'], todo: string, at?: string, silent?: string): Failure => ({
    code,
    reached,
    status,
    message: said === '' ? (silent ?? `HORISEN answered with HTTP ${status} and no message.`) : `HORISEN answered: ${said}`,
    todo,
    ...((field ?? at) !== undefined && { field: field ?? at }),
    ...(said !== '' && { details: { answer: body } }),
  });
  if (status === 429) return failure('rateLimited', 'yes', 'Wait and try again.');
  if (status === 408 || status >= 500) return failure('unavailable', 'maybe', 'Try again later.');
  if (operation === 'signIn') {
    return status === 404
      ? failure('notFound', 'yes', 'Check the platform domain and the separator of the account, or its token URL.')
      : failure('authentication', 'yes', SIGN_IN_TODO);
  }
  if (status === 401) return failure('authentication', 'yes', SIGN_IN_TODO);
  if (status === 403) return failure('permission', 'yes', "Ask HORISEN's support whether the API account may manage this Business Messenger account.");
  if (status === 404) {
    const at = CAMPAIGN_FIELD[operation];
    return failure(
      'notFound',
      'yes',
      at === undefined
        ? 'Check the service UUID, and the domain of the account.'
        : 'Check the campaign, then the service UUID, and the domain of the account: a campaign is known to its own service only.',
      at ?? 'service_uuid',
      at === undefined ? 'HORISEN knows no such service (HTTP 404).' : 'HORISEN knows no such campaign (HTTP 404).',
    );
  }
  if (status === 409) return failure('conflict', 'yes', 'Get the campaign to see its state, then try again.');
  if (items.length > 0) return failure('validation', 'yes', 'Correct what HORISEN names and try again.');
  return failure('rejected', 'yes', 'Correct what HORISEN names and try again.');
};
