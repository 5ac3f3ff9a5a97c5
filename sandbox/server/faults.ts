import { isRecord } from './body';
import { count, readFault, type Fault } from './faultKinds';
import { Throttle } from './throttle';

export interface FaultRule {
  id: number;
  vendor?: string;
  match: { method?: string; path?: string };
  /** How many more requests it affects; null: all. */
  times: number | null;
  /** How many matching requests are skipped first. */
  skip: number;
  hits: number;
  /** When it last struck. */
  lastAt?: number;
  fault: Fault;
}

/** The active faults. */
export class FaultBoard {
  private rules: FaultRule[] = [];
  private throttles = new WeakMap<FaultRule, Throttle>();
  private nextId = 1;

  /** Adds a rule from a control request. Throws an Error that says what is wrong with it. */
  add(input: unknown): FaultRule {
    if (!isRecord(input)) throw new Error('Expected an object with a "fault"');
    const match = isRecord(input.match) ? input.match : {};
    const fault = readFault(input.fault);
    // A rate limit that only rejects one request would not be a limit.
    const { times = fault.kind === 'throttle' ? null : 1, skip = 0 } = input;
    const rule: FaultRule = {
      id: this.nextId++,
      match: {
        ...(typeof match.method === 'string' && { method: match.method.toUpperCase() }),
        ...(typeof match.path === 'string' && { path: match.path }),
      },
      times: times === null ? null : count(times, 'times'),
      skip: count(skip, 'skip'),
      hits: 0,
      fault,
    };
    if (typeof input.vendor === 'string') rule.vendor = input.vendor;
    pathTest(rule.match.path);
    if (fault.kind === 'throttle') this.throttles.set(rule, new Throttle(fault.calls, fault.perMs));
    this.rules.push(rule);
    return rule;
  }

  list(): FaultRule[] {
    return this.rules;
  }

  remove(id: number): boolean {
    const before = this.rules.length;
    this.rules = this.rules.filter((rule) => rule.id !== id);
    return this.rules.length < before;
  }

  clear(): void {
    this.rules = [];
  }

  /** The fault for this request, if any: the oldest matching rule with hits left. A throttle below its limit does not strike. */
  take(vendor: string, method: string, path: string, now: number): Fault | undefined {
    for (const rule of this.rules) {
      if (rule.times === 0) continue;
      if (rule.vendor && rule.vendor !== vendor) continue;
      if (rule.match.method && rule.match.method !== method) continue;
      if (!pathTest(rule.match.path)(path)) continue;
      if (rule.skip > 0) {
        rule.skip--;
        continue;
      }
      const throttle = this.throttles.get(rule);
      if (throttle?.admits(now)) continue;
      rule.hits++;
      rule.lastAt = now;
      if (rule.times !== null) rule.times--;
      return throttle && rule.fault.kind === 'throttle' ? { ...rule.fault, until: throttle.until } : rule.fault;
    }
    return undefined;
  }
}

/** `/.../` is a regular expression, anything else a part of the path. */
function pathTest(path: string | undefined): (url: string) => boolean {
  if (path === undefined) return () => true;
  const expression = /^\/(.+)\/([i]?)$/.exec(path);
  if (!expression) return (url) => url.includes(path);
  const test = new RegExp(expression[1] as string, expression[2]);
  return (url) => test.test(url);
}
