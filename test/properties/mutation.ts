import fc from 'fast-check';

/** One change of some bytes; `at` is a share of their length, so that it fits whatever they are. */
type Change =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'insert'; readonly at: number; readonly byte: number }
  | { readonly kind: 'delete'; readonly at: number; readonly count: number }
  | { readonly kind: 'double'; readonly at: number; readonly count: number }
  | { readonly kind: 'cut'; readonly at: number };

const at = fc.double({ min: 0, max: 1, noNaN: true });
const count = fc.integer({ min: 1, max: 12 });
/** What has a meaning in one of the forms comes more often than chance would bring it. */
const byte = fc.oneof(fc.constantFrom(...Buffer.from(',"\r\n\0{}[];\uFEFF')), fc.integer({ min: 0, max: 255 }));

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at, bit: fc.integer({ min: 0, max: 7 }) }),
  fc.record({ kind: fc.constant('insert' as const), at, byte }),
  fc.record({ kind: fc.constant('delete' as const), at, count }),
  fc.record({ kind: fc.constant('double' as const), at, count }),
  fc.record({ kind: fc.constant('cut' as const), at }),
);

/** What happened to some bytes on their way; nothing, now and then. */
export const changes: fc.Arbitrary<readonly Change[]> = fc.oneof(
  { weight: 1, arbitrary: fc.constant([]) },
  { weight: 3, arbitrary: fc.array(change, { maxLength: 3 }) },
);

export const changed = (bytes: Uint8Array, all: readonly Change[]): Uint8Array =>
  all.reduce<Uint8Array>((now, each) => {
    const place = Math.min(Math.floor(each.at * now.length), Math.max(now.length - 1, 0));
    const [before, after] = [now.subarray(0, place), now.subarray(place)];
    switch (each.kind) {
      case 'flip': {
        const copy = now.slice();
        if (copy.length > 0) copy[place]! ^= 1 << each.bit;
        return copy;
      }
      case 'insert':
        return Buffer.concat([before, Uint8Array.of(each.byte), after]);
      case 'delete':
        return Buffer.concat([before, after.subarray(each.count)]);
      case 'double':
        return Buffer.concat([before, after.subarray(0, each.count), after]);
      case 'cut':
        return before;
    }
  }, bytes);

/** Bytes as a connection brings them. */
export async function* arriving(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.slice(from, from + size);
}

export const sizes = fc.constantFrom(1, 2, 3, 7, 64, 1_000_000);
