import { h, type FunctionComponent, type JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { LiveContext, useSandbox } from './live';
import { PicturesContext } from './message/picture';
import { hrefOf, useRoute, VIEWS, type View } from './route';
import { Side } from './side/side';
import { Toolbar } from './ui/toolbar';
import { BatchesView } from './views/batches';
import { CatalogsView } from './views/catalogs';
import { FaultsView } from './views/faults';
import { MessagesView } from './views/messages';
import { ProfilesView } from './views/profiles';
import { RequestsView } from './views/requests';

const LABELS: Readonly<Record<View, string>> = {
  messages: 'Messages',
  batches: 'Campaigns and batches',
  profiles: 'Profiles',
  catalogs: 'Catalogs',
  requests: 'Requests',
  faults: 'Faults',
};
const CONTENT: Readonly<Record<View, FunctionComponent<{ params: URLSearchParams }>>> = {
  messages: MessagesView,
  batches: BatchesView,
  profiles: ProfilesView,
  catalogs: CatalogsView,
  requests: RequestsView,
  faults: FaultsView,
};
const TOAST_MS = 2500;
const PICTURES = 'outbox-pictures';

/** The outbox: what the vendors were sent, and what people would have got. */
export function App(): JSX.Element {
  const [toast, setToast] = useState('');
  const timer = useRef<number>(undefined);
  const say = (text: string): void => {
    setToast(text);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setToast(''), TOAST_MS);
  };
  const live = useSandbox(say);
  const { view, params } = useRoute();
  const [withPictures, setPictures] = useState(localStorage.getItem(PICTURES) === '1');
  useEffect(() => {
    document.title = `${LABELS[view]} · Campaign Sandbox`;
  }, [view]);
  const wantPictures = (isWanted: boolean): void => {
    localStorage.setItem(PICTURES, isWanted ? '1' : '0');
    setPictures(isWanted);
  };
  const faultsOn = live.overview?.faults.filter(({ times }) => times !== 0).length ?? 0;

  return h(
    LiveContext.Provider,
    { value: live },
    h(
      PicturesContext.Provider,
      { value: withPictures },
      h('a', { class: 'skip', href: '#view', onClick: skip }, 'Skip to the list'),
      h(
        'header',
        { class: 'top' },
        h('div', { class: 'brand' }, h(Logo, null), h('div', null, h('h1', null, 'Outbox'), h('p', null, 'Campaign Sandbox'))),
        h(
          Toolbar,
          { label: 'Views', role: 'tablist', className: 'tabs' },
          VIEWS.map((each) =>
            h(
              'button',
              {
                key: each,
                type: 'button',
                role: 'tab',
                id: `tab-${each}`,
                'aria-selected': each === view,
                'aria-controls': 'view',
                onClick: () => (location.hash = hrefOf(each)),
              },
              LABELS[each],
              each === 'faults' && faultsOn > 0 ? h('span', { class: 'badge' }, String(faultsOn)) : null,
            ),
          ),
        ),
        h(
          'span',
          { class: `live${live.isConnected ? ' on' : ''}`, role: 'status' },
          h('i', null),
          h('span', null, live.isConnected ? 'live' : 'waiting for the sandbox'),
        ),
      ),
      h(
        'div',
        { class: 'body' },
        h(
          'main',
          null,
          h('div', { id: 'view', class: 'tabpanel', role: 'tabpanel', 'aria-labelledby': `tab-${view}` }, h(CONTENT[view], { key: view, params })),
        ),
        h(Side, { withPictures, onPictures: wantPictures }),
      ),
      h('div', { class: `toast${toast === '' ? '' : ' on'}`, role: 'status' }, toast),
    ),
  );
}

function skip(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('[role="listbox"], main button, main select')?.focus();
}

function Logo(): JSX.Element {
  return h(
    'svg',
    { viewBox: '0 0 32 32', width: 30, height: 30, 'aria-hidden': 'true' },
    h('rect', { width: 32, height: 32, rx: 9, fill: 'var(--accent)' }),
    h('path', { d: 'M8 11h16v11H8zM8 11l8 7 8-7', fill: 'none', stroke: 'var(--on-accent)', 'stroke-width': 2.2, 'stroke-linejoin': 'round' }),
  );
}
