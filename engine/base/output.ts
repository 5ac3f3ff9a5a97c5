import type { JsonObject } from './json';

export interface ObjectOutput {
  readonly kind: 'object';
  readonly json: JsonObject;
}

/** Rows and bytes are read lazily; each call of `rows` or `bytes` starts at the beginning. */
export type Output =
  | ObjectOutput
  | { readonly kind: 'rows'; rows(): AsyncIterable<readonly JsonObject[]> }
  | {
      readonly kind: 'file';
      readonly about: JsonObject;
      readonly name: string;
      readonly mimeType: string;
      rows(): AsyncIterable<readonly JsonObject[]>;
      /** The whole file: for a table in parts one header, then all rows; an archive unchanged. */
      bytes(): AsyncIterable<Uint8Array>;
    };
