import { addressesOf, baseOf, namesOf, readAccount, requireCredential, type Account, type AnyVendor, type FormField, type Json } from '../../engine';
import { addresses } from '../../ports/addresses';
import { isAsked } from '../shared/columns';
import { migrate, type Values } from '../shared/saved';
import { accountForm, accountType, isSecret, openForm } from '../shared/types';
import { refuse } from './failure';
import type { Config, Red } from './nodeRedTypes';
import type { Place } from './place';
import { valuesOf } from './values';

/** An account's secrets by parameter name. */
type Secrets = Readonly<Record<string, unknown>>;

/** A secret, possibly under a name of an earlier release. */
const secretOf = (secrets: Secrets, { name, field }: FormField): unknown =>
  namesOf(name, field)
    .map((each) => secrets[each])
    .find((each) => each !== undefined);

/** An account's current fields by wire name; the environment and contexts may have changed. */
export const credentialOf = async (vendor: AnyVendor, place: Place, saved: Values, secrets: Secrets): Promise<Account['credential']> => {
  const open = await valuesOf(place, openForm(vendor), saved);
  return Object.fromEntries(
    accountForm(vendor).map((field) => [field.wire, (isSecret(field) ? secretOf(secrets, field) : open[field.name]) as Json | undefined]),
  );
};

/** How Node-RED's editor sends an unchanged password. */
const UNTOUCHED = '__PWRD__';

/** An account as in the editor, possibly with undeployed changes. */
export interface Draft {
  readonly id?: unknown;
  readonly values?: unknown;
  readonly secrets?: unknown;
}

/** The deployed account with an ID, even if disabled; undefined if the ID belongs to something else. */
const deployedAccount = (red: Red, vendor: AnyVendor, id: unknown): Config | undefined => {
  let found: Config | undefined;
  red.nodes.eachNode((config) => {
    if (config.id === id && config.type === accountType(vendor)) found = config;
  });
  return found;
};

/** The URLs of an account, as requests read them. */
const addressesIn = (vendor: AnyVendor, account: Account): readonly string[] => addressesOf(vendor, readAccount(vendor, account).credential).map(baseOf);

/** The current values of the URLs with which an account was deployed; none if they cannot be determined. */
const deployedAddresses = async (vendor: AnyVendor, place: Place, config: Config, kept: Secrets): Promise<readonly string[]> => {
  try {
    return addressesIn(vendor, { id: config.id, credential: await credentialOf(vendor, place, migrate(config).values, kept) });
  } catch {
    return [];
  }
};

const isUntouched = ([, value]: readonly [string, unknown]): boolean => value === UNTOUCHED;

/**
 * The credential of an account in the editor. An unchanged secret is the deployed one of that account, and is only sent to the URLs with which it was
 * deployed; otherwise anyone who may edit flows could send it elsewhere without knowing it. Values from the environment or a context are read as on a
 * deploy, which anyone who may edit flows can trigger anyway.
 * @throws NodeFailure `validation` if an unchanged secret would be sent to another URL
 */
export const draftCredential = async (red: Red, vendor: AnyVendor, { id, values, secrets }: Draft): Promise<Account['credential']> => {
  const deployed = deployedAccount(red, vendor, id);
  const place: Place = { red, node: (deployed && red.nodes.getNode(deployed.id)) ?? undefined, msg: undefined };
  const all = Object.entries((secrets ?? {}) as Secrets);
  const typed = Object.fromEntries(all.filter((each) => !isUntouched(each)));
  const draft = await credentialOf(vendor, place, migrate({ values }).values, typed);
  const kept = deployed && red.nodes.getCredentials(deployed.id);
  if (!kept) return draft;

  const left = accountForm(vendor)
    .filter(isSecret)
    .filter(({ name }) => all.some((each) => each[0] === name && isUntouched(each)) && Object.hasOwn(kept, name));
  const account: Account = { id: deployed.id, credential: { ...draft, ...Object.fromEntries(left.map(({ name, wire }) => [wire, kept[name]])) } };
  const before = await deployedAddresses(vendor, place, deployed, kept);
  if (addressesIn(vendor, account).every((address, i) => address === before[i])) return account.credential;

  // Problems of the URL itself are reported first.
  requireCredential(vendor, account, addresses);
  const decisions = Object.fromEntries(accountForm(vendor).map(({ name, wire }) => [name, draft[wire!]]));
  const needed = left.filter((each) => isAsked(each, decisions));
  if (needed.length === 0) return draft;
  const labels = needed.map(({ field }) => `'${field.label}'`).join(' and ');
  throw refuse(`${labels} was stored for the URL with which the account was deployed, and the URL has changed.`, `Enter ${labels} again.`, needed[0]!.wire);
};
