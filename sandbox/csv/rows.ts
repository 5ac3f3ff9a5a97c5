/** One person of a batch: values in the order of the source's variables. */
export interface Row {
  readonly user: string;
  readonly values: readonly string[];
}

/** The people of a batch, wherever they are stored. Rows come in blocks because one await per row would be slow. */
export interface RowSource {
  readonly variables: readonly string[];
  readonly count: number;
  readonly bytes?: number;
  blocks(from: number, to: number): AsyncGenerator<Row[]>;
  dispose(): Promise<void>;
}

/** Rows from JSON: few, kept in memory. */
export function rowsInMemory(variables: readonly string[], rows: readonly Row[]): RowSource {
  return {
    variables,
    count: rows.length,
    async *blocks(from, to) {
      yield rows.slice(from, to);
    },
    async dispose() {},
  };
}

const FIRST = ['Pierre', 'Thomas', 'Aïcha', 'Léa', 'Noah', 'Jeanne', 'Malik', 'Chloé', 'Hugo', 'Inès', 'Paul', 'Zoé'];
const LAST = ['DUPONT', 'MARTIN', 'BERNARD', 'PETIT', 'LEROY', 'MOREAU', 'NGUYEN', 'FAURE', 'ROUX', 'GARCIA', 'DIALLO'];
const BLOCK = 500;

/** Rows that are generated as they are read: a report of millions without an upload. */
export function rowsFromNothing(variables: readonly string[], count: number, prefix = 'user_'): RowSource {
  const valueOf = (variable: string, index: number): string => {
    const name = variable.toLowerCase();
    if (name === 'firstname') return FIRST[index % FIRST.length] as string;
    if (name === 'lastname') return LAST[index % LAST.length] as string;
    return String(100_000 + index);
  };
  return {
    variables,
    count,
    async *blocks(from, to) {
      const last = Math.min(to, count);
      for (let at = from; at < last; at += BLOCK) {
        const block: Row[] = [];
        for (let i = at; i < Math.min(at + BLOCK, last); i++) {
          block.push({ user: prefix + String(i + 1).padStart(7, '0'), values: variables.map((v) => valueOf(v, i)) });
        }
        yield block;
      }
    },
    async dispose() {},
  };
}
