import { isRecord } from '../../server/body';
import type { MessageType } from '../catalogue';
import { crowdLines } from '../exports/crowd';
import type { Person } from '../users/user';
import type { Identity } from '../users/users';
import type { OutboxAccount } from './account';
import type { Order } from './order';

/** One of the people a batch is for. */
export interface Addressee {
  /** Their name in the outbox. */
  readonly name: string;
  /** Absent: no user has that name. */
  readonly person?: Person;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Why this person gets nothing. */
  readonly excluded?: string;
  /** The status of each kind of message; set once they have been sent, and then `person` is a snapshot from that time. */
  readonly gone?: ReadonlyMap<MessageType, string>;
}

/** Everyone a batch is for. A crowd is generated one by one when it is read. */
export interface Selection {
  readonly count: number;
  at(index: number): Addressee;
  /** Those with stored profiles, which can change and record what they got; absent for a crowd. */
  readonly people?: Addressee[];
}

/** "success ... does not mean that the messages were actually delivered ... you may have provided an unknown user ID". */
export const UNKNOWN_USER = 'unknown user';

/** Finds the people an order is for, as of now. */
export function select(account: OutboxAccount, order: Order): Selection {
  const { recipients, segment, audience, properties } = order;
  const now = account.world.now();
  if (recipients) {
    const all = recipients.map((recipient): Addressee => {
      const person = account.users.find(recipient.identity);
      const excluded = !person
        ? UNKNOWN_USER
        : segment && !segment.includes?.(person)
          ? 'not in the segment'
          : audience && !audience(person, now)
            ? 'not in the audience'
            : undefined;
      const name = nameOf(recipient.identity);
      return { name, ...(person && { person }), properties: { ...properties, ...recipient.properties }, ...(excluded !== undefined && { excluded }) };
    });
    return peopleSelection(all);
  }
  if (segment && !segment.includes) return crowdSelection(account, audience && ((person) => audience(person, now)), properties);
  const people: Addressee[] = [];
  for (const person of account.users.all()) {
    const isMeant = (segment?.includes?.(person) ?? true) && (audience?.(person, now) ?? true);
    if (isMeant) people.push({ name: person.external_id ?? person.braze_id, person, properties });
  }
  return peopleSelection(people);
}

function peopleSelection(people: Addressee[]): Selection {
  return { count: people.length, at: (index) => people[index] as Addressee, people };
}

/** The members that filters need: a crowd is filtered without generating complete people. */
const FILTERED = ['external_id', 'braze_id', 'appboy_id', 'push_subscribe', 'email_subscribe', 'custom_attributes', 'apps'];

function crowdSelection(account: OutboxAccount, wanted: ((person: Person) => boolean) | undefined, properties: Order['properties']): Selection {
  const { bigSegmentUsers: count } = account.settings;
  const now = account.world.now();
  const personIn = (line: string): Person => personOf(JSON.parse(line) as unknown);
  const fullLines = crowdLines(count, undefined, now, false);
  const chosen: number[] = [];
  if (wanted) {
    const lines = crowdLines(count, FILTERED, now, false);
    for (let index = 0; index < count; index++) if (wanted(personIn(lines.at(index)))) chosen.push(index);
  }
  return {
    count: wanted ? chosen.length : count,
    at: (index) => {
      const person = personIn(fullLines.at(wanted ? (chosen[index] as number) : index));
      return { name: person.external_id ?? person.braze_id, person, properties };
    },
  };
}

/** A person from a user export object. */
function personOf(row: unknown): Person {
  const { external_id, braze_id, custom_attributes, ...profile } = isRecord(row) ? row : {};
  return { external_id: String(external_id), braze_id: String(braze_id), profile, custom_attributes: isRecord(custom_attributes) ? custom_attributes : {} };
}

/** A person's name in a request: an alias prefixed with its label, anything else unchanged. */
export function nameOf(identity: Identity): string {
  if ('user_alias' in identity) return `${identity.user_alias.alias_label}:${identity.user_alias.alias_name}`;
  return Object.values(identity)[0] as string;
}
