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
  CampaignError,
  camelCase,
  keepSecret,
  operationOf,
  optionsIn,
  readAccount,
  signIn,
  signsIn,
  type Account,
  type AnyVendor,
  type Auth,
  type Fields,
  type Json,
} from '../../engine';
import { recurrence } from '../../ports/recurrence';
import { sendThrough, SignInRefused } from './http';
import { displayOf, parameterOf } from './parameter';

/** Where n8n keeps a fetched token. */
const TOKEN = 'sessionToken';

const accountFrom = (vendor: AnyVendor, data: ICredentialDataDecryptedObject): Account =>
  readAccount(vendor, {
    id: vendor.id,
    credential: Object.fromEntries(Object.keys(vendor.credential).map((wire) => [wire, data[camelCase(wire)] as Json | undefined])),
  });

const authOf = (vendor: AnyVendor, account: Account): Auth<Fields> => vendor.auth(account.credential as never);

/** Ties a token to the account it was made for: after a change of user or address the old one is not used any more. */
const fingerprint = ({ credential }: Account): string => createHash('sha256').update(JSON.stringify(credential)).digest('hex').slice(0, 16);

/** The form of an account, made from the catalogue. */
export const credentialPropertiesOf = (vendor: AnyVendor): INodeProperties[] => [
  ...Object.entries(vendor.credential).map(([wire, field]) => parameterOf(camelCase(wire), field, displayOf(vendor.credential, field))),
  ...(signsIn(vendor)
    ? // `password` keeps n8n's API from handing the token out in clear.
      [{ displayName: 'Session Token', name: TOKEN, type: 'hidden' as const, typeOptions: { expirable: true, password: true }, default: '' }]
    : []),
  // n8n's "Connection tested successfully" would say more than a knock at the address proves.
  ...(vendor.check.by === 'reach'
    ? [{ displayName: `What the test of this account proves: ${vendor.check.proves}`, name: 'notice', type: 'notice' as const, default: '' }]
    : []),
];

/** Signs in, where the account does; n8n calls it when there is no token, and once more after a 401. */
export const preAuthenticationOf = (vendor: AnyVendor) =>
  async function (this: IHttpRequestHelper, data: ICredentialDataDecryptedObject): Promise<IDataObject> {
    const account = accountFrom(vendor, data);
    if (authOf(vendor, account).by !== 'token') return {};
    const bare = sendThrough(async (options) => (await this.helpers.httpRequest(options)) as unknown);
    try {
      const { value } = await signIn(vendor, account, bare, () => Date.now());
      return { [TOKEN]: `${fingerprint(account)} ${value}` };
    } catch (error) {
      throw error instanceof CampaignError ? new SignInRefused(error) : error;
    }
  };

/** Attaches the account to a request. */
export const authenticateOf =
  (vendor: AnyVendor) =>
  async (data: ICredentialDataDecryptedObject, options: IHttpRequestOptions): Promise<IHttpRequestOptions> => {
    const account = accountFrom(vendor, data);
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
        keepSecret(vendor, account, token.join(' '));
        return withHeader(auth.header, token.join(' '));
      }
    }
  };

/** An account's field in one of n8n's expressions. */
const placeholder = (wire: string): string => `$credentials.${camelCase(wire)}`;
const expression = (code: string): string => `={{ ${code} }}`;

/** A field's place in a text that is made of an account, known again; percent-encoding leaves it as it is. */
const mark = (wire: string): string => `~account.${wire}~`;
const MARKED = /~account\.(.*?)~/g;

/**
 * Each way to fill the choices among an account's fields, the other fields marked so that they are known again in what is made of them.
 * A choice that the form does not show may be empty, for n8n forgets it when it tests an account.
 */
const variantsOf = ({ credential }: AnyVendor): readonly Record<string, string>[] =>
  Object.entries(credential).reduce<readonly Record<string, string>[]>(
    (variants, [wire, field]) => {
      const values = optionsIn(field).map(({ value }) => value);
      const isShown = (variant: Record<string, string>): boolean => !field.dependsOn || field.dependsOn.is.includes(variant[field.dependsOn.field]!);
      const valuesIn = (variant: Record<string, string>): readonly string[] => {
        if (values.length === 0) return [mark(wire)];
        return isShown(variant) ? values : ['', ...values];
      };
      return variants.flatMap((variant) => valuesIn(variant).map((value) => ({ ...variant, [wire]: value })));
    },
    [{}],
  );

/** A text with marked fields as a template of the account's fields. */
const templateOf = (text: string): string => `\`${text.replace(/[\\`$]/g, '\\$&').replace(MARKED, (_, wire: string) => `\${${placeholder(wire)}}`)}\``;

/** The base URL as an expression over the account's fields, also where choices among them decide which it is. */
const baseUrlOf = (vendor: AnyVendor): string => {
  const variants = variantsOf(vendor).map((variant) => ({ variant, url: templateOf(vendor.baseUrl(variant as never)) }));
  const choices = Object.keys(vendor.credential).filter((wire) => optionsIn(vendor.credential[wire]!).length > 0);
  /** Whether the address differs where nothing but this choice does. */
  const decides = (wire: string): boolean =>
    variants.some((one) =>
      variants.some((other) => one.url !== other.url && choices.every((each) => (each === wire) !== (one.variant[each] === other.variant[each]))),
    );
  const deciding = choices.filter(decides);
  if (deciding.length === 0) return expression(variants[0]!.url);
  const urls = new Map(variants.map(({ variant, url }) => [deciding.map((wire) => variant[wire]).join(' '), url]));
  return expression(`({ ${[...urls].map(([key, url]) => `${JSON.stringify(key)}: ${url}`).join(', ')} })[[${deciding.map(placeholder).join(', ')}].join(' ')]`);
};

/** Statuses that a test of an account can meet. */
const REFUSALS = [400, 401, 403, 404, 406, 413, 429, 500, 502, 503, 504];

/** A test by the cheap reading operation that the catalogue names; what it reads out of each refusal is shown as it would be in a run. */
const requestTestOf = (vendor: AnyVendor): ICredentialTestRequest => {
  const { by, provesToo } = vendor.check;
  const operation = operationOf(vendor, by);
  const { path, query } = operation.request([operation.sampleInputs[0] as never], {
    now: Date.now(),
    timeZone: 'UTC',
    credential: Object.fromEntries(Object.keys(vendor.credential).map((wire) => [wire, mark(wire)])),
    sha256: (text) => text,
    recurrence,
  });
  const refusals = REFUSALS.flatMap((status) => {
    const failure = vendor.readFailure({ status, headers: {}, body: null }, by);
    return failure && provesToo?.(failure) === undefined ? [{ status, failure }] : [];
  });
  return {
    request: {
      baseURL: baseUrlOf(vendor),
      url: path.replace(MARKED, '') === path ? path : expression(templateOf(path)),
      ...(query && { qs: { ...query } }),
      ignoreHttpStatusErrors: { ignore: true, except: refusals.map(({ status }) => status) },
      disableFollowRedirect: true,
    },
    rules: refusals.map(({ status, failure }) => ({ type: 'responseCode', properties: { value: status, message: `${failure.message} ${failure.todo}` } })),
  };
};

/** Knocks at the base URL, which costs and sends nothing. Whatever the status, somebody is there. */
const knockOf = (vendor: AnyVendor): ICredentialTestRequest => ({
  request: { url: baseUrlOf(vendor), method: 'HEAD', ignoreHttpStatusErrors: true, disableFollowRedirect: true },
});

/** The test of an account, as the catalogue has it. Where that is the sign-in, n8n signs in before it knocks. */
export const testOf = (vendor: AnyVendor): ICredentialTestRequest =>
  vendor.check.by === 'signIn' || vendor.check.by === 'reach' ? knockOf(vendor) : requestTestOf(vendor);
