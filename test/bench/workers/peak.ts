import { readFileSync } from 'node:fs';

/**
 * The most memory that this process has had resident, in bytes. Linux is asked itself: the figure that Node gives there starts
 * with what the parent had when it started this process.
 */
export const peakBytes = (): number => {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes) return Number(kilobytes) * 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
};
