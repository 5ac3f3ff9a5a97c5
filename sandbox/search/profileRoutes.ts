import type { FastifyInstance } from 'fastify';
import type { ProfileView } from '../server/views';
import { tally } from './counts';
import { flagIn, noOthers, numberIn, valuesIn, wordsIn, type Query } from './query';
import type { Sources } from './sources';

const MOST_ON_A_PAGE = 500;

type Profile = ProfileView & { readonly vendor: string };

/** The people whom the vendors know: those that requests have changed first, the latest of them at the top. */
export function profileRoutes(app: FastifyInstance, { vendors }: Sources): void {
  const all = (): Profile[] =>
    vendors
      .all()
      .flatMap(([vendor, { server }]) => [...(server.profiles?.() ?? [])].map((profile) => ({ ...profile, vendor })))
      .sort((a, b) => (b.trackedAt ?? 0) - (a.trackedAt ?? 0));

  app.get<{ Querystring: Query }>('/profiles', async ({ query }) => {
    noOthers(query, ['q', 'id', 'vendor', 'tracked', 'email', 'segment', 'limit', 'offset']);
    const words = wordsIn(query);
    const [ids, ofVendors, emailStates, segments] = ['id', 'vendor', 'email', 'segment'].map((name) => valuesIn(query, name)) as [
      string[],
      string[],
      string[],
      string[],
    ];
    const isTracked = flagIn(query, 'tracked');
    const limit = numberIn(query, 'limit', 0, MOST_ON_A_PAGE, 50);
    const offset = numberIn(query, 'offset', 0, Number.MAX_SAFE_INTEGER, 0);

    const ofVendor = ({ vendor }: Profile): boolean => ofVendors.length === 0 || ofVendors.includes(vendor);
    const ofTracked = ({ trackedAt }: Profile): boolean => !isTracked || trackedAt !== undefined;
    const ofEmail = ({ emailStates: own = [] }: Profile): boolean => emailStates.length === 0 || own.some((state) => emailStates.includes(state));
    const found = all().filter(
      (profile) =>
        (ids.length === 0 || ids.includes(profile.id)) &&
        words.every((word) => textOf(profile).includes(word)) &&
        (segments.length === 0 || profile.segments().some((segment) => segments.includes(segment))),
    );
    const wanted = found.filter((profile) => ofVendor(profile) && ofTracked(profile) && ofEmail(profile));
    return {
      total: wanted.length,
      profiles: wanted.slice(offset, offset + limit).map((profile) => ({ ...profile, segments: profile.segments() })),
      counts: {
        vendor: tally(found.filter((profile) => ofTracked(profile) && ofEmail(profile)).map(({ vendor }) => vendor)),
        tracked: found.filter((profile) => ofVendor(profile) && ofEmail(profile) && profile.trackedAt !== undefined).length,
        email: tally(found.filter((profile) => ofVendor(profile) && ofTracked(profile)).flatMap(({ emailStates: own = [] }) => own)),
      },
    };
  });
}

function textOf({ id, name = '', email = '', phone = '', aliases = [] }: Profile): string {
  return `${id}\n${name}\n${email}\n${phone}\n${aliases.join('\n')}`.toLowerCase();
}
