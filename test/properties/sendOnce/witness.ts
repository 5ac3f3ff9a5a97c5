import { OK, type Fault } from './faults';
import type { Asked, Raw, World } from './wire';

/** What an answer came to: bytes, or none. */
export type Met = { readonly reply: Raw } | { readonly cut: 'refused' | 'before' | 'after' };

/** How often something was done for each person. */
export class Counts {
  private readonly counts = new Map<string, number>();

  add(people: readonly string[]): void {
    for (const person of people) this.counts.set(person, this.of(person) + 1);
  }

  of(person: string): number {
    return this.counts.get(person) ?? 0;
  }

  get total(): number {
    return [...this.counts.values()].reduce((all, count) => all + count, 0);
  }
}

/** What one run has come to at the vendor. */
export class Tally {
  readonly accepted = new Counts();
  readonly notSent = new Counts();
  /** Requests of which the caller cannot know what became. */
  readonly open = new Counts();
}

const HTML = '<html><body><h1>Bad Gateway</h1></body></html>';

/**
 * The vendor as a witness: it reads by itself for whom each request is, does or does not do it as the script of faults says, and counts.
 * Anything that an answer means by the vendor's document, it has done.
 */
export class Witness {
  /** Over all runs. */
  readonly all = new Tally();
  /** Of the run that is under way. */
  run = new Tally();
  private sends = 0;
  private reads = 0;

  constructor(
    private readonly world: World,
    private readonly script: readonly Fault[],
    private readonly readScript: readonly Fault[],
  ) {}

  startRun(): void {
    this.run = new Tally();
  }

  isSend(method: string, path: string): boolean {
    return this.world.sends(method, path);
  }

  /** What the next request of a kind meets. */
  next(isSend: boolean): Fault {
    return (isSend ? this.script[this.sends++] : this.readScript[this.reads++]) ?? OK;
  }

  /** A request that was cut short on this side, so that no answer was read. */
  left(people: readonly string[]): void {
    for (const tally of [this.all, this.run]) tally.open.add(people);
  }

  peopleOf(asked: Asked): readonly string[] {
    return this.isSend(asked.method, asked.path) ? this.world.people(asked) : [];
  }

  /** Answers a request that has arrived as a whole. */
  meet(asked: Asked, fault: Fault): Met {
    if (!this.isSend(asked.method, asked.path)) return this.look(asked, fault);
    const people = this.world.people(asked);
    const refused = this.world.refuses?.(people);
    switch (fault.kind) {
      case 'ok':
        if (refused) return { reply: refused };
        this.accept(asked, people);
        return { reply: this.world.good(asked, people, fault.which) };
      case 'said': {
        if (refused) return { reply: refused };
        const said = this.world.said(asked, people, fault.which);
        if (said.accepted.length > 0) this.accept(asked, said.accepted);
        for (const tally of [this.all, this.run]) tally.notSent.add(said.notSent ?? []);
        return { reply: said };
      }
      case 'status': {
        const isRefusal = fault.status >= 400 && fault.status < 500 && fault.status !== 408;
        if (!isRefusal) this.openEnd(asked, people, fault.processed && !refused);
        return { reply: this.status(fault) };
      }
      case 'odd': {
        const body = fault.status === 204 ? '' : fault.body;
        const means = this.world.means?.(fault.status, body);
        // What reads as an acceptance is one, of a thing that can be done or was done before.
        if (means === 'accepted') {
          if (!refused) this.accept(asked, people);
        } else if (means === undefined) this.openEnd(asked, people, fault.processed && !refused);
        return { reply: { status: fault.status, body } };
      }
      case 'refused':
        return { cut: 'refused' };
      case 'cut':
        this.openEnd(asked, people, fault.processed && !refused);
        return { cut: 'after' };
    }
  }

  private look(asked: Asked, fault: Fault): Met {
    if (fault.kind === 'status') return { reply: this.status(fault) };
    if (fault.kind === 'odd') return { reply: { status: fault.status, body: fault.body } };
    if (fault.kind === 'refused' || fault.kind === 'cut') return { cut: fault.kind === 'cut' ? 'after' : 'refused' };
    return { reply: this.world.read?.(asked) ?? { status: 404, body: '' } };
  }

  private status({ status, retryAfter, html }: Extract<Fault, { kind: 'status' }>): Raw {
    const headers = {
      ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
      ...(status >= 300 && status < 400 && { location: 'http://127.0.0.1:9/elsewhere' }),
    };
    return { status, headers, body: html ? HTML : '' };
  }

  private accept(asked: Asked, people: readonly string[]): void {
    const accepted = this.world.process(asked, people);
    for (const tally of [this.all, this.run]) tally.accepted.add(accepted);
  }

  private openEnd(asked: Asked, people: readonly string[], processed: boolean): void {
    if (processed) this.accept(asked, people);
    for (const tally of [this.all, this.run]) tally.open.add(people);
  }
}
