import { DEMO_ID } from '../apps';
import type { CardFacts } from '../exports/account';
import type { BrazeState } from '../state';
import { DAY, madeId } from './ids';

const MADE = 129;
const TYPES = ['NewsItem', 'CaptionedImage', 'Banner', 'DevPick'] as const;

/** The document's card, and enough others for two pages. */
export function plantCards(state: BrazeState): void {
  const now = state.world.now();
  for (let index = 0; index <= MADE; index++) {
    const createdAt = now - (index + 2) * DAY;
    const card: CardFacts = {
      id: index === 0 ? DEMO_ID : madeId('f', index),
      name: index === 0 ? 'Sale Card 2015' : `Card ${String(index).padStart(3, '0')}`,
      archived: index % 30 === 29,
      tags: ['demo'],
      createdAt,
      updatedAt: createdAt + DAY,
      type: TYPES[index % TYPES.length] as CardFacts['type'],
      title: index === 0 ? 'News Flash!' : `Offer ${index}`,
      description: 'Today get 20% off!',
      publishAt: createdAt + DAY,
      endAt: createdAt + 60 * DAY,
      imageUrl: 'https://images.example.com/foo.png',
      extras: { kvp: 'value' },
    };
    state.cards.set(card.id, card);
  }
}
