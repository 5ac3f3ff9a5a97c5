import { readFileSync, writeFileSync } from 'node:fs';

/** What Linux says of the memory of a process; nothing elsewhere. */

type Process = number | 'self';

const bytesOf = (process: Process, name: 'VmRSS' | 'VmHWM'): number | undefined => {
  try {
    const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${process}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
};

/** The most that a process has had resident since {@link restartPeak}, or since it started. */
export const peakOf = (process: Process): number | undefined => bytesOf(process, 'VmHWM');

/** What a process has resident. From now on Linux keeps its peak anew. */
export const restartPeak = (process: Process): number | undefined => {
  try {
    writeFileSync(`/proc/${process}/clear_refs`, '5');
    return bytesOf(process, 'VmRSS');
  } catch {
    return undefined;
  }
};
