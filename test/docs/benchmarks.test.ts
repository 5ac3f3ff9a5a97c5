import { parts } from '../bench/parts/index.mts';
import { documentsOf, readResults } from '../bench/report/documents.mts';
import { read } from './documents';

it.each([...documentsOf(readResults())])('%s is what was measured; if not: npm run tables', (file, text) => {
  expect(read(file)).toBe(text);
});

it('parts and rows have names of their own, and nothing is kept of rows that are no more', () => {
  const names = parts.map(({ name }) => name);
  const rows = parts.flatMap((part) => part.rows);
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect(Object.keys(readResults()).filter((id) => !rows.some((row) => row.id === id))).toEqual([]);
});
