import { parseArgs } from 'node:util';
import { fieldsInPath, isPlain, readField } from './fields.mts';
import { Refused } from './refused.mts';
import type { OperationSpec, VendorSpec } from './spec.mts';

export const HELP = `Writes the files of a new operation or of a new vendor, and says what is left to fill in.

  npm run new operation -- <vendor> <resource>.<name> --method POST --path /users/alias/new
      --field <wire name>[:type]     a required field; may be given several times
      --optional <wire name>[:type]  one that may be left out
      --retry <class>                safe, idempotent, nonIdempotent or send; without it safe for GET, else send

  npm run new vendor -- <id> [--label "Its Name"]
      with one operation that lists its campaigns; the id is in camelCase

Types of fields: text (if none is given), number, boolean, list, json. What stands in braces in a path is a field: /campaigns/{campaign_id}.
`;

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const CLASSES = ['safe', 'idempotent', 'nonIdempotent', 'send'] as const;
const NAME = /^[a-z][A-Za-z\d]*$/;

const oneOf = <Word extends string>(option: string, word: string, words: readonly Word[]): Word => {
  const found = words.find((each) => each === word);
  if (!found) throw new Refused(`'${option} ${word}' is not known.`, `Enter one of ${words.join(', ')}.`);
  return found;
};

/** The arguments of `npm run new operation`. */
export const readOperation = (args: readonly string[], vendors: readonly string[]): OperationSpec => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      method: { type: 'string' },
      path: { type: 'string' },
      retry: { type: 'string' },
      field: { type: 'string', multiple: true },
      optional: { type: 'string', multiple: true },
    },
  });
  const [vendor = '', full = ''] = positionals;
  if (!vendors.includes(vendor))
    throw new Refused(`There is no vendor '${vendor}'.`, `Enter one of ${vendors.join(', ')}, or make it first: npm run new vendor -- ${vendor || '<id>'}`);
  const [resource = '', name = '', ...rest] = full.split('.');
  if (!NAME.test(resource) || !NAME.test(name) || rest.length > 0)
    throw new Refused(
      `'${full}' is not the name of an operation.`,
      'Enter the resource and the operation in camelCase, with a dot between them: user.newAlias',
    );
  if (values.method === undefined || values.path === undefined)
    throw new Refused('The method or the path is missing.', "Enter both, as the vendor's document has them: --method POST --path /users/alias/new");
  const { path } = values;
  if (!/^(\/([\w.~-]+|\{\w+\}))+$/.test(path))
    throw new Refused(`'--path ${path}' is not a path.`, 'Begin with a slash, and put a piece that is a field in braces: /campaigns/{campaign_id}');
  const method = oneOf('--method', values.method.toUpperCase(), METHODS);
  const fields = [
    ...fieldsInPath(path),
    ...(values.field ?? []).map((each) => readField('--field', each, true)),
    ...(values.optional ?? []).map((each) => readField('--optional', each, false)),
  ];
  const twice = fields.find(({ wire }, i) => fields.findIndex((other) => other.wire === wire) < i);
  if (twice) throw new Refused(`The field '${twice.wire}' is there twice.`, 'Give it once.');
  const odd = method === 'GET' || method === 'DELETE' ? fields.find((field) => !isPlain(field)) : undefined;
  if (odd) throw new Refused(`'${odd.wire}' is a ${odd.type}, which stands in no query.`, 'Give it another type, and write by hand how it is sent.');
  const retry = oneOf('--retry', values.retry ?? (method === 'GET' ? 'safe' : 'send'), CLASSES);
  return { vendor, resource, name, method, path, retry, fields };
};

/** The arguments of `npm run new vendor`. */
export const readVendor = (args: readonly string[], vendors: readonly string[]): VendorSpec => {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { label: { type: 'string' } } });
  const [id = ''] = positionals;
  if (!NAME.test(id)) throw new Refused(`'${id}' is not the id of a vendor.`, 'Enter a name in camelCase: npm run new vendor -- acmePush');
  const near = vendors.find((other) => other.toLowerCase().startsWith(id.toLowerCase()) || id.toLowerCase().startsWith(other.toLowerCase()));
  if (near) throw new Refused(`'${id}' and '${near}' begin alike.`, 'Choose another id: files of a vendor are known by how they begin.');
  return { id, label: values.label ?? `${id[0]!.toUpperCase()}${id.slice(1)}` };
};
