import type { Auth, Fields, Input, Json, Reply } from '../../engine';

/** The minimum role for every call: "minimum privilege: GROW member" (API Trigger Campaigns Endpoint). */
export const GROW_MEMBER = 'GROW member';

/** The fields of an account. Authentication page of Bryj's developer guides, "Sign in". */
export const credential = {
  email: {
    type: 'text',
    label: 'Email',
    description: `Email address of a Bryj user with at least the role ${GROW_MEMBER}`,
    required: true,
    placeholder: 'name@example.com',
    limits: { format: 'email' },
    todo: 'Enter the email address that the user signs in to GROW with.',
  },
  password: {
    type: 'text',
    prose: true,
    label: 'Password',
    description: 'Password of the user',
    required: true,
    secret: true,
    todo: 'Enter the password that the user signs in to GROW with.',
  },
  base_url: {
    type: 'text',
    label: 'Base URL',
    description: 'URL of the API; only change it to test against a sandbox',
    required: true,
    default: 'https://core.bryj.ai',
    limits: { pattern: /^https?:\/\/[^\s?#]+$/ },
    todo: 'Enter a URL such as https://core.bryj.ai.',
  },
} as const satisfies Fields;

type Credential = typeof credential;

const bearer = (value: string): string => (/^Bearer\s/i.test(value) ? value : `Bearer ${value}`);

/** Milliseconds until a JSON Web Token expires, from its `exp`; undefined if the token is not a JWT. */
const lifeOf = (token: string, now: number): number | undefined => {
  const payload = token.split('.')[1];
  if (!payload) return undefined;
  try {
    const { exp } = JSON.parse(decodeBase64Url(payload)) as { exp?: unknown };
    return typeof exp === 'number' ? exp * 1000 - now : undefined;
  } catch {
    return undefined;
  }
};

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Sufficient for a token's payload, whose relevant claims are ASCII; the hosts' decoders are not available here. */
const decodeBase64Url = (text: string): string => {
  let bits = 0;
  let count = 0;
  let out = '';
  for (const char of text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')) {
    const value = ALPHABET.indexOf(char);
    if (value < 0) throw new RangeError('not base64url');
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += String.fromCharCode((bits >> count) & 0xff);
    }
  }
  return out;
};

/** The path lost its `.json` between two versions of the page; both are tried. */
const SIGN_IN_PATHS = ['/users/sign_in', '/users/sign_in.json'] as const;

export const auth = (): Auth<Credential> => ({
  by: 'token',
  header: 'Authorization',
  request: ({ email, password }: Input<Credential>) => {
    const json: Json = { user: { email, password } };
    const [first, second] = SIGN_IN_PATHS;
    return [
      { method: 'POST', path: first, body: { json } },
      { method: 'POST', path: second, body: { json } },
    ];
  },
  read: (reply: Reply, now: number) => {
    const value = reply.headers.authorization;
    if (!value) return undefined;
    const lastsMs = lifeOf(value.replace(/^Bearer\s+/i, ''), now);
    return { value: bearer(value), ...(lastsMs !== undefined && { lastsMs }) };
  },
});
