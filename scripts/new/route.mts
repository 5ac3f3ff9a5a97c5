import { checkOf } from './fields.mts';
import { camelOf, pascalOf } from './names.mts';
import { isList, memberOf, sentFields, type OperationSpec } from './spec.mts';

/**
 * Where a route is in the sandbox: the folder is the path's first segment, the file the method and the rest. The sandbox does not know the catalogue's
 * names.
 */
export const routeOf = ({ method, path }: OperationSpec): { readonly folder: string; readonly file: string; readonly value: string } => {
  const [first = '', ...rest] = path.split('/').filter(Boolean);
  const verb = method.toLowerCase();
  return { folder: camelOf(first), file: `${verb}${pascalOf(rest.join(' '))}`, value: `${verb}${pascalOf(path)}` };
};

const DOCUMENT = `/** FILL IN: the section of the document, from which this is written, and not from the catalogue. */`;

/** In Fastify's syntax: `/campaigns/:id`. */
const fastifyPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

const brazePost = (spec: OperationSpec): string => {
  const sent = sentFields(spec);
  const named = (required: boolean): string => {
    const fields = sent.filter((field) => field.required === required);
    return fields.length > 0 ? `${required ? 'required' : 'optional'}: { ${fields.map((field) => `${field.wire}: ${checkOf(field)}`).join(', ')} },` : '';
  };
  const checks = [...new Set(sent.map(checkOf))].sort();
  return `${sent.length > 0 ? `import { demand, ${checks.join(', ')} } from '../checks';\n` : ''}import { post } from '../endpoint';
import type { Route } from '../route';

${DOCUMENT}
export const ${routeOf(spec).value}: Route = (app, state) =>
  post(app, state, '${fastifyPath(spec.path)}', (${sent.length > 0 ? 'body' : ''}) => {
    ${sent.length > 0 ? `demand(body, { ${named(true)} ${named(false)} });` : ''}
    // FILL IN: what else is refused, and as \`effect\` what is different afterwards.
    return { answer: { message: 'success' } };
  });
`;
};

const brazeList = (spec: OperationSpec): string => `import { listRoute } from '../exports/list';
import type { Route } from '../route';

/** FILL IN: what there is at the start, with the members that the document has. */
const ${memberOf(spec)} = [{ id: '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064', name: 'Demo', archived: false, createdAt: Date.UTC(2026, 0, 1) }];

${DOCUMENT}
export const ${routeOf(spec).value}: Route = (app) =>
  listRoute(app, '${spec.path}', { member: '${memberOf(spec)}', things: () => ${memberOf(spec)}, rowOf: ({ id, name }) => ({ id, name }) });
`;

const plain = (spec: OperationSpec): string => {
  const hasBody = spec.method !== 'GET' && spec.method !== 'DELETE';
  const answer = isList(spec) ? `{ ${memberOf(spec)}: [{ id: '1', name: 'Demo' }] }` : `{ id: '1' }`;
  const handler = hasBody ? `async (request) => { await readJson(request); return ${answer}; }` : `async () => (${answer})`;
  return `${hasBody ? `import { readJson } from '../../server/body';\n` : ''}import type { Route } from '../route';

${DOCUMENT}
export const ${routeOf(spec).value}: Route = (app) => {
  // FILL IN: what is refused, and what is different afterwards.
  app.${spec.method.toLowerCase()}('${fastifyPath(spec.path)}', ${handler});
};
`;
};

/** The text of a sandbox route. */
export const routeText = (spec: OperationSpec, isBraze: boolean): string => {
  if (isBraze && isList(spec)) return brazeList(spec);
  return isBraze && spec.method === 'POST' ? brazePost(spec) : plain(spec);
};
