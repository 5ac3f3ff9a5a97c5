import type { JsonObject } from './json';

/** One of the files into which a table is divided; it must be read before the next one. */
export interface FilePart {
  /** `report-1.csv` */
  readonly name: string;
  /** 1 for the first one. */
  readonly number: number;
  /** Rows so far; all of its rows once it was read. */
  readonly rows: number;
  /** Can be read once. */
  bytes(): AsyncIterable<Uint8Array>;
}

export interface ObjectOutput {
  readonly kind: 'object';
  readonly json: JsonObject;
}

/** The rows of a list by their place in it, from 0. */
export interface Windows<T> {
  /** Maximum rows in one request. */
  readonly most: number;
  /** So many rows from a place on, which must be a multiple of their number; fewer at the end. Undefined if the vendor does not keep to that number. */
  read(from: number, count: number): Promise<readonly T[] | undefined>;
}

/** Rows and bytes are read lazily; each call of `rows` or `bytes` starts at the beginning. */
export type Output =
  | ObjectOutput
  | {
      readonly kind: 'rows';
      rows(): AsyncIterable<readonly JsonObject[]>;
      /** Absent if the list can only be read from its beginning, or only a part of it is wanted. */
      readonly windows?: Windows<JsonObject> | undefined;
    }
  | {
      readonly kind: 'file';
      readonly about: JsonObject;
      readonly name: string;
      readonly mimeType: string;
      rows(): AsyncIterable<readonly JsonObject[]>;
      /** The whole file: for a table in parts one header, then all rows; an archive unchanged. */
      bytes(): AsyncIterable<Uint8Array>;
      /** The table as several files of so many rows, each with the header; absent for an archive. */
      files?(most: number): AsyncIterable<FilePart>;
    };
