import type { Fault } from './faultKinds';
import { throttleHeaders } from './throttle';
import type { VendorServer } from './world';

/** What a refusal says where the vendor has no words of its own. */
const USUAL = { error_message: 'Too many requests' };

/** The refusals for too many requests as the answer that they are, in the words of this vendor; other faults as they were. */
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

/** So that one of the same name is replaced, whatever its case. */
function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text]));
}
