import type { Send } from './book';
import { lanes, type Lane } from './lanes';

/** A lane's way into a host: with a send-once key, and without one. An empty key is refused, so that it takes two. */
interface Route {
  readonly lane: Lane;
  readonly isKeyed: boolean;
  readonly path: string;
}

const pathTo = ({ name }: Lane, isKeyed: boolean): string => `${name.toLowerCase().replaceAll(' ', '-')}${isKeyed ? '-once' : ''}`;

export const routes: readonly Route[] = lanes.flatMap((lane) => [true, false].map((isKeyed) => ({ lane, isKeyed, path: pathTo(lane, isKeyed) })));

export const pathOf = (lane: Lane, { sendOnceKey }: Send): string => pathTo(lane, sendOnceKey !== undefined);

/** What a host is handed. */
export const bodyOf = ({ columns }: Lane, people: readonly string[], { sendOnceKey }: Send): object => ({
  people: people.map((person) => ({ person, ...columns })),
  sendOnceKey,
});

/** A host that is not there yet, or not any more. */
const GONE = [404, 503];

/**
 * Hands a host something, and gives its answer; undefined: it was ended before that. A host whose routes are not there yet is asked again.
 * @param isEnding whether somebody ends the host; otherwise it has no reason not to answer
 */
export const post = async (url: string, body: object, isEnding: () => boolean): Promise<unknown> => {
  for (;;) {
    let reply: Response;
    let text: string;
    try {
      reply = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', connection: 'close' }, body: JSON.stringify(body) });
      text = await reply.text();
    } catch (error) {
      if (isEnding()) return undefined;
      throw new Error(`${url} gave no answer, although nobody ended the host`, { cause: error });
    }
    if (reply.ok) return JSON.parse(text);
    if (isEnding()) return undefined;
    if (!GONE.includes(reply.status)) throw new Error(`${url} answered ${reply.status}: ${text}`);
    await new Promise((go) => setTimeout(go, 100));
  }
};
