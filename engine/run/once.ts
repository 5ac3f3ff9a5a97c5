import type { SendOnce } from '../catalogue/call';
import type { Unit } from '../base/unit';
import { sayDuration } from '../base/dates';
import type { Failure } from '../base/errors';
import { whereToLook } from '../request/requestFailures';
import type { RequestContext } from '../request/context';
import type { Json, JsonObject } from '../base/json';
import { namePeople, peopleIn, targetsIn, withoutPeople } from '../validate/people';
import type { Claim, OnceKey } from '../base/ports';

/** A unit with something left to send, and what was left out of it. */
export interface Admitted {
  readonly unit: Unit;
  /** The unit's input, without the people who already received it. */
  readonly input: JsonObject;
  readonly keys: readonly OnceKey[];
  readonly warnings: readonly string[];
}

/** A unit that is not sent because of an earlier send under its key. */
export interface HeldBack {
  readonly unit: Unit;
  /** `sent`: accepted before. `unknown`: the outcome is unknown. */
  readonly because: Exclude<Claim, 'claimed'>;
  readonly key: SendOnce;
  /** The unit of the same request that claims its key and whose outcome applies to this one too. */
  readonly twin?: Unit;
}

/** What the send-once keys say about a request's units. */
export type Admission = { readonly admitted: readonly Admitted[]; readonly heldBack: readonly HeldBack[] } | { readonly failure: Failure };

const LABEL = "'Send-Once Key'";

const noStore = (): Failure => ({
  code: 'validation',
  reached: 'no',
  message: `${LABEL} needs a place to store its keys, and there is none here. Nothing was sent.`,
  todo: 'Save the workflow first, or remove the key.',
});

const storeFailed = (error: unknown): Failure => ({
  code: 'unavailable',
  reached: 'no',
  message: `The stored keys of ${LABEL} could not be read: ${error instanceof Error ? error.message.replace(/[.\s]+$/, '') : String(error)}. Nothing was sent.`,
  todo: 'Fix the storage of this installation, or remove the key if sending twice does no harm.',
});

/** The people covered by each key of a unit; a single key if nobody is named. */
const wanted = (context: RequestContext, unit: Unit, { key, forMs }: SendOnce): readonly { readonly person: Json; readonly once: OnceKey }[] => {
  const { vendor, name, operation, account, baseUrl, ports } = context;
  const people = peopleIn(operation, unit.input) ?? [null];
  const targets = targetsIn(operation, unit.input);
  const test = vendor.testEnvironment?.(account.credential) ?? null;
  return people.map((person) => ({
    person,
    once: { forMs, digest: ports.sha256(JSON.stringify([vendor.id, name, account.id, baseUrl, test, targets, person, key])) },
  }));
};

/** The warning for a unit of which only some people were left out. */
const leftOut = (sent: readonly Json[], unknown: readonly Json[], { key, forMs }: SendOnce): readonly string[] => [
  ...(sent.length > 0 ? [`Skipped, because it was sent with the send-once key '${key}' within the last ${sayDuration(forMs)}: ${namePeople(sent)}.`] : []),
  ...(unknown.length > 0 ? [`Not sent, because an earlier run with the send-once key '${key}' may have sent it: ${namePeople(unknown)}.`] : []),
];

/** Claims the send-once keys of a request's units just before it is sent, and separates what was sent before. */
export const admit = async (context: RequestContext, units: readonly Unit[], keyOf: (unit: Unit) => SendOnce | undefined): Promise<Admission> => {
  const all = units.map((unit) => {
    const key = keyOf(unit);
    return { unit, key, wants: key ? wanted(context, unit, key) : [] };
  });
  const keys = new Map(all.flatMap(({ wants }) => wants.map(({ once }) => [once.digest, once] as const)));
  if (keys.size === 0) return { admitted: units.map((unit) => ({ unit, input: unit.input, keys: [], warnings: [] })), heldBack: [] };
  const { once } = context.ports;
  if (!once) return { failure: noStore() };
  let claims: Map<string, Claim>;
  try {
    const told = await once.claim([...keys.values()]);
    claims = new Map([...keys.keys()].map((digest, i) => [digest, told[i] ?? 'unknown'] as const));
  } catch (error) {
    return { failure: storeFailed(error) };
  }
  const admitted: Admitted[] = [];
  const heldBack: HeldBack[] = [];
  /** Which unit claims each key in this request. */
  const takers = new Map<string, Unit>();
  for (const { unit, key, wants } of all) {
    if (!key) {
      admitted.push({ unit, input: unit.input, keys: [], warnings: [] });
      continue;
    }
    // The first unit with a key claims it; for others in the same request it counts as sent.
    const found = wants.map(({ person, once: own }) => {
      const claim = claims.get(own.digest)!;
      if (claim === 'claimed') {
        claims.set(own.digest, 'sent');
        takers.set(own.digest, unit);
      }
      return { person, own, claim };
    });
    const of = (claim: Claim) => found.filter((each) => each.claim === claim);
    if (of('claimed').length === 0) {
      const twin = found.map(({ own }) => takers.get(own.digest)).find((taker) => taker !== undefined);
      heldBack.push({ unit, key, because: of('unknown').length > 0 ? 'unknown' : 'sent', ...(twin && { twin }) });
      continue;
    }
    const people = (claim: Claim): readonly Json[] => of(claim).map(({ person }) => person);
    admitted.push({
      unit,
      input: withoutPeople(
        context.operation,
        unit.input,
        found.map(({ person }) => person),
        (position) => found[position]?.claim !== 'claimed',
      ),
      keys: of('claimed').map(({ own }) => own),
      warnings: leftOut(people('sent'), people('unknown'), key),
    });
  }
  return { admitted, heldBack };
};

/** The result of a unit that was sent before. */
export const skipped = ({ unit, key }: HeldBack, { operation }: RequestContext): JsonObject => {
  const people = peopleIn(operation, unit.input);
  return {
    status: 'skipped',
    send_once_key: key.key,
    reason: `It was sent with this key within the last ${sayDuration(key.forMs)}.`,
    ...targetsIn(operation, unit.input),
    ...(people && { people }),
  };
};

/** The failure of a unit that an earlier run may have sent in part. */
export const mayHaveBeenSent = ({ unit, key }: HeldBack, context: RequestContext): Failure => {
  const people = peopleIn(context.operation, unit.input);
  return {
    code: 'outcomeUnknown',
    reached: 'maybe',
    message: `An earlier run with the send-once key '${key.key}' may have sent this${people ? ` to ${namePeople(people)}` : ''}: it ended before it was known whether ${context.vendor.label} accepted it. It was not sent a second time.`,
    todo: `${whereToLook(context)} To send it anyway, use a different key.`,
    ...(people && { details: { people } }),
  };
};
