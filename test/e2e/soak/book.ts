/** What a host says of a person, after one try to send to them. */
export type Said =
  /** Accepted by the vendor. */
  | 'sent'
  /** Not sent, as it was before under the same send-once key. */
  | 'skipped'
  /** It may have been. */
  | 'unknown'
  /** It was not: refused, or not tried. */
  | 'failed'
  /** The host was ended before it could say anything of the whole try. */
  | 'cut off';

/** A send to people whom no other send has. */
export interface Send {
  readonly id: string;
  readonly people: readonly string[];
  /** With one, it is tried again until the host says what became of it. */
  readonly sendOnceKey?: string;
}

/** After these a person may have been sent to. */
const MAY_BE: readonly Said[] = ['sent', 'skipped', 'unknown', 'cut off'];
const MUST_BE: readonly Said[] = ['sent', 'skipped'];

/** The hosts' book: whom they were to send to, and what they say of it. */
export class Book {
  private readonly said = new Map<string, Said[]>();

  open({ people }: Send): void {
    for (const person of people) this.said.set(person, []);
  }

  note(person: string, said: Said): void {
    this.said.get(person)!.push(said);
  }

  cutOff({ people }: Send): void {
    for (const person of people) this.note(person, 'cut off');
  }

  /** How many people there are, by what was said of them last. */
  counts(): Readonly<Partial<Record<Said, number>>> {
    const counts: Partial<Record<Said, number>> = {};
    for (const said of this.said.values()) {
      const last = said.at(-1);
      if (last !== undefined) counts[last] = (counts[last] ?? 0) + 1;
    }
    return counts;
  }

  /**
   * Where this book and the vendors' do not agree; none: they do.
   * @param accepted how often each person was accepted by the vendors
   */
  against(accepted: ReadonlyMap<string, number>): readonly string[] {
    const wrong: string[] = [];
    for (const [person, said] of this.said) {
      const count = accepted.get(person) ?? 0;
      const words = said.join(', then ');
      if (said.length === 0) wrong.push(`${person}: nothing is said of this person, who was accepted ${count} times`);
      if (count > 1) wrong.push(`${person}: accepted ${count} times; said: ${words}`);
      if (count === 0 && said.some((each) => MUST_BE.includes(each))) wrong.push(`${person}: never accepted; said: ${words}`);
      if (count > 0 && !said.some((each) => MAY_BE.includes(each))) wrong.push(`${person}: accepted; said: ${words}`);
    }
    for (const person of accepted.keys()) if (!this.said.has(person)) wrong.push(`${person}: accepted, although nobody was to send to this person`);
    return wrong;
  }
}
