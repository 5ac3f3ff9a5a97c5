import type { FastifyInstance } from 'fastify';
import { find, type ExportAccount } from './account';
import type { Query } from './query';

/** The endpoints "... Details Endpoint" of the document's section "Export"; `archived`, `draft` and `enabled` are today's. */
export function detailRoutes(app: FastifyInstance, account: ExportAccount): void {
  app.get<{ Querystring: Query }>('/segments/details', async ({ query }) => {
    const { createdAt, updatedAt, name, description, tags } = find(account.segments, query.segment_id, 'segment');
    return { message: 'success', created_at: iso(createdAt), updated_at: iso(updatedAt), name, description, tags };
  });

  app.get<{ Querystring: Query }>('/campaigns/details', async ({ query }) => {
    const campaign = find(account.campaigns, query.campaign_id, 'campaign');
    return {
      message: 'success',
      created_at: iso(campaign.createdAt),
      updated_at: iso(campaign.updatedAt),
      archived: campaign.archived,
      draft: false,
      enabled: !campaign.archived && !campaign.paused,
      name: campaign.name,
      description: campaign.description,
      schedule_type: campaign.scheduleType,
      channels: campaign.messageTypes,
      ...(campaign.firstSent !== undefined && { first_sent: iso(campaign.firstSent) }),
      ...(campaign.lastSent !== undefined && { last_sent: iso(campaign.lastSent) }),
      tags: campaign.tags,
    };
  });

  app.get<{ Querystring: Query }>('/feed/details', async ({ query }) => {
    const card = find(account.cards, query.card_id, 'card');
    return {
      message: 'success',
      created_at: iso(card.createdAt),
      updated_at: iso(card.updatedAt),
      name: card.name,
      publish_at: iso(card.publishAt),
      end_at: iso(card.endAt),
      tags: card.tags,
      title: card.title,
      image_url: card.imageUrl,
      extras: card.extras,
      description: card.description,
    };
  });
}

/** As in the document's sample of a card, with a time zone and without milliseconds. */
function iso(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, '+00:00');
}
