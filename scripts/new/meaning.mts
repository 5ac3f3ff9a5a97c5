import { isList, pathFields, sentFields, type OperationSpec } from './spec.mts';

/** The segments of the path, as code. */
const piecesOf = (path: string): string =>
  `[${path
    .split('/')
    .filter(Boolean)
    .map((piece) => (piece.startsWith('{') ? `String(input.${piece.slice(1, -1)})` : `'${piece}'`))
    .join(', ')}]`;

/** What its request must contain for an input, as code. `isBraze`: pages of a list begin at 0. */
export const meaningCode = (spec: OperationSpec, isBraze: boolean): string => {
  const { method, path } = spec;
  const sent =
    pathFields(spec).length === 0
      ? '...input'
      : sentFields(spec)
          .map(({ wire }) => `${wire}: input.${wire}`)
          .join(', ');
  const query = `{ ${[sent, isBraze && isList(spec) ? 'page: 0' : ''].filter(Boolean).join(', ')} }`;
  const says = method === 'GET' || method === 'DELETE' ? `query: ${query}` : `body: { ${sent} }`;
  return `(input) => ({ method: '${method}', path: ${piecesOf(path)}, ${says} })`;
};
