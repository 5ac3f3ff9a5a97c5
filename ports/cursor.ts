import { joined } from '../engine/base/bytes';

/** Bytes passed on at a time. */
const PIECE = 64 * 1024;

/** Streamed bytes with lookahead. */
export class Cursor {
  private held: Uint8Array = new Uint8Array(0);
  private readonly source: AsyncIterator<Uint8Array>;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.source = bytes[Symbol.asyncIterator]();
  }

  /** Up to `count` bytes, fewer only at the end; they are not consumed. */
  async peek(count: number): Promise<Uint8Array> {
    const chunks = [this.held];
    let length = this.held.length;
    while (length < count) {
      const { done, value } = await this.source.next();
      if (done) break;
      chunks.push(value);
      length += value.length;
    }
    this.held = joined(chunks);
    return this.held.subarray(0, count);
  }

  /** The next available bytes; none at the end. They are not consumed. */
  async next(): Promise<Uint8Array> {
    while (this.held.length === 0) {
      const { done, value } = await this.source.next();
      if (done) break;
      this.held = value;
    }
    return this.held.subarray(0, PIECE);
  }

  skip(count: number): void {
    this.held = this.held.subarray(count);
  }

  async close(): Promise<void> {
    await this.source.return?.();
  }
}

/** A view for reading little-endian numbers. */
export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
export const long = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));
