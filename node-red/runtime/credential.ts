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

/** A secret, maybe under a name of an earlier release. */
const secretOf = (secrets: Secrets, { name, field }: FormField): unknown =>
  namesOf(name, field)
    .map((each) => secrets[each])
    .find((each) => each !== undefined);

/** An account's fields by wire name, as they are at this moment: the environment and contexts may have changed. */
export const credentialOf = async (vendor: AnyVendor, place: Place, saved: Values, secrets: Secrets): Promise<Account['credential']> => {
  const open = await valuesOf(place, openForm(vendor), saved);
  return Object.fromEntries(
    accountForm(vendor).map((field) => [field.wire, (isSecret(field) ? secretOf(secrets, field) : open[field.name]) as Json | undefined]),
  );
};

/** How Node-RED's editor sends a password that nobody has touched. */
const UNTOUCHED = '__PWRD__';

/** An account as the editor has it: it may have been changed and not been deployed. */
export interface Draft {
  readonly id?: unknown;
  readonly values?: unknown;
  readonly secrets?: unknown;
}

/** The deployed account of an id, also a disabled one; undefined where the id is that of anything else. */
const deployedAccount = (red: Red, vendor: AnyVendor, id: unknown): Config | undefined => {
  let found: Config | undefined;
  red.nodes.eachNode((config) => {
    if (config.id === id && config.type === accountType(vendor)) found = config;
  });
  return found;
};

/** The addresses that an account names, read as requests read them. */
const addressesIn = (vendor: AnyVendor, account: Account): readonly string[] => addressesOf(vendor, readAccount(vendor, account).credential).map(baseOf);

/** The addresses with which an account was deployed, as they are at this moment; none where they cannot be told. */
const deployedAddresses = async (vendor: AnyVendor, place: Place, config: Config, kept: Secrets): Promise<readonly string[]> => {
  try {
    return addressesIn(vendor, { id: config.id, credential: await credentialOf(vendor, place, migrate(config).values, kept) });
  } catch {
    return [];
  }
};

const isUntouched = ([, value]: readonly [string, unknown]): boolean => value === UNTOUCHED;

/**
 * The credential of an account in the editor. A secret that was left alone is the deployed one of that account, and goes nowhere but to the
 * addresses with which it was deployed: whoever may write flows could send it elsewhere otherwise, without knowing it.
 * Values that come from the environment or a context are read as a deploy would have them read, which whoever may write flows can do anyway.
 * @throws NodeFailure `validation` where a secret that was left alone would go to another address
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

  // What is wrong with the address itself is said first.
  requireCredential(vendor, account, addresses);
  const decisions = Object.fromEntries(accountForm(vendor).map(({ name, wire }) => [name, draft[wire!]]));
  const needed = left.filter((each) => isAsked(each, decisions));
  if (needed.length === 0) return draft;
  const labels = needed.map(({ field }) => `'${field.label}'`).join(' and ');
  throw refuse(`${labels} was stored for the URL with which the account was deployed, and the URL has changed.`, `Enter ${labels} again.`, needed[0]!.wire);
};
