import { statusOf } from '../../../node-red/runtime/status';
import type { Node, Red } from '../../../node-red/runtime/nodeRedTypes';
import * as en from '../../../node-red/locales/en-US/campaigns.json';
import * as fr from '../../../node-red/locales/fr/campaigns.json';
import { NOON } from '../../support/host';

/** What a node shows below itself, in the words of a language. */
const shownIn = ({ campaigns }: typeof en | typeof fr) => {
  const texts: string[] = [];
  const words = campaigns.status as unknown as Readonly<Record<string, string>>;
  const red = {
    _: (path: string, values: Readonly<Record<string, unknown>> = {}) =>
      words[path.split('.').at(-1)!]!.replace(/__(\w+)__/g, (_, name: string) => String(values[name])),
  } as unknown as Red;
  const node = { status: ({ text = '' }) => void texts.push(text) } as unknown as Node;
  return { shown: statusOf(red, node, () => NOON), texts };
};

/** The time of day here, as Node-RED's server has it. */
const clock = (ms: number): string => new Date(ms).toTimeString().slice(0, 5);

it.each([
  ['English', en, 'not ready, asks again at ', 'waiting 5 min'],
  ['French', fr, 'pas encore prêt, nouvelle demande à ', 'attente 5 min'],
])('a wait for what is not ready says when it is asked for again, in %s', (_, language, notReady, limited) => {
  const { shown, texts } = shownIn(language);
  const next = NOON + 5 * 60_000;
  shown.waiting(5 * 60_000, { what: 'The report is not ready.', next, until: next });
  shown.waiting(5 * 60_000);
  expect(texts).toEqual([`${notReady}${clock(next)}`, limited]);
});
