import { fieldTable, sampleInput, sampleInputs } from './fields.mts';
import { isList, memberOf, pathFields, sentFields, textsOf, valueName, type OperationSpec } from './spec.mts';

/** The shorthand that a vendor's catalogue uses. */
export interface Dialect {
  /**
   * Entries declare their path with `endpoint`, from which permission and rate limit are derived, and say that only today's accounts have it (Braze): what
   * the Appboy document has is there already.
   */
  readonly hasEndpoint: boolean;
}

const lines = (...all: readonly string[]): string => all.filter((line) => line !== '').join('\n');

const ONLY_TODAY = `onlyWith: onlyToday('FILL IN: what Appboy accounts do not have'),`;
const ONLY_TODAY_IMPORT = `import { onlyToday } from '../onlyToday';\n`;
const UNKNOWN = `ifUnknown: 'FILL IN: where to look whether it came about.',`;

/** The path as code: segments that are fields are inserted with `segment`. */
const pathCode = (path: string): string => {
  if (!path.includes('{')) return `'${path}'`;
  return `\`${path.replace(/\{(\w+)\}/g, '${segment(input.$1)}')}\``;
};

/** The import of what the vendor's entries share. */
const sharedImport = ({ fields }: OperationSpec, ...more: readonly string[]): string => {
  const names = [...fields.flatMap(({ shared }) => shared ?? []), ...more].sort();
  return names.length > 0 ? `import { ${names.join(', ')} } from '../fields';\n` : '';
};

/** The members of an input that are sent, as code. */
const sentCode = (spec: OperationSpec): string => {
  if (pathFields(spec).length === 0) return '{ ...input }';
  return `{ ${sentFields(spec)
    .map(({ wire }) => `...(input.${wire} !== undefined && { ${wire}: input.${wire} })`)
    .join(', ')} }`;
};

/** `path`: the member of the request that contains it. */
const requestCode = (spec: OperationSpec, path: string): string => {
  const { method } = spec;
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const sent = hasBody ? `body: { json: ${sentCode(spec)} },` : sentFields(spec).length > 0 ? `query: ${sentCode(spec)},` : '';
  const usesInput = sent !== '' || path.includes('input.');
  return `(${usesInput ? '[input]' : ''}) => ({ method: '${method}', ${path}, ${sent} })`;
};

/** How the answer is parsed, with a matching answer and result. */
const answerCode = (spec: OperationSpec, { hasEndpoint }: Dialect): { readonly imports: string; readonly parse: string; readonly samples: string } => {
  if (isList(spec)) {
    const row = `{ id: '1', name: 'FILL IN' }`;
    return {
      imports: 'promisedObjects',
      parse: `(reply) => ({ rows: promisedObjects(reply.body, '${memberOf(spec)}') })`,
      samples: `sample: ${row}, sampleReply: { ${memberOf(spec)}: [${row}] },`,
    };
  }
  if (hasEndpoint && spec.method !== 'GET')
    return {
      imports: '',
      parse: '(reply) => ({ one: { status: promisedStatus(reply) } })',
      samples: `sample: { status: 'processed' }, sampleReply: { message: 'success' },`,
    };
  return {
    imports: 'promisedText',
    parse: `(reply) => ({ one: { id: promisedText(reply.body, 'id') } })`,
    samples: `sample: { id: '1' }, sampleReply: { id: '1' },`,
  };
};

/** An entry in the common form. */
const plainEntry = (spec: OperationSpec, dialect: Dialect): string => {
  const { hasEndpoint } = dialect;
  const answer = answerCode(spec, dialect);
  const engine = ['operation', answer.imports, pathFields(spec).length > 0 ? 'segment' : ''].filter(Boolean).sort().join(', ');
  return `import { ${engine} } from '../../../engine';
${answer.parse.includes('promisedStatus') ? `import { promisedStatus } from '../accepted';\n` : ''}${hasEndpoint ? `import { endpoint } from '../endpoint';\n` : ''}${sharedImport(spec)}${hasEndpoint ? ONLY_TODAY_IMPORT : ''}
${hasEndpoint ? `const { path, permission, quota } = endpoint('${spec.path}');\n` : ''}
/** FILL IN: the vendor's document, and the section's name in it. */
export const ${valueName(spec)} = operation({
${lines(
  textsOf(spec),
  `docs: 'FILL IN: the section of the document',`,
  hasEndpoint ? ONLY_TODAY : '',
  `fields: ${fieldTable(spec.fields)},`,
  `retry: '${spec.retry}',`,
  hasEndpoint ? 'permission, quota,' : '',
  `returns: '${isList(spec) ? 'list' : 'object'}',`,
  `request: ${requestCode(spec, hasEndpoint ? 'path' : `path: ${pathCode(spec.path)}`)},`,
  `parse: ${answer.parse},`,
  spec.retry === 'send' || spec.retry === 'nonIdempotent' ? UNKNOWN : '',
  answer.samples,
  `sampleInputs: ${sampleInputs(spec.fields)},`,
)}
});
`;
};

/** A list of Braze, whose pages are read by `listOf`. */
const brazeList = (spec: OperationSpec): string => `import { endpoint } from '../endpoint';
${sharedImport(spec, 'sampleId')}import { listOf } from '../lists';
${ONLY_TODAY_IMPORT}
/** FILL IN: the section's name in the document. */
export const ${valueName(spec)} = listOf({
  endpoint: endpoint('${spec.path}'),
  ${textsOf(spec)}
  docs: 'FILL IN: the section of the document',
  ${ONLY_TODAY}
  member: '${memberOf(spec)}',
  full: 100,${spec.fields.length > 0 ? `\n  fields: ${fieldTable(spec.fields)},` : ''}
  sample: { id: sampleId, name: 'FILL IN' },
  fullInput: ${sampleInput(spec.fields)},
});
`;

/** The text of an operation's catalogue entry. */
export const entryText = (spec: OperationSpec, dialect: Dialect): string => (dialect.hasEndpoint && isList(spec) ? brazeList(spec) : plainEntry(spec, dialect));
