import { DEMO_ID } from '../apps';
import type { Segment } from '../catalogue';
import type { BrazeState } from '../state';
import type { User } from '../users/user';
import { BIG, DAY, madeId } from './ids';

const MADE = 228;
const TAGS = ['demo', 'retention', 'winback'];
const isDemo = ({ external_id }: User): boolean => external_id?.startsWith('demo-') === true;

/** The segment of the demo users, the big one, and enough others for three pages. */
export function plantSegments(state: BrazeState): void {
  const now = state.world.now();
  const add = (segment: Segment): void => void state.segments.set(segment.id, segment);
  const facts = (index: number) => {
    const createdAt = now - (index + 2) * DAY;
    return { archived: false, tags: [TAGS[index % TAGS.length] as string], createdAt, updatedAt: createdAt + DAY, tracking: true, text: '', teams: [] };
  };
  add({
    ...facts(0),
    id: DEMO_ID,
    name: 'Demo Users',
    description: 'external user ID matches regex ^demo-',
    text: 'Everybody to try things with',
    teams: ['Demo Team'],
    includes: isDemo,
  });
  add({ ...facts(1), id: BIG, name: 'Everybody, And More', description: 'A crowd of the size that the setting bigSegmentUsers says' });
  for (let index = 0; index < MADE; index++) {
    const rest = index % 12;
    add({
      ...facts(index + 2),
      id: madeId('a', index),
      name: `Segment ${String(index + 1).padStart(3, '0')}`,
      description: `loyalty_points divided by 12 leaves ${rest}`,
      tracking: index % 20 !== 19,
      archived: index % 50 === 49,
      includes: (user) => isDemo(user) && Number(user.custom_attributes.loyalty_points) % 12 === rest,
    });
  }
}
