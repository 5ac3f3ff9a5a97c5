import type { Changes } from './changes.mts';
import { entryText } from './entry.mts';
import { meaningCode } from './meaning.mts';
import { titleOf } from './names.mts';
import { Refused } from './refused.mts';
import { routeOf, routeText } from './route.mts';
import { withElement, withImport, withMember } from './source.mts';
import { fullName, isList, pathFields, valueName, type OperationSpec } from './spec.mts';

/** Adds an entry to the operations of its resource, creating the resource if necessary. */
const register = async (spec: OperationSpec, changes: Changes): Promise<void> => {
  const { vendor, resource, name } = spec;
  const value = valueName(spec);
  const catalogue = `vendors/${vendor}/index.ts`;
  const own = `vendors/${vendor}/${resource}/index.ts`;
  const member = (text: string, way: readonly string[]): string => withMember(text, way, name, value === name ? '' : value);
  if (changes.has(own)) return changes.edit(own, (text) => member(withImport(text, value, `./${name}`), ['operations']));
  if (new RegExp(`\\b${resource}: \\{`).test(await changes.read(catalogue)))
    return changes.edit(catalogue, (text) => member(withImport(text, value, `./${resource}/${name}`), ['resources', resource, 'operations']));
  changes.create(
    own,
    `import { ${value} } from './${name}';

/** FILL IN: what these are, and where the document speaks of them. */
export const ${resource} = { label: '${titleOf(resource)}', operations: { ${value === name ? name : `${name}: ${value}`} } };
`,
  );
  await changes.edit(catalogue, (text) => withMember(withImport(text, resource, `./${resource}`), ['resources'], resource));
};

/** The sandbox's part. */
const addRoute = async (spec: OperationSpec, isBraze: boolean, changes: Changes): Promise<string> => {
  const { folder, file, value } = routeOf(spec);
  const route = `sandbox/${spec.vendor}/${folder}/${file}.ts`;
  changes.create(route, routeText(spec, isBraze));
  await changes.edit(`sandbox/${spec.vendor}/routes.ts`, (text) => withElement(withImport(text, value, `./${folder}/${file}`), ['routes'], value));
  return route;
};

/**
 * Adds an operation with its route in the sandbox and the tests' data about it.
 * @returns what is left to fill in
 */
export const addOperation = async (spec: OperationSpec, changes: Changes): Promise<readonly string[]> => {
  const { vendor, resource, name, path } = spec;
  const entry = `vendors/${vendor}/${resource}/${name}.ts`;
  const isBraze = changes.has(`vendors/${vendor}/endpoint.ts`);
  const meanings = `test/properties/operations/${vendor}.ts`;
  const permissions = `test/support/${vendor}Permissions.ts`;
  if (isBraze && pathFields(spec).length > 0)
    throw new Refused(
      `A permission of ${vendor} is the path with dots, and ${path} has a field in it.`,
      'Write the entry by hand, and name the permission in it.',
    );
  changes.create(entry, entryText(spec, { hasEndpoint: isBraze }));
  await register(spec, changes);
  const route = await addRoute(spec, isBraze, changes);
  await changes.edit(meanings, (text) => withMember(text, [vendor], fullName(spec), meaningCode(spec, isBraze)));
  if (changes.has(permissions))
    await changes.edit(permissions, (text) => withMember(text, ['BRAZE_PERMISSIONS'], fullName(spec), `'${path.slice(1).replaceAll('/', '.')}'`));
  return [
    `${entry}: texts, the fields and their limits, the sample of an answer${spec.retry === 'safe' ? '' : `, whether '${spec.retry}' is its retry class`}${isList(spec) && !isBraze ? ', how its pages are asked for' : ''}.`,
    `${route}: what the vendor answers and refuses, from its document.`,
    `${meanings}: what the request has to say, from the document too; now it is each field by its own name.`,
    ...(changes.has(permissions) ? [`${permissions}: the permission, as the vendor's page names it.`] : []),
  ];
};
