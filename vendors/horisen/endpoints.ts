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

/** Whether the answer of a success is empty: no body is described for a change of status and for a deletion. */
export const isEmpty = (body: Json): boolean => body === null || body === '' || (isObject(body) && Object.keys(body).length === 0);

/** Whether it has mere words, and is neither a page nor the beginning of a campaign that broke off. */
const hasWords = (body: Json): boolean => (isObject(body) ? typeof body.message === 'string' : typeof body === 'string' && !/[<{["]/.test(body));

/** Whether it is no campaign; for what may be done twice, mere words are as good as nothing. */
export const saysNothing = (body: Json): boolean => isEmpty(body) || hasWords(body);
