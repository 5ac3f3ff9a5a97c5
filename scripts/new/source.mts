import ts from 'typescript';
import { Refused } from './refused.mts';

const BY_HAND = 'The file has another form than before; write the line by hand.';

const parsed = (text: string): ts.SourceFile => ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);

const nameOf = (node: ts.Node): string | undefined => {
  if (!ts.isVariableDeclaration(node) && !ts.isPropertyAssignment(node)) return undefined;
  return ts.isIdentifier(node.name) || ts.isStringLiteral(node.name) ? node.name.text : undefined;
};

/** The first matching node, outermost first. */
const find = <N extends ts.Node>(from: ts.Node, fits: (node: ts.Node) => node is N): N | undefined => {
  if (fits(from)) return from;
  return ts.forEachChild(from, (child) => find(child, fits));
};

/** The value at a path of names: `['resources', 'batch']`. */
const valueAt = (text: string, way: readonly string[]): ts.Node => {
  let at: ts.Node = parsed(text);
  for (const step of way) {
    const found = find(at, (node): node is ts.VariableDeclaration | ts.PropertyAssignment => nameOf(node) === step);
    if (!found?.initializer) throw new Refused(`There is no '${way.join('.')}'.`, BY_HAND);
    at = found.initializer;
  }
  return at;
};

const inserted = (text: string, { elements, end }: { elements: ts.NodeArray<ts.Node>; end: number }, more: string): string => {
  const last = elements.at(-1);
  const at = last ? last.getEnd() : end - 1;
  return `${text.slice(0, at)}${last ? ', ' : ''}${more}${text.slice(at)}`;
};

/** Adds a member at the end of an object in a source. */
export const withMember = (text: string, way: readonly string[], name: string, value = ''): string => {
  const object = find(valueAt(text, way), ts.isObjectLiteralExpression);
  if (!object) throw new Refused(`'${way.join('.')}' is no object.`, BY_HAND);
  const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`;
  if (object.properties.some((each) => each.name && (ts.isIdentifier(each.name) || ts.isStringLiteral(each.name)) && each.name.text === name))
    throw new Refused(`'${way.join('.')}' has '${name}' already.`, 'Choose another name.');
  return inserted(text, { elements: object.properties, end: object.getEnd() }, value === '' ? key : `${key}: ${value}`);
};

/** Adds an element at the end of a list in a source. */
export const withElement = (text: string, way: readonly string[], element: string): string => {
  const list = find(valueAt(text, way), ts.isArrayLiteralExpression);
  if (!list) throw new Refused(`'${way.join('.')}' is no list.`, BY_HAND);
  return inserted(text, { elements: list.elements, end: list.getEnd() }, element);
};

/** Adds an import to a source, sorted among those from the same folder. */
export const withImport = (text: string, names: string, from: string): string => {
  const imports = parsed(text).statements.filter(ts.isImportDeclaration);
  const fromOf = (each: ts.ImportDeclaration): string => (each.moduleSpecifier as ts.StringLiteral).text;
  const next = imports.find((each) => fromOf(each).startsWith('./') && fromOf(each) > from);
  const line = `import { ${names} } from '${from}';\n`;
  if (next) return `${text.slice(0, next.getStart())}${line}${text.slice(next.getStart())}`;
  const end = imports.at(-1)?.getEnd();
  return end === undefined ? `${line}\n${text}` : `${text.slice(0, end)}\n${line.trimEnd()}${text.slice(end)}`;
};
