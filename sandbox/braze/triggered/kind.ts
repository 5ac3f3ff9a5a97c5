import type { Campaign, Canvas, Template } from '../catalogue';
import { isFilled } from '../checks';
import type { Body } from '../endpoint';
import type { Batch } from '../outbox/batch';
import { refuse, type Refusal } from '../refusals';
import type { BrazeState } from '../state';

/** A campaign or a Canvas that API-triggered delivery can send. */
export interface Target {
  readonly called: 'campaign' | 'Canvas';
  readonly thing: Pick<Campaign | Canvas, 'id' | 'archived' | 'paused' | 'segmentId'>;
  /** As batches in the outbox know it. */
  readonly of: Pick<Batch, 'campaign' | 'canvas'>;
  /** What those who are triggered get at once. */
  readonly messages: readonly Template[];
}

/** In what the endpoints of campaigns and of Canvases differ. */
export interface Kind {
  /** The start of their paths. */
  readonly path: '/campaigns' | '/canvas';
  /** Members for personalized values, the current name first; of the others only one that is given alone counts. */
  readonly values: readonly string[];
  /** The most bytes of such a member. */
  readonly mostBytes?: number;
  /** The refusal of what cannot be triggered. */
  readonly refusal: () => Refusal;
  /** Finds what a request is about, or refuses it. */
  find(state: BrazeState, body: Body): Target;
}

/** "the campaign_id indicates the API ID of the campaign to be triggered. This field is required for all trigger endpoint requests". */
export const campaigns: Kind = {
  path: '/campaigns',
  values: ['trigger_properties'],
  refusal: refuse.campaign,
  find(state, { campaign_id: id }) {
    const campaign = isFilled(id) ? state.campaigns.get(id) : undefined;
    if (!campaign?.template) throw refuse.campaign();
    return { called: 'campaign', thing: campaign, of: { campaign }, messages: [campaign.template] };
  },
};

/** "Send Canvas messages using API-triggered delivery": the messages of the first steps; what later steps send is not played. */
export const canvases: Kind = {
  path: '/canvas',
  // "canvas_entry_properties" is the earlier name of "context".
  values: ['context', 'canvas_entry_properties'],
  // "The context object has a maximum size limit of 50 KB".
  mostBytes: 50 * 1024,
  refusal: refuse.canvas,
  find(state, { canvas_id: id }) {
    const canvas = isFilled(id) ? state.canvases.get(id) : undefined;
    if (!canvas?.entry) throw refuse.canvas();
    return { called: 'Canvas', thing: canvas, of: { canvas }, messages: canvas.entry };
  },
};
