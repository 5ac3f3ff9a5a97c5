import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from './api';
import { useLive } from './live';

/** Rows that are read at once. */
const CHUNK = 50;

/** A list whose rows are read as they come into view. */
export interface Pages<Row> {
  /** Undefined before the first answer. */
  readonly total: number | undefined;
  rowAt(index: number): Row | undefined;
  /** Says which rows are in view. */
  look(from: number, to: number): void;
  /** The place of a row among those that have been read. */
  indexOf(isIt: (row: Row) => boolean): number;
}

interface State<Row> {
  readonly path: string;
  readonly total: number;
  readonly chunks: ReadonlyMap<number, readonly Row[]>;
}

/**
 * Reads a list in pieces, and again with every change. What was read before stays until its successor has arrived, so that nothing flickers.
 *
 * @param path the list, with its filters
 * @param rowsOf the rows of an answer
 */
export function usePages<Row, Answer extends { readonly total: number }>(path: string, rowsOf: (answer: Answer) => readonly Row[]): Pages<Row> {
  const { version, say } = useLive();
  const [state, setState] = useState<State<Row>>();
  const [range, setRange] = useState<readonly [first: number, last: number]>([0, 0]);
  const asked = useRef({ key: '', chunks: new Set<number>() });

  useEffect(() => {
    const key = `${version} ${path}`;
    if (asked.current.key !== key) asked.current = { key, chunks: new Set() };
    const { chunks } = asked.current;
    for (let chunk = range[0]; chunk <= range[1]; chunk++) {
      if (chunks.has(chunk)) continue;
      chunks.add(chunk);
      call<Answer>('GET', `${path}${path.includes('?') ? '&' : '?'}offset=${chunk * CHUNK}&limit=${CHUNK}`).then(
        (answer) => {
          if (asked.current.key !== key) return;
          setState((before) => {
            const kept = before?.path === path ? before.chunks : [];
            return { path, total: answer.total, chunks: new Map([...kept, [chunk, rowsOf(answer)]]) };
          });
        },
        (error: Error) => {
          chunks.delete(chunk);
          say(error.message);
        },
      );
    }
  }, [path, version, range[0], range[1]]);

  return {
    total: state?.total,
    rowAt: (index) => state?.chunks.get(Math.floor(index / CHUNK))?.[index % CHUNK],
    look: (from, to) => {
      const [first, last] = [Math.floor(Math.max(0, from) / CHUNK), Math.floor(Math.max(0, to) / CHUNK)];
      if (first !== range[0] || last !== range[1]) setRange([first, last]);
    },
    indexOf: (isIt) => {
      for (const [chunk, rows] of state?.chunks ?? []) {
        const index = rows.findIndex(isIt);
        if (index >= 0) return chunk * CHUNK + index;
      }
      return -1;
    },
  };
}
