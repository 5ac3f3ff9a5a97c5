import type { Account, AnyVendor, Json } from '../../engine';
import { migrate, type Values } from '../shared/saved';
import { accountForm, isSecret, openForm } from '../shared/types';
import type { Node, Red } from './red';
import { valuesOf, type Place } from './values';

/** An account's fields by wire name, as they are at this moment: the environment and contexts may have changed. */
export const credentialOf = async (
  vendor: AnyVendor,
  place: Place,
  saved: Values,
  secrets: Readonly<Record<string, unknown>>,
): Promise<Account['credential']> => {
  const open = await valuesOf(place, openForm(vendor), saved);
  return Object.fromEntries(accountForm(vendor).map((field) => [field.wire, (isSecret(field) ? secrets[field.name] : open[field.name]) as Json | undefined]));
};

/** How Node-RED's editor sends a password that nobody has touched. */
const UNTOUCHED = '__PWRD__';

/** An account as the editor has it: it may have been changed and not been deployed. */
export interface Draft {
  readonly id?: unknown;
  readonly values?: unknown;
  readonly secrets?: unknown;
}

/** The credential of an account in the editor; a secret that was left alone is the deployed one. */
export const draftCredential = async (red: Red, vendor: AnyVendor, { id, values, secrets }: Draft): Promise<Account['credential']> => {
  const node: Node | undefined = typeof id === 'string' ? (red.nodes.getNode(id) ?? undefined) : undefined;
  const kept = typeof id === 'string' ? red.nodes.getCredentials(id) : undefined;
  const given = Object.entries((secrets ?? {}) as Record<string, unknown>).map(([name, value]) => [name, value === UNTOUCHED ? kept?.[name] : value] as const);
  return await credentialOf(vendor, { red, node, msg: undefined }, migrate({ values }).values, Object.fromEntries(given));
};
