import { isObject, type CheckContext, type JsonObject, type Reply } from '../../engine';

/**
 * A warning if an answer counts fewer objects as processed than were sent; it does not say which. None after a repeat, because the first try may have
 * processed some.
 */
export const countDoubts = ({ body }: Reply, member: string, sent: number, what: string, context?: CheckContext): readonly string[] => {
  const counted = isObject(body) ? (body as JsonObject)[member] : undefined;
  if (typeof counted !== 'number' || counted >= sent || context?.isRepeat) return [];
  return [`Braze reports that it processed ${counted} of ${sent} ${what}, but not which of them.`];
};
