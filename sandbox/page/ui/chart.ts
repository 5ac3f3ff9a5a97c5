import { h, type JSX } from 'preact';
import type { ActivityView } from '../api';
import { ago, many, number } from '../format';
import { useAnswer, useLive } from '../live';

const STEPS = 48;
const BAR = 5;
const HEIGHT = 34;

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** Bars of one series; a part of each may have another colour. */
function Bars({ label, values, parts }: { label: string; values: readonly number[]; parts?: readonly number[] }): JSX.Element {
  const most = Math.max(1, ...values);
  const heightOf = (value: number): number => (value === 0 ? 0 : Math.max(2, (HEIGHT * value) / most));
  const bar = (value: number, index: number, kind: string): JSX.Element =>
    h('rect', { key: `${kind}${index}`, class: kind, x: index * BAR, y: HEIGHT - heightOf(value), width: BAR - 1, height: heightOf(value), rx: 1 });
  return h(
    'svg',
    { role: 'img', 'aria-label': label, viewBox: `0 0 ${STEPS * BAR} ${HEIGHT}`, preserveAspectRatio: 'none', class: 'bars' },
    h('line', { x1: 0, x2: STEPS * BAR, y1: HEIGHT, y2: HEIGHT, class: 'axis' }),
    values.map((value, index) => bar(value, index, 'all')),
    parts?.map((value, index) => (value > 0 ? bar(value, index, 'part') : null)),
  );
}

/** Messages and requests since the sandbox was started. */
export function Chart(): JSX.Element | null {
  const { now } = useLive();
  const activity = useAnswer<ActivityView>(`/activity?steps=${STEPS}`);
  if (!activity) return null;
  const [messages, requests, failed] = [sum(activity.messages), sum(activity.requests), sum(activity.failed)];
  const since = ago(activity.from, now()).replace(' ago', '');
  return h(
    'section',
    { class: 'panel chart' },
    h('h2', null, 'Activity ', h('span', { class: 'hint' }, `last ${since}`)),
    h('p', { class: 'spread' }, h('span', null, h('i', { class: 'dot messages' }), 'Messages'), h('b', null, number(messages))),
    h(Bars, { label: `${many(messages, 'message')} in the last ${since}`, values: activity.messages }),
    h(
      'p',
      { class: 'spread' },
      h('span', null, h('i', { class: 'dot requests' }), 'Requests'),
      h('b', null, number(requests), failed > 0 ? h('span', { class: 'refused' }, ` (${number(failed)} refused)`) : null),
    ),
    h(
      'div',
      { class: 'requests' },
      h(Bars, { label: `${many(requests, 'request')}, ${number(failed)} of them refused`, values: activity.requests, parts: activity.failed }),
    ),
  );
}
