import { createHash } from 'crypto';
import type {
  ICredentialDataDecryptedObject,
  ICredentialTestRequest,
  IDataObject,
  IHttpRequestHelper,
  IHttpRequestOptions,
  INodeProperties,
} from 'n8n-workflow';
import {
  AROUND,
  CampaignError,
  camelCase,
  conditionOf,
  isMet,
  moved,
  namesOf,
  operationOf,
  optionsIn,
  permittedOf,
  readAccount,
  readFailure,
  requireEncrypted,
  secretsOf,
  signIn,
  signsIn,
  type Account,
  type AnyVendor,
  type Auth,
  type Failure,
  type Field,
  type Fields,
  type JsonObject,
  type Reply,
} from '../../engine';
import { addresses } from '../../ports/addresses';
import { recurrence } from '../../ports/recurrence';
import { answersBut, knowsExceptions } from './host';
import { sendThrough, SignInRefused } from './http';
import { displayOf, EXISTS, formerParameter, parameterOf } from './parameter';
import { forOwn, orSandbox, sandboxProperties } from './sandbox';
import { credentialIn } from './saved';
import { TOKEN } from './token';
import { both } from './versions';

const accountFrom = (vendor: AnyVendor, data: ICredentialDataDecryptedObject): Account =>
  readAccount(vendor, { id: vendor.id, credential: credentialIn(vendor, data) });

const authOf = (vendor: AnyVendor, account: Account): Auth<Fields> => vendor.auth(account.credential);

/** Ties a token to its account: after the user or URL changes, the old token is no longer used. */
const fingerprint = ({ credential }: Account): string => createHash('sha256').update(JSON.stringify(credential)).digest('hex').slice(0, 16);

const noticeOf = (name: string, displayName: string): INodeProperties => ({ displayName, name, type: 'notice', default: '' });

/** The minimum permissions of an account, one sentence per resource, because n8n shows notices in credentials as plain text. */
const permissionsOf = (vendor: AnyVendor): INodeProperties[] => {
  const lines = new Map<string, string[]>();
  for (const { resource, label, permissions } of permittedOf(vendor)) {
    lines.set(resource, [...(lines.get(resource) ?? []), `${label} (${permissions.join(', ')})`]);
  }
  if (lines.size === 0) return [];
  const text = [...lines].map(([resource, each]) => `${resource}: ${each.join(', ')}.`).join(' ');
  return [noticeOf('permissions', `Only grant the permissions of the operations that you use. ${text}`)];
};

/** A field and its names in earlier releases: while one of those holds a value, it is shown instead of the field. */
const credentialProperty = ({ credential, sandbox }: AnyVendor, wire: string, field: Field): INodeProperties[] => {
  const [name, ...former] = namesOf(camelCase(wire), field);
  const display = displayOf(credential, field);
  const own = sandbox === undefined ? undefined : forOwn;
  if (former.length === 0) return [parameterOf(name!, field, display || own ? both(display ?? {}, own ?? {}) : undefined)];
  const held = Object.fromEntries(former.map((each) => [`/${each}`, [EXISTS]]));
  return [
    ...former.map((each) => formerParameter(each, field, { ...display?.show, [`/${each}`]: [EXISTS] })),
    parameterOf(name!, field, { ...display, hide: { ...own?.hide, ...held } }),
  ];
};

/** The form of an account, generated from the catalogue. */
export const credentialPropertiesOf = (vendor: AnyVendor): INodeProperties[] => [
  ...sandboxProperties(vendor),
  ...Object.entries(vendor.credential).flatMap(([wire, field]) => credentialProperty(vendor, wire, field)),
  ...(signsIn(vendor)
    ? // `password` keeps n8n's API from returning the token in clear text.
      [{ displayName: 'Session Token', name: TOKEN, type: 'hidden' as const, typeOptions: { expirable: true, password: true }, default: '' }]
    : []),
  // n8n's "Connection tested successfully" claims more than requesting the base URL proves.
  ...(vendor.check.by === 'reach' || vendor.check.by === 'probe' ? [noticeOf('notice', `What testing this account proves: ${vendor.check.proves}`)] : []),
  ...permissionsOf(vendor),
];

/** Signs in, if the account does; n8n calls it when there is no token, and once more after a 401. */
export const preAuthenticationOf = (vendor: AnyVendor) =>
  async function (this: IHttpRequestHelper, data: ICredentialDataDecryptedObject): Promise<IDataObject> {
    const account = accountFrom(vendor, data);
    if (authOf(vendor, account).by !== 'token') return {};
    const unauthenticated = sendThrough(async (options) => (await this.helpers.httpRequest(options)) as unknown);
    try {
      const { value } = await signIn(vendor, account, unauthenticated, { now: () => Date.now(), addresses });
      return { [TOKEN]: `${fingerprint(account)} ${value}` };
    } catch (error) {
      throw refused(error);
    }
  };

/** Passes an engine failure through n8n. */
const refused = (error: unknown): unknown => (error instanceof CampaignError ? new SignInRefused(error) : error);

/** Marks the test of an account by a request that has to be signed; the header itself is not sent. */
const PROBE = 'x-account-test';

const probed = (vendor: AnyVendor, { credential }: Account, options: IHttpRequestOptions): IHttpRequestOptions => {
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const { method, path, headers, body } = vendor.check.probe!.request({ now: Date.now(), timeZone: 'UTC', credential, sha256, recurrence });
  return {
    ...options,
    method,
    url: `${vendor.baseUrl(credential).replace(/\/+$/, '')}${path}`,
    headers: { ...headers },
    ...(body && 'json' in body && { body: body.json, json: true }),
  };
};

/** Attaches the account to a request; to none if its secret would be sent unencrypted, whoever makes the request. */
export const authenticateOf =
  (vendor: AnyVendor) =>
  async (data: ICredentialDataDecryptedObject, options: IHttpRequestOptions): Promise<IHttpRequestOptions> => {
    const account = accountFrom(vendor, data);
    try {
      requireEncrypted(vendor, account, addresses);
    } catch (error) {
      throw refused(error);
    }
    if (options.headers?.[PROBE] !== undefined) return probed(vendor, account, options);
    const auth = authOf(vendor, account);
    const text = (wire: string): string => String(account.credential[wire] ?? '');
    const withHeader = (name: string, value: string): IHttpRequestOptions => ({ ...options, headers: { ...options.headers, [name]: value } });
    switch (auth.by) {
      case 'header':
        return withHeader(auth.header, `${auth.prefix ?? ''}${text(auth.field)}`);
      case 'basic':
        return { ...options, auth: { username: text(auth.user), password: text(auth.password) } };
      case 'parameter':
        return typeof options.body === 'string'
          ? { ...options, body: JSON.stringify({ ...(JSON.parse(options.body) as object), [auth.param]: text(auth.field) }) }
          : { ...options, qs: { ...options.qs, [auth.param]: text(auth.field) } };
      case 'request':
        return options;
      case 'token': {
        const [owner, ...token] = String(data[TOKEN] ?? '').split(' ');
        // Without a token of this account the service answers 401, and n8n signs in.
        if (owner !== fingerprint(account)) return options;
        // Another process may have obtained it.
        secretsOf(vendor, account.credential).learn(token.join(' '));
        return withHeader(auth.header, token.join(' '));
      }
    }
  };

/** An account's field as an n8n expression, under whichever name it was saved. */
const placeholder = (vendor: AnyVendor, wire: string): string => {
  const names = namesOf(camelCase(wire), vendor.credential[wire]!).map((name) => `$credentials.${name}`);
  return orSandbox(vendor, wire, names.length === 1 ? names[0]! : `(${names.join(' || ')})`);
};
const expression = (code: string): string => `={{ ${code} }}`;

/** A marker for a field in text derived from an account; unchanged by percent-encoding. */
const mark = (wire: string): string => `~account.${wire}~`;
const MARKED = /~account\.(.*?)~/g;

/**
 * Every combination of the account's choices, with the other fields replaced by markers that can be found again in derived text. A choice that the form
 * does not show may be empty, because n8n drops it when it tests an account.
 */
const variantsOf = ({ credential }: AnyVendor): readonly Record<string, string>[] =>
  Object.entries(credential).reduce<readonly Record<string, string>[]>(
    (variants, [wire, field]) => {
      const values = optionsIn(field).map(({ value }) => value);
      const condition = conditionOf(credential, field);
      const valuesIn = (variant: Record<string, string>): readonly string[] => {
        if (values.length === 0) return [mark(wire)];
        return isMet(condition, (name) => variant[name]) ? values : ['', ...values];
      };
      return variants.flatMap((variant) => valuesIn(variant).map((value) => ({ ...variant, [wire]: value })));
    },
    [{}],
  );

/** A field as it is read for a request: trimmed. */
const readOf = (vendor: AnyVendor, wire: string): string => `String(${placeholder(vendor, wire)} ?? '').replace(${String(AROUND)}, '')`;

/** Turns text with markers into a template of the account's fields. */
const templateOf = (vendor: AnyVendor, text: string): string =>
  `\`${text.replace(/[\\`$]/g, '\\$&').replace(MARKED, (_, wire: string) => `\${${readOf(vendor, wire)}}`)}\``;

/** The base URL as an expression over the account's fields, including choices that select it. */
const baseUrlOf = (vendor: AnyVendor): string => {
  const variants = variantsOf(vendor).map((variant) => ({ variant, url: templateOf(vendor, vendor.baseUrl(variant)) }));
  const choices = Object.keys(vendor.credential).filter((wire) => optionsIn(vendor.credential[wire]!).length > 0);
  /** Whether the URL depends on this choice: variants that agree in all others have different URLs. */
  const decides = (wire: string): boolean => {
    const urlOf = new Map<string, string>();
    return variants.some(({ variant, url }) => {
      const others = choices.map((each) => (each === wire ? '' : variant[each])).join(' ');
      const known = urlOf.get(others) ?? url;
      urlOf.set(others, known);
      return known !== url;
    });
  };
  const deciding = choices.filter(decides);
  if (deciding.length === 0) return expression(variants[0]!.url);
  const urls = new Map(variants.map(({ variant, url }) => [deciding.map((wire) => variant[wire]).join(' '), url]));
  return expression(
    `({ ${[...urls].map(([key, url]) => `${JSON.stringify(key)}: ${url}`).join(', ')} })[[${deciding.map((wire) => placeholder(vendor, wire)).join(', ')}].join(' ')]`,
  );
};

/** Statuses that mean the API has moved; n8n's rules cannot show where to. */
const MOVED = [300, 301, 302, 303, 307, 308];

/** Statuses that an account test can encounter. */
const REFUSALS = [...MOVED, 400, 401, 403, 404, 406, 413, 429, 500, 502, 503, 504];

/** What n8n shows if a test ends with a status. */
const rulesOf = (refusals: readonly { readonly status: number; readonly failure: Pick<Failure, 'message' | 'todo'> }[]): ICredentialTestRequest['rules'] =>
  refusals.map(({ status, failure }) => ({ type: 'responseCode', properties: { value: status, message: `${failure.message} ${failure.todo}` } }));

/** A test with the cheap reading operation named in the catalogue; each refusal is shown as it would be in a run. */
const requestTestOf = (vendor: AnyVendor): ICredentialTestRequest => {
  const { by } = vendor.check;
  const operation = operationOf(vendor, by);
  const { path, query } = operation.request([operation.sampleInputs[0]], {
    now: Date.now(),
    timeZone: 'UTC',
    credential: Object.fromEntries(Object.keys(vendor.credential).map((wire) => [wire, mark(wire)])),
    sha256: (text) => text,
    recurrence,
  });
  const refusals = byStatus(vendor, by);
  return {
    request: {
      baseURL: baseUrlOf(vendor),
      url: path.replace(MARKED, '') === path ? path : expression(templateOf(vendor, path)),
      ...(query && { qs: { ...query } }),
      ...(knowsExceptions() && answersBut(refusals.map(({ status }) => status))),
      disableFollowRedirect: true,
    },
    rules: rulesOf(refusals),
  };
};

/** Requests the base URL, which costs and sends nothing. Any answer means success, unless it is a redirect. */
const knockOf = (vendor: AnyVendor): ICredentialTestRequest => {
  // After a successful sign-in, the start page may redirect anywhere.
  const refusals = vendor.check.by === 'reach' ? MOVED.map((status) => ({ status, failure: moved(vendor, { status, headers: {} }) })) : [];
  return {
    request: { url: baseUrlOf(vendor), method: 'HEAD', ...answersBut(refusals.map(({ status }) => status)), disableFollowRedirect: true },
    ...(refusals.length > 0 && { rules: rulesOf(refusals) }),
  };
};

/** The refusals of a test among these answers; a refusal that proves the account is none. */
const refusalsAmong = (vendor: AnyVendor, by: string, replies: readonly Reply[]): readonly { readonly reply: Reply; readonly failure: Failure }[] =>
  replies.flatMap((reply) => {
    const failure = readFailure(vendor, reply, by, Date.now());
    return failure && vendor.check.provesToo?.(failure) === undefined ? [{ reply, failure }] : [];
  });

const byStatus = (vendor: AnyVendor, by: string) =>
  refusalsAmong(
    vendor,
    by,
    REFUSALS.map((status) => ({ status, headers: {}, body: null })),
  ).map(({ reply: { status }, failure }) => ({ status, failure }));

/** Sends the request that cannot do anything. A refusal of the account may come with the status of a success. */
const probeOf = (vendor: AnyVendor): ICredentialTestRequest => {
  const refusals = byStatus(vendor, 'probe');
  const { says, refusals: bodies } = vendor.check.probe!;
  const answers = bodies.map((body) => ({ status: 200, headers: {}, body }));
  const inBody = refusalsAmong(vendor, 'probe', answers).map(({ reply, failure }) => ({
    type: 'responseSuccessBody' as const,
    properties: { key: says, value: (reply.body as JsonObject)[says], message: `${failure.message} ${failure.todo}` },
  }));
  return {
    request: {
      url: baseUrlOf(vendor),
      method: 'POST',
      headers: { [PROBE]: 'yes' },
      ...(knowsExceptions() && answersBut(refusals.map(({ status }) => status))),
      disableFollowRedirect: true,
    },
    // n8n reads rules of both kinds, but its type allows for one at a time.
    rules: [...(rulesOf(refusals) ?? []), ...inBody] as ICredentialTestRequest['rules'],
  };
};

/** The account test defined in the catalogue. If that is the sign-in, n8n signs in before it requests the base URL. */
export const testOf = (vendor: AnyVendor): ICredentialTestRequest =>
  vendor.check.by === 'probe' ? probeOf(vendor) : vendor.check.by === 'signIn' || vendor.check.by === 'reach' ? knockOf(vendor) : requestTestOf(vendor);
