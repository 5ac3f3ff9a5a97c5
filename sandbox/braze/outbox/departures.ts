import type { MessageType } from '../catalogue';
import type { Person, User } from '../users/user';
import type { OutboxAccount } from './account';
import type { Batch } from './batch';
import { dueOf, fateOf, isStopped } from './fates';
import type { Addressee, Selection } from './selection';

/**
 * Sends the messages of everyone whose time has come. From then on they are kept unchanged: later changes to a profile do not affect messages already
 * sent. Returns whether nobody is left.
 */
export function depart(account: OutboxAccount, batch: Batch, { people }: Selection, now: number): boolean {
  if (!people) return true; // a crowd never changes
  let waiting = 0;
  people.forEach((addressee, index) => {
    if (addressee.gone || isStopped(batch, addressee)) return;
    if (dueOf(batch, addressee) > now) waiting++;
    else people[index] = departed(account, batch, addressee);
  });
  return waiting === 0;
}

function departed(account: OutboxAccount, batch: Batch, addressee: Addressee): Addressee {
  const { person } = addressee;
  const gone = new Map(batch.messages.map(({ type }): [MessageType, string] => [type, fateOf(account, batch, addressee, type) ?? 'sent']));
  // Profiles show the campaigns they received.
  if (person && batch.campaign && [...gone.values()].includes('sent')) (person as User).campaigns.set(batch.campaign.id, dueOf(batch, addressee));
  return { ...addressee, ...(person && { person: copyOf(person) }), gone };
}

/** Values in a profile are replaced, never mutated, so a shallow copy is enough. */
function copyOf({ external_id, braze_id, profile, custom_attributes }: Person): Person {
  return { ...(external_id !== undefined && { external_id }), braze_id, profile: { ...profile }, custom_attributes: { ...custom_attributes } };
}
