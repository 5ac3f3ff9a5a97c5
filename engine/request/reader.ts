import { errorOf, type RequestContext } from './context';
import { linkedPage } from './linkedPage';
import type { Reader } from './pages';

/** How the pages of a call's list are followed, and how its failures are reported. */
export const readerOf = (context: RequestContext, items: readonly number[] = []): Pick<Reader, 'fail' | 'follow'> => ({
  fail: (failure) => errorOf(context, failure, items),
  follow: (request, target) => linkedPage(request, target, context.baseUrl, context.vendor.label, context.ports.addresses),
});
