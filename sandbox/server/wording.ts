import type { Fault } from './faultKinds';
import { throttleHeaders } from './throttle';
import type { VendorServer } from './world';

/** The usual refusal, for vendors without their own. */
const USUAL = { error_message: 'Too many requests' };

/** Turns faults for too many requests into the answer in this vendor's words; other faults are unchanged. */
export function inVendorWords(server: VendorServer | undefined, fault: Fault): Fault {
  if (fault.kind === 'throttle') return { kind: 'status', status: 429, body: server?.tooMany?.(1).body ?? USUAL, headers: throttleHeaders(fault) };
  if (fault.kind !== 'rateLimit') return fault;
  const wait = fault.retryAfterSeconds ?? 1;
  const { headers, body } = server?.tooMany?.(wait) ?? { headers: usualHeaders(wait), body: USUAL };
  return { kind: 'status', status: 429, body, headers: { ...(fault.withHeaders !== false && headers), ...lowerCase(fault.headers ?? {}) } };
}

function usualHeaders(wait: number): Record<string, string> {
  return { 'retry-after': String(wait), 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(wait) };
}

/** So that headers of the same name are replaced regardless of case. */
function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text]));
}
