import { BOUNDS } from '../base/bounds';
import type { Account } from '../catalogue/call';
import { checkContextOf, errorOf } from '../request/context';
import type { CampaignError, Failure } from '../base/errors';
import { guarded } from '../request/guarded';
import type { Json, JsonObject } from '../base/json';
import type { Ports } from '../base/ports';
import { secretsOf, type Secrets } from '../request/secrets';
import { requireCredential } from '../request/session';
import type { AnyTrigger } from '../catalogue/trigger';
import { failureOf } from '../validate/failureOf';
import { validate } from '../validate/validate';
import { triggerOf, type AnyVendor } from '../catalogue/vendor';

/** What is polled, and how. */
export interface PollCall {
  readonly vendor: AnyVendor;
  /** `hits` */
  readonly trigger: string;
  /** The trigger's fields by wire name. */
  readonly input: { readonly [wireName: string]: unknown };
  readonly account: Account;
  /** Rows of one bit at most; more where many rows share one moment or one campaign. 1000 if absent. */
  readonly batch?: number;
  /** Bytes that one list of remembered keys may take; 16 kB if absent. The whole state has at most three such lists. */
  readonly keyBytes?: number;
}

/** Where a trigger stands: plain JSON that people can read, less than 64 kB whatever the volume. */
export interface PollState {
  readonly [name: string]: Json | undefined;
  /** What it is the state of: a digest of the trigger and its input. */
  readonly of: string;
}

/**
 * Some rows, and the state to keep once they were handed on. `about` names what they have in common. `comeBackMs`: rows were left for the next look,
 * which should not be later than that.
 */
export interface Step {
  readonly rows: readonly JsonObject[];
  readonly state: PollState;
  readonly about?: { readonly [name: string]: string };
  readonly comeBackMs?: number;
  /** The state has to last although there are no rows: what it says cannot be found out again. */
  readonly isLasting?: true;
  /** One of several things that are watched failed by itself; it is to be told, and the others go on. */
  readonly failed?: CampaignError;
}

export interface PollContext {
  readonly vendor: AnyVendor;
  readonly name: string;
  readonly trigger: AnyTrigger;
  readonly account: Account;
  readonly secrets: Secrets;
  /** The checked input. */
  readonly chosen: JsonObject;
  readonly ports: Ports;
  readonly of: string;
  readonly batch: number;
  readonly keyBytes: number;
  fail(failure: Failure): CampaignError;
  /** A row as it is handed on. */
  shape(row: Json): JsonObject;
}

const BATCH = 1000;
const DIGEST = 16;

/** Whose rows they are: the account without its secrets and without what only says how it is used. */
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
  // What was handed on stays so under another name.
  const name = trigger.was?.at(-1) ?? call.trigger;
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
    batch: Math.max(1, call.batch ?? BATCH),
    keyBytes: call.keyBytes ?? BOUNDS.keyBytes.most,
    fail,
    shape: (row) => ({ ...trigger.shape(row, chosen), raw: row }),
  };
};
