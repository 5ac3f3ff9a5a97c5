const ts = require('typescript');

/*
 * The vendors' modules without what the editor does not need. Only what is written as a declaration is taken out, so that whatever remains is what the
 * runtime has: the rest is left to the bundler, which drops what nothing refers to any more.
 */

/** What the editor needs of a declaration, by the function that it is given to. Requests are made and answers are read where the flows run. */
const NEEDED = {
  operation: ['fields', 'rules', 'check'],
  trigger: ['fields', 'check'],
  vendor: ['id', 'label', 'credential', 'sandbox', 'resources', 'triggers'],
};

/** Texts that only people read: the editor has them from the translations. The name of a field is in messages too. */
const TEXTS = ['description', 'placeholder'];

const nameOf = ({ name }) => name?.text;
const without = (factory, literal, isDropped) =>
  factory.updateObjectLiteralExpression(
    literal,
    literal.properties.filter((each) => ts.isSpreadAssignment(each) || !isDropped(nameOf(each))),
  );

const withoutTexts = (factory, literal) => {
  const names = literal.properties.map(nameOf);
  // A field or an option; or another one with other texts.
  const isDescribed = names.includes('label') || literal.properties.some(ts.isSpreadAssignment);
  return isDescribed && TEXTS.some((text) => names.includes(text)) ? without(factory, literal, (name) => TEXTS.includes(name)) : literal;
};

const withoutRequests = (factory, call) => {
  const { expression, arguments: given } = call;
  const needed = ts.isIdentifier(expression) && Object.hasOwn(NEEDED, expression.text) ? NEEDED[expression.text] : undefined;
  if (!needed || given.length !== 1 || !ts.isObjectLiteralExpression(given[0])) return call;
  return factory.updateCallExpression(call, expression, undefined, [without(factory, given[0], (name) => !needed.includes(name))]);
};

const namesIn = (binding) => (ts.isIdentifier(binding) ? [binding.text] : binding.elements.flatMap(({ name }) => (name ? namesIn(name) : [])));

const hasCall = (node) => ts.isCallExpression(node) || ts.isNewExpression(node) || (ts.forEachChild(node, (child) => hasCall(child) || undefined) ?? false);

/** The names that a statement declares, for its own block alone; undefined if it does anything else. */
const ownNames = (statement, isModule) => {
  if (!ts.isVariableStatement(statement) || statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return undefined;
  // While the module is loaded, calls only make values.
  if (!isModule && hasCall(statement)) return undefined;
  return statement.declarationList.declarations.flatMap(({ name }) => namesIn(name));
};

const identifiersIn = (node, found = new Set()) => {
  if (ts.isIdentifier(node)) found.add(node.text);
  ts.forEachChild(node, (child) => void identifiersIn(child, found));
  return found;
};

/** The statements without declarations that nothing else there names any more. The bundler keeps those that take an object apart. */
const used = (all, isModule) => {
  const statements = all.map((statement) => ({ statement, names: ownNames(statement, isModule), uses: identifiersIn(statement) }));
  const isUsed = ({ names }, index) => !names || names.some((name) => statements.some(({ uses }, other) => other !== index && uses.has(name)));
  const kept = statements.filter(isUsed).map(({ statement }) => statement);
  return kept.length === all.length ? kept : used(kept, isModule);
};

const transformer = (context) => (file) => {
  const { factory } = context;
  const needed = (node) => {
    if (ts.isCallExpression(node)) return withoutRequests(factory, node);
    return ts.isObjectLiteralExpression(node) ? withoutTexts(factory, node) : node;
  };
  const visit = (node, isAtOnce) => {
    const inner = ts.visitEachChild(needed(node), (child) => visit(child, isAtOnce && !ts.isFunctionLike(node)), context);
    if (ts.isBlock(inner)) return factory.updateBlock(inner, used(inner.statements, false));
    // The catalogue is declarations: whatever a module calls while it is loaded only makes values.
    const isCall = ts.isCallExpression(inner) || ts.isNewExpression(inner);
    return isCall && isAtOnce ? ts.addSyntheticLeadingComment(inner, ts.SyntaxKind.MultiLineCommentTrivia, '@__PURE__', false) : inner;
  };
  const less = ts.visitEachChild(file, (node) => visit(node, true), context);
  return factory.updateSourceFile(less, used(less.statements, true));
};

/**
 * A module of the catalogue as JavaScript, without what only requests need, and without texts that only people read.
 * @param {string} text TypeScript
 * @param {string} fileName
 */
const slim = (text, fileName) =>
  ts.transpileModule(text, {
    fileName,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    transformers: { before: [transformer] },
  }).outputText;

module.exports = { slim };
