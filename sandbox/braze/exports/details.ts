import type { FastifyInstance } from 'fastify';
import { find, type CampaignFacts, type ExportAccount } from './account';
import { messagesOf } from './campaignMessages';
import { channelInDetails, hasType } from './channels';
import { iso } from './iso';
import { flag, type Query } from './query';

/** The endpoints "... Details Endpoint" of the document's section "Export". */
export function detailRoutes(app: FastifyInstance, account: ExportAccount): void {
  app.get<{ Querystring: Query }>('/segments/details', async ({ query }) => {
    const { createdAt, updatedAt, name, description, text, tags, teams } = find(account.segments, query.segment_id, 'segment');
    const today = account.settings.appboy === 0;
    return {
      message: 'success',
      created_at: iso(createdAt),
      updated_at: iso(updatedAt),
      name,
      description,
      ...(today && { text_description: text }),
      tags,
      ...(today && { teams }),
    };
  });

  app.get<{ Querystring: Query }>('/campaigns/details', async ({ query }) => {
    const campaign = find(account.campaigns, query.campaign_id, 'campaign');
    const appboy = account.settings.appboy !== 0;
    return {
      message: 'success',
      created_at: iso(campaign.createdAt),
      updated_at: iso(campaign.updatedAt),
      ...(!appboy && stateOf(campaign)),
      name: campaign.name,
      description: campaign.description,
      schedule_type: campaign.scheduleType,
      channels: campaign.messageTypes.filter((type) => hasType(type, appboy)).map((type) => channelInDetails(type, appboy)),
      ...(campaign.firstSent !== undefined && { first_sent: iso(campaign.firstSent) }),
      ...(campaign.lastSent !== undefined && { last_sent: iso(campaign.lastSent) }),
      tags: campaign.tags,
      ...(!appboy && contentOf(campaign, query)),
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

/** Today's state of a campaign. */
function stateOf({ archived, paused, messages }: CampaignFacts) {
  return {
    archived,
    draft: false,
    enabled: !archived && !paused,
    has_post_launch_draft: messages.some(({ draft }) => draft !== undefined),
  };
}

/** Today's content of a campaign. The second flag is known, but no page says what it adds. */
function contentOf(campaign: CampaignFacts, query: Query) {
  const asDraft = flag(query, 'post_launch_draft_version');
  flag(query, 'include_has_translatable_content');
  return { teams: campaign.teams, messages: messagesOf(campaign, asDraft), conversion_behaviors: campaign.conversions };
}
