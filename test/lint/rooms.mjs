import { isBuiltin } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const PURE = ['zod/v4-mini', 'luxon'];

/** Who may import what: rooms of this repository, and packages where not all are welcome. Rooms that are not named here are free. */
const HOUSE = {
  engine: { rooms: ['engine'], packages: PURE },
  vendors: { rooms: ['engine', 'vendors'], packages: PURE },
  ports: { rooms: ['engine', 'ports'], packages: ['csv-stringify/sync', 'pako', 'rrule'] },
  nodes: { rooms: ['engine', 'vendors', 'ports', 'nodes'], packages: ['n8n-workflow', 'crypto', 'node:crypto', ...PURE] },
  credentials: { rooms: ['engine', 'vendors', 'ports', 'nodes', 'credentials'], packages: ['n8n-workflow', ...PURE] },
  'node-red': { rooms: ['engine', 'vendors', 'ports', 'node-red'] },
  sandbox: { rooms: ['sandbox'] },
};

/** The rooms that are packages too, so that a detour over node_modules is seen. */
const PACKAGES = { 'n8n-nodes-campaigns': 'nodes', '@campaign-nodes/node-red-campaigns': 'node-red', 'campaign-sandbox': 'sandbox' };

/** The floors of the engine, from the ground up: a file imports from its own and from those below it. `index.ts` stands on top. */
const FLOORS = ['base', 'catalogue', 'form', 'validate', 'request', 'output', 'run', 'poll'];

const roomOf = (file) => path.relative(root, file).split(path.sep)[0];
const floorOf = (file) => path.relative(path.join(root, 'engine'), file).split(path.sep)[0];
const heightOf = (floor) => (FLOORS.includes(floor) ? FLOORS.indexOf(floor) : FLOORS.length);

const upward = (file, target) => {
  const [from, to] = [floorOf(file), floorOf(target)];
  return heightOf(to) > heightOf(from) ? { messageId: 'floor', data: { from, to: FLOORS.includes(to) ? `${to}/` : 'its index' } } : undefined;
};

const problemOf = (room, file, wanted) => {
  const { rooms, packages } = HOUSE[room];
  const named = Object.keys(PACKAGES).find((name) => wanted === name || wanted.startsWith(`${name}/`));
  const whole = wanted.startsWith('.') ? path.resolve(path.dirname(file), wanted) : undefined;
  const target = whole ? roomOf(whole) : named && PACKAGES[named];
  if (whole && room === 'engine' && target === 'engine') return upward(file, whole);
  if (target) return rooms.includes(target) ? undefined : { messageId: 'room', data: { room, target } };
  if (!packages || packages.includes(wanted)) return undefined;
  return { messageId: isBuiltin(wanted) ? 'builtin' : 'package', data: { room, wanted } };
};

const arrows = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      room: '{{room}}/ does not import from {{target}}/.',
      floor: 'engine/{{from}}/ does not import from {{to}}: arrows point down.',
      builtin: '{{room}}/ runs in every host, so it has no {{wanted}}; what is outside comes in through the ports.',
      package: '{{room}}/ does not import {{wanted}}.',
    },
  },
  create(context) {
    const room = roomOf(context.filename);
    if (!HOUSE[room]) return {};
    const check = (source) => {
      if (typeof source?.value !== 'string') return;
      const problem = problemOf(room, context.filename, source.value);
      if (problem) context.report({ node: source, ...problem });
    };
    return {
      'ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration, ImportExpression': (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
      TSExternalModuleReference: (node) => check(node.expression),
      "CallExpression[callee.name='require']": (node) => check(node.arguments[0]),
    };
  },
};

/** Keeps the arrows of the house: what a room may import. */
export const rooms = { rules: { arrows } };
