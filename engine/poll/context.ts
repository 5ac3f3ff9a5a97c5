import { BOUNDS } from '../base/bounds';
import type { Account } from '../catalogue/call';
import { checkContextOf, errorOf } from '../request/context';
import type { CampaignError, Failure } from '../base/errors';
import { guarded } from '../request/guarded';
import type { Json, JsonObject } from '../base/json';
import type { Ports } from '../base/ports';
import { secretsOf, type Secrets } from '../request/secrets';
import { requireCredential } from '../request/session';
import { neededByTrigger, notHad } from '../catalogue/onlyWith';
import { renamer } from '../catalogue/sameNames';
import type { AnyTrigger } from '../catalogue/trigger';
import { failureOf } from '../validate/failureOf';
import { validate } from '../validate/validate';
import { triggerOf, type AnyVendor } from '../catalogue/vendor';
import { wantedFrom, type Wanted } from './replay';

/** What is polled, and how. */
export interface PollCall {
  readonly vendor: AnyVendor;
  /** `hits` */
  readonly trigger: string;
  /** The trigger's fields by wire name. */
  readonly input: { readonly [wireName: string]: unknown };
  readonly account: Account;
  /** Rows name the same thing as all outputs do; see the option of a call. */
  readonly sameNames?: boolean;
  /** What came after this time is returned once more; ISO 8601. Each other time does it again. */
  readonly replaySince?: string;
  /** Maximum rows per step; more if many rows share a timestamp or a campaign. 1000 if absent. */
  readonly batch?: number;
  /** Maximum bytes of one list of stored keys; 16 kB if absent. The whole state has at most three such lists. */
  readonly keyBytes?: number;
}

/** A trigger's state: human-readable JSON, less than 64 kB whatever the volume. */
export interface PollState {
  readonly [name: string]: Json | undefined;
  /** Identifies the source: a digest of the trigger and its input. */
  readonly of: string;
}

/**
 * Some rows, and the state to store once they are passed on. `about` names what they have in common. `comeBackMs`: rows are left for the next poll,
 * which should not be later than that.
 */
export interface Step {
  readonly rows: readonly JsonObject[];
  readonly state: PollState;
  readonly about?: { readonly [name: string]: string };
  readonly comeBackMs?: number;
  /** The state must be stored even without rows, because its content cannot be recovered. */
  readonly isLasting?: true;
  /** One of several watched objects failed; report it and continue with the others. */
  readonly failed?: CampaignError;
}

export interface PollContext {
  readonly vendor: AnyVendor;
  readonly name: string;
  readonly trigger: AnyTrigger;
  readonly account: Account;
  readonly secrets: Secrets;
  /** The validated input. */
  readonly chosen: JsonObject;
  readonly ports: Ports;
  readonly of: string;
  readonly replay: Wanted | undefined;
  readonly batch: number;
  readonly keyBytes: number;
  fail(failure: Failure): CampaignError;
  /** A row as it is passed on. */
  shape(row: Json): JsonObject;
}

const BATCH = 1000;
const DIGEST = 16;

/** Identifies the account, without its secrets and without settings that only affect how it is used. */
const whose = ({ credential, baseUrl }: AnyVendor, account: Account): Json => [
  baseUrl(account.credential),
  ...Object.entries(credential).flatMap(([name, field]) => (field.type === 'text' && !field.secret ? [account.credential[name] ?? null] : [])),
];

export const pollContextOf = (call: PollCall, ports: Ports): PollContext => {
  const { vendor, account } = call;
  const trigger = triggerOf(vendor, call.trigger);
  const secrets = secretsOf(vendor, account.credential);
  const fail = (failure: Failure): CampaignError => errorOf({ vendor, name: call.trigger, secrets }, failure);
  requireCredential(vendor, account, ports.addresses);
  const validated = validate(trigger, call.input, checkContextOf({ ports, account }));
  if ('problems' in validated) throw fail(failureOf(validated.problems));
  const chosen = validated.input;
  const missing = notHad(vendor, neededByTrigger(vendor, trigger, chosen), account.credential);
  if (missing.length > 0) throw fail(failureOf(missing));
  // What was passed on remains known after a rename.
  const name = trigger.was?.at(-1) ?? call.trigger;
  const rename = renamer(trigger, call.sameNames);
  const what = trigger.identity.map((name) => chosen[name] ?? null);
  return {
    vendor,
    name: call.trigger,
    trigger,
    account,
    secrets,
    chosen,
    ports: guarded(ports, secrets),
    of: ports.sha256(JSON.stringify([vendor.id, name, whose(vendor, account), what])).slice(0, DIGEST),
    replay: wantedFrom(call.replaySince, ports, fail),
    batch: Math.max(1, call.batch ?? BATCH),
    keyBytes: call.keyBytes ?? BOUNDS.keyBytes.most,
    fail,
    shape: (row) => ({ ...rename(trigger.shape(row, chosen)), raw: row }),
  };
};
