import { isObject, segment, type CheckContext, type Json } from '../../engine';
import { serviceOf } from './fields';

interface Of {
  readonly service_uuid?: string;
}

type Context = Pick<CheckContext, 'credential'>;

/** HORISEN Campaign API, 2 "Methods Overview": all campaigns of a service. */
export const campaignsPath = (input: Of, context: Context): string => `/services/${segment(serviceOf(input, context))}/campaigns`;

/** HORISEN Campaign API, 2 "Methods Overview": one campaign of a service. */
export const campaignPath = (input: Of & { readonly campaign_uuid: string }, context: Context): string =>
  `${campaignsPath(input, context)}/${segment(input.campaign_uuid)}`;

/** Whether a success is empty: no body is documented for a status change and a deletion. */
export const isEmpty = (body: Json): boolean => body === null || body === '' || (isObject(body) && Object.keys(body).length === 0);

/** Whether it is a plain message, rather than an HTML page or a truncated campaign. */
const hasWords = (body: Json): boolean => (isObject(body) ? typeof body.message === 'string' : typeof body === 'string' && !/[<{["]/.test(body));

/** Whether it is not a campaign; for repeatable operations, a plain message counts as empty. */
export const saysNothing = (body: Json): boolean => isEmpty(body) || hasWords(body);
