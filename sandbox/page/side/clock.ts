import { h, type JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../api';
import { when } from '../format';
import { useLive } from '../live';

const JUMPS: readonly (readonly [label: string, ms: number])[] = [
  ['+1 min', 60_000],
  ['+30 min', 1_800_000],
  ['+1 h', 3_600_000],
  ['+1 day', 86_400_000],
];

/** The sandbox's clock, which can be moved forward, and the way back to the start. */
export function Clock(): JSX.Element {
  const { now, refresh, say } = useLive();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const jump = async (advanceMs: number): Promise<void> => {
    await call('POST', '/clock', { advanceMs }).catch((error: Error) => say(error.message));
    refresh();
  };
  return h(
    'section',
    { class: 'panel' },
    h('h2', null, 'Clock'),
    h('p', null, h('time', { class: 'clock' }, when(now()))),
    h(
      'div',
      { class: 'jumps', role: 'group', 'aria-label': "Move the sandbox's clock forward" },
      JUMPS.map(([label, ms]) => h('button', { key: label, type: 'button', class: 'small', onClick: () => void jump(ms) }, label)),
    ),
    h(Reset, { onReset: () => (say('Reset'), refresh()) }),
  );
}

function Reset({ onReset }: { onReset: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const { say } = useLive();
  const reset = async (): Promise<void> => {
    dialog.current?.close();
    await call('POST', '/reset').then(onReset, (error: Error) => say(error.message));
  };
  return h(
    'div',
    null,
    h('button', { type: 'button', class: 'small danger', onClick: () => dialog.current?.showModal() }, 'Reset the sandbox'),
    h(
      'dialog',
      { ref: dialog, 'aria-labelledby': 'reset-title' },
      h('h2', { id: 'reset-title', class: 'title' }, 'Reset the sandbox?'),
      h('p', null, 'All batches, faults and settings are deleted, and it starts again with the demo data.'),
      h(
        'div',
        { class: 'pills' },
        h('button', { type: 'button', onClick: () => dialog.current?.close() }, 'Cancel'),
        h('button', { type: 'button', class: 'danger', onClick: () => void reset() }, 'Reset'),
      ),
    ),
  );
}
