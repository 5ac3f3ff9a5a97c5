import type { Upload } from '../../engine';

/**
 * An upload in the form of a `Blob`: n8n's HTTP client (axios) sends a Blob as a stream with its exact length, and reopens it for each attempt. A Node
 * stream could only be sent once, so n8n could not repeat the request after renewing an expired token.
 */
export class UploadBody {
  readonly size: number;
  readonly type: string;
  /** What went wrong while the content was read; the client would report it as a broken connection. */
  failure: { readonly error: unknown } | undefined;

  constructor(private readonly upload: Upload) {
    this.size = upload.length;
    this.type = upload.contentType;
  }

  get [Symbol.toStringTag](): string {
    return 'Blob';
  }

  async *stream(): AsyncGenerator<Uint8Array> {
    const encoder = new TextEncoder();
    try {
      for await (const piece of this.upload.open()) yield typeof piece === 'string' ? encoder.encode(piece) : piece;
    } catch (error) {
      throw this.noted(error);
    }
  }

  private noted(error: unknown): unknown {
    this.failure = { error };
    return error;
  }
}
