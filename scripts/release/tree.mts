import { Packages, type Installed } from './packages.mts';

/** What the lock file says about a package. */
export interface Locked {
  readonly version?: string;
  /** `sha512-` and the digest in base64. */
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly link?: boolean;
}

export type Lock = Readonly<Record<string, Locked>>;

/** A package and the paths of its direct dependencies. */
export interface Needed extends Installed {
  readonly needs: readonly string[];
}

/** The path in the lock file to which a package at `from` resolves another one. */
export const placeOf = (lock: Lock, from: string, name: string): string | undefined => {
  const own = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (lock[own]) return own;
  if (from === '') return undefined;
  const above = from.includes('/node_modules/') ? from.slice(0, from.lastIndexOf('/node_modules/')) : '';
  return placeOf(lock, above, name);
};

/**
 * Everything installed with a package, including transitive dependencies, sorted by path.
 * @param from the path of the package itself: '' or a workspace's folder
 * @throws Error if the lock file lacks one
 */
export const treeOf = async (packages: Packages, lock: Lock, from: string, names: readonly string[]): Promise<Needed[]> => {
  const found = new Map<string, Needed>();
  const visit = async (place: string): Promise<void> => {
    if (found.has(place)) return;
    const { dependencies = {} } = lock[place]!;
    const needs = Object.keys(dependencies).map((name) => required(lock, place, name));
    found.set(place, { ...(await packages.at(place)), needs });
    for (const each of needs) await visit(each);
  };
  for (const name of names) await visit(required(lock, from, name));
  return [...found.values()].sort((a, b) => (a.place < b.place ? -1 : 1));
};

const required = (lock: Lock, from: string, name: string): string => {
  const place = placeOf(lock, from, name);
  if (place === undefined) throw new Error(`The lock has no ${name} for ${from === '' ? 'the repository' : from}`);
  return place;
};
