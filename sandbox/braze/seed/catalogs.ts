import type { BrazeState } from '../state';

const CITIES = ['New York', 'Paris', 'Tokyo', 'Lagos'];
const CUISINES = ['American', 'French', 'Japanese', 'Nigerian'];
/** More than two pages of 50. */
const RESTAURANTS = 120;

/** The document's catalog with three pages of items, and an empty one. */
export function plantCatalogs({ catalogs }: BrazeState): void {
  const { items, selections } = catalogs.add({
    name: 'restaurants',
    description: 'My Restaurants',
    fields: [
      { name: 'id', type: 'string' },
      { name: 'Name', type: 'string' },
      { name: 'City', type: 'string' },
      { name: 'Cuisine', type: 'string' },
      { name: 'Rating', type: 'number' },
      { name: 'Loyalty_Program', type: 'boolean' },
      { name: 'Location', type: 'object' },
      { name: 'Top_Dishes', type: 'array' },
      { name: 'Created_At', type: 'time' },
      { name: 'Place', type: 'geo' },
      { name: 'Opened_In', type: 'number' },
    ],
  });
  for (let i = 1; i <= RESTAURANTS; i++) {
    const id = `restaurant${i}`;
    items.set(id, {
      id,
      Name: `Restaurant${i}`,
      City: CITIES[i % CITIES.length],
      Cuisine: CUISINES[i % CUISINES.length],
      Rating: 1 + (i % 5),
      Loyalty_Program: i % 2 === 1,
      Location: { Latitude: 33.6112, Longitude: -117.8711 },
      Top_Dishes: ['Hamburger', 'Deluxe Cheeseburger'],
      Created_At: '2022-11-01T09:03:19.967+00:00',
    });
  }
  selections.set('top_rated', { name: 'top_rated', filters: [{ field: 'Rating', operator: 'greater than', value: 4 }] });
  catalogs.add({
    name: 'offers',
    description: 'Offers of the week',
    fields: [
      { name: 'id', type: 'string' },
      { name: 'title', type: 'string' },
      { name: 'price', type: 'number' },
      { name: 'ends_at', type: 'time' },
      { name: 'is_new', type: 'boolean' },
    ],
  });
}
