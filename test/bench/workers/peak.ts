import { peakOf } from '../memory';

/**
 * The most memory that this process has had resident, in bytes. Linux is asked itself: the figure that Node gives there starts
 * with what the parent had when it started this process.
 */
export const peakBytes = (): number => peakOf('self') ?? process.resourceUsage().maxRSS * 1024;
