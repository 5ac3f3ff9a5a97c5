import { h, type JSX } from 'preact';
import { Chart } from '../ui/chart';
import { Accounts } from './accounts';
import { Clock } from './clock';

/** What belongs to the sandbox as a whole. */
export function Side({ withPictures, onPictures }: { withPictures: boolean; onPictures: (isWanted: boolean) => void }): JSX.Element {
  return h(
    'aside',
    { class: 'side', 'aria-label': 'Sandbox' },
    h(Chart, null),
    h(Accounts, null),
    h(Clock, null),
    h(
      'section',
      { class: 'panel' },
      h(
        'label',
        { class: 'check' },
        h('input', {
          type: 'checkbox',
          checked: withPictures,
          onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) => onPictures(currentTarget.checked),
        }),
        'Load pictures',
      ),
      h('p', { class: 'hint' }, 'Pictures of messages are fetched from where they are. Otherwise nothing leaves this machine.'),
    ),
  );
}
