import { inspect } from 'node:util';
import { Searcher, type Find } from './search';
import type { Secret } from './secrets';

/** A text that somebody may see, by the name of where. */
export type Sinks = Readonly<Record<string, unknown>>;

interface Hit extends Find {
  /** `braze / campaign.get / 500 once` */
  readonly run: string;
  readonly sink: string;
}

/** Bytes are written as lists of numbers, in which nobody would find anything. */
const bytesAsText = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && (value as { type?: unknown }).type === 'Buffer' && Array.isArray((value as { data?: unknown }).data)
    ? Buffer.from((value as { data: number[] }).data).toString('utf8')
    : value;

/** All that can be read out of a value: errors with their stacks, causes and further members, lists and texts to their ends. */
export const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const shown = inspect(value, { depth: 20, maxArrayLength: null, maxStringLength: null, breakLength: Infinity });
  let written: string | undefined;
  try {
    written = JSON.stringify(value, bytesAsText);
  } catch {
    // In circles: it is shown all the same.
  }
  const stacks = value instanceof Error ? [value.stack, String(value), value.message] : [];
  return [shown, written, ...stacks].join('\n');
};

const MOST_SHOWN = 40;

/** Counts what was run and searched, and keeps what was found. */
export class Tally {
  runs = 0;
  texts = 0;
  readonly hits: Hit[] = [];

  /** Searches what a run has left behind. */
  search(run: string, secrets: readonly Secret[], user: string, sinks: Sinks): void {
    this.runs++;
    const searcher = new Searcher(secrets, user);
    for (const [sink, value] of Object.entries(sinks)) {
      const texts = Array.isArray(value) ? (value as readonly unknown[]) : [value];
      this.texts += texts.length;
      for (const find of searcher.in(texts.map(textOf).join('\n'))) this.hits.push({ run, sink, ...find });
    }
  }

  /** What was found: by where and of what, in which scenes, with one example each. */
  get found(): readonly string[] {
    const groups = new Map<string, Hit[]>();
    for (const hit of this.hits) {
      const key = `${hit.sink}: ${hit.secret.replace(/ \d+$/, '')}`;
      groups.set(key, [...(groups.get(key) ?? []), hit]);
    }
    const lines = [...groups].map(([key, hits]) => {
      const scenes = new Set(hits.map(({ run }) => run.split(' / ').at(-1)));
      const [first] = hits as [Hit];
      return `${key}: ${hits.length} in ${[...scenes].join(' + ')}; such as ${first.run}: ${first.encoding}: ${JSON.stringify(first.around)}`;
    });
    return lines.length > MOST_SHOWN ? [...lines.slice(0, MOST_SHOWN), `... and ${lines.length - MOST_SHOWN} more kinds`] : lines;
  }

  /** One line with the figures, for the output of the tests. */
  tell(where: string): void {
    console.info(`Canary test, ${where}: ${this.runs} runs, ${this.texts} texts searched, ${this.hits.length} hits.`);
  }
}
