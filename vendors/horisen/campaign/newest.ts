import { isBlank, type CheckContext, type Request } from '../../../engine';
import { campaignsPath } from '../endpoints';

/** Number of campaigns searched for one that a lost request may have created. */
const LOOKED_AT = 100;

/** HORISEN Campaign API, 3.2 "Get a List of Campaigns": the newest with a name; URL Filtering Guidelines, `eq`. */
export const newestOf = (input: { readonly service_uuid?: string; readonly name?: string }, context: CheckContext): Request => ({
  method: 'GET',
  path: campaignsPath(input, context),
  query: { ...(!isBlank(input.name) && { 'eq(name)': input.name! }), sort: '-created_dt', page_number: 1, page_size: LOOKED_AT },
});
