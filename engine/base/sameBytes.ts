/** The offset basis of FNV-1a, and another basis for a second sum. */
const BASES = [0x811c9dc5, 0x9747b28c] as const;
const PRIMES = [0x01000193, 0x5bd1e995] as const;

/** A running 64-bit sum of texts, to recognize them when they come again. It guards against accidents, not attacks; a digest port would need all at once. */
export class Sum {
  private readonly sums: [number, number] = [BASES[0], BASES[1]];

  /** Adds a text's UTF-16 code units. */
  addText(text: string): void {
    let [one, other] = this.sums;
    for (let i = 0; i < text.length; i++) {
      one = Math.imul(one ^ text.charCodeAt(i), PRIMES[0]);
      other = Math.imul(other ^ text.charCodeAt(i), PRIMES[1]);
      other ^= other >>> 15;
    }
    this.sums[0] = one;
    this.sums[1] = other;
  }

  toString(): string {
    return this.sums.map((sum) => (sum >>> 0).toString(36)).join('.');
  }
}
