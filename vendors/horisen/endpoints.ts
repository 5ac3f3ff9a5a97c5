import { isObject, type CheckContext, type Json } from '../../engine';
import { serviceOf } from './fields';

interface Of {
  readonly service_uuid?: string;
}

type Context = Pick<CheckContext, 'credential'>;

/** HORISEN Campaign API, 2 "Methods Overview": all campaigns of a service. */
export const campaignsPath = (input: Of, context: Context): string => `/services/${encodeURIComponent(serviceOf(input, context))}/campaigns`;

/** HORISEN Campaign API, 2 "Methods Overview": one campaign of a service. */
export const campaignPath = (input: Of & { readonly campaign_uuid: string }, context: Context): string =>
  `${campaignsPath(input, context)}/${encodeURIComponent(input.campaign_uuid.trim())}`;

/** Whether the answer of a success is no campaign: no body is described for a change of status and for a deletion, so nothing and mere words are as good as one. */
export const saysNothing = (body: Json): boolean =>
  isObject(body) ? Object.keys(body).length === 0 || typeof body.message === 'string' : body === null || (typeof body === 'string' && !body.includes('<'));
