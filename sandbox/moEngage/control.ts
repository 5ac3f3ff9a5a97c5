import type { FastifyInstance } from 'fastify';
import { isRecord, readJson } from '../server/body';
import { PLATFORMS } from './account';
import type { Campaign } from './campaigns';
import type { MoEngageState } from './state';
import type { User } from './users';

/** What the dashboard would show and do, and the app's users. Not part of the vendor's API: the Push key cannot do any of it. */
export function controlRoutes(app: FastifyInstance, state: MoEngageState): void {
  app.get('/campaigns', async () => {
    state.settle();
    return { campaigns: state.campaigns.all().map(rowOf) };
  });

  app.post<{ Params: { cid: string } }>('/campaigns/:cid/stop', async (request, reply) => {
    const campaign = state.campaigns.get(request.params.cid);
    if (!campaign) return reply.code(404).send({ error: 'No such campaign' });
    state.campaigns.stop(campaign, state.world.now());
    return rowOf(campaign);
  });

  app.get<{ Params: { id: string } }>(
    '/users/:id',
    async (request, reply) => state.users.get(request.params.id) ?? reply.code(404).send({ error: 'No such user' }),
  );

  app.post('/users', async (request, reply) => {
    const body = await readJson(request);
    const fault = isRecord(body) ? userFault(body) : 'Expected an object';
    if (fault !== undefined) return reply.code(400).send({ error: fault });
    const given = body as Partial<User> & { id: string };
    const old = state.users.get(given.id) ?? {
      attributes: { USER_ATTRIBUTE_UNIQUE_ID: given.id },
      platforms: ['ANDROID' as const],
      segments: [],
      optedOut: false,
    };
    const user: User = { ...old, ...given, attributes: { ...old.attributes, ...given.attributes } };
    // Messages that are due go to the people as they were.
    state.settle();
    state.users.put(user);
    for (const segment of user.segments) state.segments.add(segment);
    return reply.code(201).send(user);
  });
}

function rowOf({ cid, app, name, order, createdAt, dispatches, waiting, stoppedAt }: Campaign): object {
  const { audience, platforms, delivery } = order;
  const runs = dispatches.map(({ at, users }) => ({ at, users: users.length }));
  const next = stoppedAt === undefined ? waiting.map(({ at }) => at).sort((a, b) => a - b)[0] : undefined;
  return { cid, app_id: app, name, audience, platforms, delivery: delivery.type, createdAt, runs, next: next ?? null, stopped: stoppedAt !== undefined };
}

function userFault({ id, attributes = {}, platforms = [], segments = [], optedOut = false, ...others }: Record<string, unknown>): string | undefined {
  const [other] = Object.keys(others);
  if (other !== undefined) return `"${other}" is not known`;
  const isText = (value: unknown): boolean => typeof value === 'string';
  const known: readonly unknown[] = PLATFORMS;
  if (typeof id !== 'string' || id === '') return '"id" is missing';
  if (!isRecord(attributes) || !Object.values(attributes).every(isText)) return '"attributes" must be an object of strings';
  if (!Array.isArray(platforms) || !platforms.every((each) => known.includes(each))) return `"platforms" must be a list of ${PLATFORMS.join(', ')}`;
  if (!Array.isArray(segments) || !segments.every(isText)) return '"segments" must be a list of names';
  return typeof optedOut === 'boolean' ? undefined : '"optedOut" must be true or false';
}
