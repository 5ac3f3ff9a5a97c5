import { useEffect, useState } from 'preact/hooks';

export const VIEWS = ['messages', 'batches', 'profiles', 'catalogs', 'requests', 'faults'] as const;
export type View = (typeof VIEWS)[number];

/** Where somebody is: a view, and what is filtered and chosen in it. It is in the address, so that it can be kept and shared. */
export interface Route {
  readonly view: View;
  readonly params: URLSearchParams;
}

function read(): Route {
  const [path = '', query = ''] = location.hash.slice(1).split('?');
  const view = VIEWS.find((each) => path === `/${each}`) ?? 'messages';
  return { view, params: new URLSearchParams(query) };
}

/** The address of a view. */
export function hrefOf(view: View, params: Readonly<Record<string, string | undefined>> | URLSearchParams = {}): string {
  const entries = params instanceof URLSearchParams ? [...params] : Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const query = new URLSearchParams(entries).toString();
  return `#/${view}${query && `?${query}`}`;
}

/** Goes on without a new entry in the browser's history, which would have one for each letter of a search. */
export function replace(view: View, params: URLSearchParams): void {
  history.replaceState(null, '', hrefOf(view, params));
  dispatchEvent(new HashChangeEvent('hashchange'));
}

export function useRoute(): Route {
  const [route, setRoute] = useState(read);
  useEffect(() => {
    const follow = (): void => setRoute(read());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
}

/** The same parameters with one changed. */
export function withParam(params: URLSearchParams, name: string, value: string | undefined): URLSearchParams {
  const changed = new URLSearchParams(params);
  if (value === undefined || value === '') changed.delete(name);
  else changed.set(name, value);
  return changed;
}

/** The same parameters with one value of a repeatable one added, or removed if it is there. */
export function toggled(params: URLSearchParams, name: string, value: string): URLSearchParams {
  const changed = new URLSearchParams(params);
  const others = changed.getAll(name).filter((each) => each !== value);
  const isOn = others.length < changed.getAll(name).length;
  changed.delete(name);
  for (const each of isOn ? others : [...others, value]) changed.append(name, each);
  return changed;
}
