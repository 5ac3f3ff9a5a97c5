import { pascalOf } from './names.mts';
import type { VendorSpec } from './spec.mts';

export const DEMO_KEY = 'demo-api-key';

/** First segment of the vendor's URLs in the sandbox. */
export const prefixOf = ({ id }: VendorSpec): string => `/${id.toLowerCase()}`;

const stateOf = ({ id }: VendorSpec): string => `${pascalOf(id)}State`;

const state = (spec: VendorSpec): string => `import { Accepted } from '../server/accepted';
import type { World } from '../server/world';

/** First piece of all addresses of this vendor. */
export const PREFIX = '${prefixOf(spec)}';
export const DEMO_KEY = '${DEMO_KEY}';

/** All that the ${spec.label} stand-in remembers. */
export class ${stateOf(spec)} {
  /** FILL IN: whatever may reach people is counted here when it is accepted. */
  readonly accepted = new Accepted();
  /** Somebody has deleted the key. */
  revoked = false;

  constructor(readonly world: World) {}

  clear(): void {
    this.accepted.clear();
    this.revoked = false;
  }
}
`;

const auth = (spec: VendorSpec): string => `import type { FastifyRequest } from 'fastify';
import { drain } from '../server/body';
import { DEMO_KEY, type ${stateOf(spec)} } from './state';

/** A refusal in the vendor's form. FILL IN: the form that the document has. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Every API route wants the key. FILL IN: the section of the document. */
export function guard(state: ${stateOf(spec)}) {
  return async (request: FastifyRequest): Promise<void> => {
    const isKnown = request.headers.authorization === \`Bearer \${DEMO_KEY}\` && !state.revoked && request.fault?.kind !== 'expireToken';
    if (isKnown) return;
    await drain(request);
    throw new Refusal(401, 'The key is not known');
  };
}
`;

const route = (spec: VendorSpec): string => `import type { FastifyInstance } from 'fastify';
import type { ${stateOf(spec)} } from './state';

/** Adds what answers at some paths of the API. */
export type Route = (app: FastifyInstance, state: ${stateOf(spec)}) => void;
`;

const routes = (): string => `import type { Route } from './route';

/** All that the API answers to. A further route is one file and one line here. */
export const routes: readonly Route[] = [];
`;

const index = (spec: VendorSpec): string => `import { BodyError } from '../server/body';
import { plugin } from '../server/plugin';
import type { VendorDefinition, VendorServer, World } from '../server/world';
import { guard, Refusal } from './auth';
import { routes } from './routes';
import { DEMO_KEY, PREFIX, ${stateOf(spec)} } from './state';

/** ${spec.label}. FILL IN: from which pages of its document. */
export const ${spec.id}: VendorDefinition = {
  id: '${spec.id}',
  label: '${spec.label}',
  segments: [PREFIX.slice(1)],
  open: (world) => openServer(world),
};

function openServer(world: World): VendorServer {
  const state = new ${stateOf(spec)}(world);

  return {
    routes(app) {
      app.setErrorHandler((error, _request, reply) => {
        if (!(error instanceof Refusal) && !(error instanceof BodyError)) throw error;
        return reply.code(error.status).send({ message: error.message });
      });
      app.register(
        plugin('${spec.id} API', (scope) => {
          scope.addHook('preHandler', guard(state));
          for (const add of routes) add(scope, state);
        }),
        { prefix: PREFIX },
      );
    },
    // FILL IN: what people do by hand in the product.
    control: () => undefined,
    // FILL IN: what is there at the start.
    plant: () => undefined,
    clear: () => state.clear(),
    // A key has no end of its own: with a header the fault refuses that one request, without one somebody has deleted the key.
    expireToken: (header) => void (state.revoked ||= header === undefined),
    account: (origin) => [
      { label: 'Base URL', value: origin + PREFIX },
      { label: 'API Key', value: DEMO_KEY },
    ],
    // FILL IN: what the outbox shows: campaigns, batches, and each message as people would see it.
    campaigns: () => [],
    quota: () => ({ used: 0, limit: null }),
    settings: () => ({}),
    change: (settings) => Object.keys(settings),
    accepted: state.accepted,
    batches: () => [],
    uploads: () => [],
    messages: async () => undefined,
  };
}
`;

/** The vendor's folder in the sandbox, without routes. */
export const sandboxFiles = (spec: VendorSpec): Readonly<Record<string, string>> => ({
  [`sandbox/${spec.id}/state.ts`]: state(spec),
  [`sandbox/${spec.id}/auth.ts`]: auth(spec),
  [`sandbox/${spec.id}/route.ts`]: route(spec),
  [`sandbox/${spec.id}/routes.ts`]: routes(),
  [`sandbox/${spec.id}/index.ts`]: index(spec),
});
