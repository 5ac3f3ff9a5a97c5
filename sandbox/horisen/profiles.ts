import type { ProfileView } from '../server/views';
import type { HorisenState } from './state';

/** Every contact; its segments are the recipient lists. */
export function* profilesOf({ contacts }: HorisenState): Generator<ProfileView> {
  for (const { id, lists, values, subscription_options_in, subscription_options_out } of contacts.all()) {
    const { email, mobile } = values;
    const name = [values.first_name, values.last_name].filter((part) => part !== undefined).join(' ');
    yield {
      id,
      ...(name !== '' && { name }),
      ...(email !== undefined && { email }),
      ...(mobile !== undefined && { phone: mobile }),
      attributes: values,
      segments: () => lists.map((list) => contacts.lists.get(list) ?? list),
      subscriptions: Object.fromEntries([
        ...subscription_options_in.map((option) => [option, 'in'] as const),
        ...subscription_options_out.map((option) => [option, 'out'] as const),
      ]),
    };
  }
}
