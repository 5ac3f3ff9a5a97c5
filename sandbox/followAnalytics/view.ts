import { epoch, type Campaign, type FollowState } from './state';

/** The lifetime for the campaign's first channel unless the body overrides it ("Body parameters"). */
const TTL = { push: 7 * 86_400, inapp: 30 * 86_400 } as const;
/** "Ongoing": the value of the parameter `status`, capitalized. */
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A campaign as the list shows it ("List all campaigns", "Response"), with the members in that order. */
export function campaignView(campaign: Campaign, state: FollowState): object {
  const { body, includesInapp, includesPush, launchedAt, counts } = campaign;
  const [start, end] = [state.startOf(campaign), state.endOf(campaign)];
  const seconds = (ms: number | undefined): number | null => (ms === undefined ? null : epoch(ms));
  const params = { ...campaign.params, ...(includesInapp && { buttons: [] }) };
  const reach = reachOf(campaign);
  return {
    identifier: campaign.id,
    name: campaign.name,
    status: capital(state.phase(campaign)),
    type: campaign.type,
    includes_inapp: includesInapp,
    includes_push: includesPush,
    adapt_tz: body.adapt_tz === true,
    variant_strategy: null,
    labels: campaign.labels,
    smart_delivery: false,
    app_id: campaign.appId,
    launched_at: seconds(launchedAt),
    start_date: seconds(start),
    end_date: seconds(end),
    ...(includesPush && { push_ttl: body.push_ttl ?? TTL.push }),
    ...(includesInapp && { inapp_ttl: body.inapp_ttl ?? TTL.inapp }),
    updated_at: epoch(campaign.updatedAt),
    created_at: epoch(campaign.createdAt),
    snapshot_at: launchedAt === undefined ? null : epoch(state.world.now()),
    variants: [
      {
        id: campaign.id.replace('FACMPGN_', 'PGVAR_'),
        name: 'Variant A',
        language: 'fr',
        is_default: true,
        params,
        custom_json: null,
      },
    ],
    params,
    skip_message_limit: body.skip_message_limit === true,
    reach: { count: reach, optin: includesPush ? reach : 0, total: reach, token: null },
    // The document shows only those of an in-app campaign.
    stats: { viewed: includesInapp ? counts.displayed : counts.opened, ...(includesInapp && { total_inapp_viewed: counts.displayed }) },
  };
}

/** Nobody was reached before the launch; the number itself is demo data. */
function reachOf({ launchedAt, counts }: Campaign): number {
  return launchedAt === undefined ? 0 : Math.max(counts.sent, counts.displayed);
}
