import { DEMO_LIST, NEWS_OPTION, OFFERS_OPTION, SMALL_LIST } from '../account';
import type { HorisenState } from '../state';

const DEMO_CONTACTS = 500;
const DAY = 86_400_000;
const FIRST = ['Ada', 'Bruno', 'Carla', 'Dmitri', 'Elena', 'Felix', 'Gita', 'Henrik', 'Irina', 'Jonas', 'Karim', 'Lucia', 'Milo'];
const LAST = ['Abel', 'Blanc', 'Costa', 'Dahl', 'Ekström', 'Ferrari', 'Gruber', 'Hoang', 'Ivanova', 'Jung', 'Kowalski'];
const PLACES = [
  { city: 'Bern', zip: '3000', region: 'BE', country: 'CH', language: 'de' },
  { city: 'Genève', zip: '1200', region: 'GE', country: 'CH', language: 'fr' },
  { city: 'Novi Sad', zip: '21000', region: 'Vojvodina', country: 'RS', language: 'sr' },
];

const cycled = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** The people of the document's segmentation example, on the small list, and `demo-001` to `demo-500` on its list. */
export function plantContacts({ contacts, world }: HorisenState): void {
  contacts.lists.set(DEMO_LIST, 'All customers');
  contacts.lists.set(SMALL_LIST, 'Three colleagues');
  const colleague = (id: string, index: number, values: Record<string, string>): void =>
    contacts.put({
      id,
      lists: [SMALL_LIST],
      values: { mobile: `+4179000000${index}`, email: `${id}@example.com`, ...cycled(PLACES, index), ...values },
      subscription_options_in: [NEWS_OPTION],
      subscription_options_out: [],
    });
  colleague('john', 0, { first_name: 'John', last_name: 'Smith', gender: 'm' });
  colleague('johnny', 1, { first_name: 'Jonathan', last_name: 'Doe', nick_name: 'Johnny', gender: 'm' });
  colleague('jane', 2, { first_name: 'Jane', last_name: 'Roe', gender: 'f' });

  const today = world.now();
  for (let index = 0; index < DEMO_CONTACTS; index++) {
    const id = `demo-${String(index + 1).padStart(3, '0')}`;
    const born = new Date(today - ((20 + (index % 50)) * 365 + (index % 365)) * DAY).toISOString().slice(0, 10);
    contacts.put({
      id,
      lists: [DEMO_LIST],
      values: {
        first_name: cycled(FIRST, index),
        last_name: cycled(LAST, index),
        gender: index % 2 ? 'f' : 'm',
        birthday: born,
        email: `${id}@example.com`,
        // One in fifty has no mobile phone.
        ...(index % 50 !== 49 && { mobile: `+4178${String(index).padStart(7, '0')}` }),
        ...cycled(PLACES, index),
        ...(index % 5 === 0 && { b_company: 'Example AG', b_city: 'Zürich', b_country: 'CH' }),
        column_1: String(index * 10),
      },
      subscription_options_in: [...(index % 2 ? [NEWS_OPTION] : []), ...(index % 3 ? [] : [OFFERS_OPTION])],
      subscription_options_out: index % 4 === 2 ? [NEWS_OPTION] : [],
    });
  }
}
