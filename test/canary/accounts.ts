import { operationsOf, type AnyVendor, type Field, type Json, type JsonObject } from '../../engine';
import { sampleAccount } from '../support/host';
import { demoCredential } from '../support/sandbox';
import { KEY_CHARACTERS, newSecret, PROSE_CHARACTERS, type Secret } from './secrets';

/** One way in which an account of a vendor shows who it is, with canaries for secrets. */
export interface CanaryAccount {
  readonly vendor: AnyVendor;
  /** `braze, authentication api_key` */
  readonly name: string;
  /** By wire name. */
  readonly credential: JsonObject;
  readonly secrets: readonly Secret[];
  /** Who is meant by the secrets, as in `user:secret`. */
  readonly user: string;
}

const isSecret = (field: Field): boolean => field.type === 'text' && field.secret === true;

const isAsked = (field: Field, credential: JsonObject): boolean => !field.dependsOn || field.dependsOn.is.includes(credential[field.dependsOn.field] as never);

/** The fields of an account that are secret, where its choices ask for them. */
const secretsIn = ({ credential: fields }: AnyVendor, credential: JsonObject): readonly string[] =>
  Object.keys(fields).filter((wire) => isSecret(fields[wire]!) && isAsked(fields[wire]!, credential));

/** What tells one way to show who one is from another. */
const wayOf = (vendor: AnyVendor, credential: JsonObject): string => {
  const { operation } = operationsOf(vendor)[0]!;
  const context = { now: Date.now(), timeZone: 'UTC', credential, sha256: (text: string) => text, recurrence: { next: () => [] } };
  const { headers = {} } = operation.request([operation.sampleInputs[0]], context);
  return JSON.stringify([secretsIn(vendor, credential), vendor.auth(credential), Object.keys(headers)]);
};

/** Characters that a field takes where a request puts it. */
const charactersFor = (vendor: AnyVendor, wire: string, credential: JsonObject): string => {
  const field = vendor.credential[wire]! as Extract<Field, { type: 'text' }>;
  const auth = vendor.auth(credential);
  const inHeader = auth.by === 'header' && auth.field === wire;
  return inHeader || field.limits?.pattern?.test(`x${PROSE_CHARACTERS}x`) === false ? KEY_CHARACTERS : PROSE_CHARACTERS;
};

/**
 * Every way to authenticate at a vendor whose API is at an address: each choice of the account that changes what is secret, or how it is shown.
 * @param secret replaces what is drawn
 */
export const accountsOf = (vendor: AnyVendor, url: string, secret?: string): readonly CanaryAccount[] => {
  const base = sampleAccount(vendor, { ...demoCredential(vendor.id, { baseUrls: { [vendor.id]: url } }), ...optionalsOf(vendor) }).credential;
  const choices = Object.entries(vendor.credential).flatMap(([wire, field]) =>
    field.type === 'choice' && 'options' in field ? field.options.map(({ value }) => ({ wire, value })) : [],
  );
  const variants = [
    { name: vendor.id, credential: base },
    ...choices.map(({ wire, value }) => ({ name: `${vendor.id}, ${wire} ${value}`, credential: { ...base, [wire]: value } })),
  ];
  const ways = new Map<string, (typeof variants)[number]>();
  for (const variant of variants) {
    const way = wayOf(vendor, variant.credential);
    if (vendor.baseUrl(variant.credential).startsWith(url) && !ways.has(way)) ways.set(way, variant);
  }
  return [...ways.values()].map(({ name, credential }) => {
    const secrets = secretsIn(vendor, credential).map((wire) => ({
      wire,
      secret:
        secret === undefined
          ? newSecret(`${vendor.id} ${wire}`, charactersFor(vendor, wire, credential))
          : { what: `${vendor.id} ${wire}`, text: secret, pieces: [secret] },
    }));
    return {
      vendor,
      name,
      credential: { ...credential, ...Object.fromEntries(secrets.map((each) => [each.wire, each.secret.text as Json])) },
      secrets: secrets.map((each) => each.secret),
      user: String(credential.client_id ?? credential.email ?? credential.app_id ?? ''),
    };
  });
};

/** Nothing of a way that is not chosen is kept. */
const optionalsOf = ({ credential }: AnyVendor): JsonObject =>
  Object.fromEntries(Object.entries(credential).flatMap(([wire, field]) => (isSecret(field) ? [[wire, '' as Json]] : [])));
