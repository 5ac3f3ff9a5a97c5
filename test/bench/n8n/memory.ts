import { readFileSync, writeFileSync } from 'node:fs';

const bytes = (name: string): number => {
  const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
};

/** What this process has resident; from now on Linux keeps its peak anew. Nothing where it does not say so. */
export const restartPeak = (): number | undefined => {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
    return bytes('VmRSS');
  } catch {
    return undefined;
  }
};

/** The most that this process has had resident since then. */
export const peakSince = (): number => bytes('VmHWM');
