import type { JsonObject } from './json';

export interface ObjectOutput {
  readonly kind: 'object';
  readonly json: JsonObject;
}

/** Rows and bytes are read by whoever asks for them; each call of `rows` or `bytes` starts from the beginning. */
export type Output =
  | ObjectOutput
  | { readonly kind: 'rows'; rows(): AsyncIterable<readonly JsonObject[]> }
  | {
      readonly kind: 'file';
      readonly about: JsonObject;
      readonly name: string;
      readonly mimeType: string;
      rows(): AsyncIterable<readonly JsonObject[]>;
      /** The whole file: of a table in parts one header, then the rows; an archive as it is. */
      bytes(): AsyncIterable<Uint8Array>;
    };
