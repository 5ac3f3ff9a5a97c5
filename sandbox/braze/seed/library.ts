import type { BrazeState } from '../state';
import { DAY, madeId } from './ids';

const BLOCKS = [
  { name: 'footer_spring', content: '<p>Unsubscribe at any time.</p>', description: 'Footer of the spring emails', state: 'active' },
  { name: 'teaser_draft', content: 'Soon in the shop', description: '', state: 'draft' },
  { name: 'greeting', content: "Hello {{${first_name} | default: 'there'}}", description: '', state: 'active' },
] as const;
const TEMPLATES = ['Weekly newsletter', 'Welcome', 'Order receipt'];

/** Content blocks, email templates and the tags that the dashboard knows. */
export function plantLibrary({ library, world }: BrazeState): void {
  const now = world.now();
  for (const tag of ['demo', 'onboarding', 'sale', 'retention', 'winback']) library.tags.add(tag);
  for (const [index, block] of BLOCKS.entries()) {
    const createdAt = now - (30 - index) * DAY;
    const id = madeId('b', index + 1);
    library.blocks.set(id, { ...block, id, tags: ['demo'], createdAt, editedAt: createdAt + DAY });
  }
  for (const [index, name] of TEMPLATES.entries()) {
    const createdAt = now - (20 - index) * DAY;
    const id = madeId('e', index + 1);
    library.templates.set(id, {
      ...{ id, name, subject: name, body: '<p>Hello {{${first_name}}}</p>{{content_blocks.${footer_spring}}}', plaintext: 'Hello {{${first_name}}}' },
      ...{ preheader: '', tags: ['demo'], inlineCss: true, createdAt, editedAt: createdAt + DAY },
    });
  }
}
