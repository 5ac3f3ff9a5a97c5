import type { Campaign } from '../catalogue';
import type { MessageFacts } from '../exports/account';
import { CONTROL_GROUP } from './ids';

const DAY_S = 86_400;

/** What a campaign of the demo account is made of; the rest follows. */
type Made = Pick<Campaign, 'id' | 'name' | 'isApi' | 'messageTypes' | 'variations' | 'variants' | 'template'>;

/** A message of each type, or of each variation and the control group. API campaigns have texts only where they can be triggered. */
export function messagesFor({ id, name, isApi, messageTypes, variations, variants, template }: Made): MessageFacts[] {
  const names = variations.length > 0 ? [...variations, CONTROL_GROUP] : ['Variant 1'];
  const known = new Map([...variants].map(([variant, type]) => [type as string, variant]).reverse() as [string, string][]);
  return messageTypes.flatMap((type, place) =>
    names.map((variation, index): MessageFacts => {
      const isControl = variations.length > 0 && variation === CONTROL_GROUP;
      const texts = template?.type === type ? template : isApi ? { title: '', body: '' } : { title: `${name}: ${variation}`, body: 'Hello {{${first_name}}}!' };
      return {
        id: known.get(type) ?? messageId(id, place * names.length + index),
        type,
        name: variation,
        title: isControl ? '' : texts.title,
        body: isControl ? '' : texts.body,
        ...(isControl && { isControl }),
        ...(variations.length > 0 && index === 0 && { draft: { title: `${name}: ${variation}`, body: 'Hello {{${first_name}}}, here is more!' } }),
      };
    }),
  );
}

/** Unlike the campaign's own, and the same at every start. */
const messageId = (campaignId: string, index: number): string => campaignId.replace(/-4\w{3}-/, `-4${(index + 1).toString(16).padStart(3, '0')}-`);

/** What counts as a conversion: a purchase, and something that suits the channel. */
export function conversionsFor({ messageTypes }: Pick<Made, 'messageTypes'>): Campaign['conversions'] {
  const second = messageTypes.includes('email') ? { type: 'Opens Email', window: DAY_S } : { type: 'Starts Session', window: 3 * DAY_S, app_ids: null };
  return [{ type: 'Makes Any Purchase', window: 3 * DAY_S }, second];
}
