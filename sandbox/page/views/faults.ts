import { h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { call, type FaultRule, type VendorOverview } from '../api';
import { ago, number } from '../format';
import { useLive } from '../live';
import { hrefOf } from '../route';
import { Empty } from '../ui/facts';
import { Pill } from '../ui/pill';
import { Toolbar } from '../ui/toolbar';

interface Preset {
  readonly label: string;
  readonly fault: FaultRule['fault'];
}

const PRESETS: readonly Preset[] = [
  { label: 'Server error (500)', fault: { kind: 'status', status: 500 } },
  { label: 'Unavailable (503)', fault: { kind: 'status', status: 503 } },
  { label: 'Too many requests (429)', fault: { kind: 'rateLimit', retryAfterSeconds: 2, withHeaders: true } },
  { label: 'No answer, not processed', fault: { kind: 'timeoutBefore' } },
  { label: 'No answer, but processed', fault: { kind: 'timeoutAfter' } },
  { label: 'Connection reset, not processed', fault: { kind: 'resetBefore' } },
  { label: 'Connection reset, but processed', fault: { kind: 'resetAfter' } },
  { label: 'Answer broken off', fault: { kind: 'truncate', bytes: 60 } },
  { label: 'Token expires', fault: { kind: 'expireToken' } },
  { label: 'Answer delayed by 3 seconds', fault: { kind: 'slow', ms: 3000 } },
  { label: 'Accepted, but not processed', fault: { kind: 'acceptAndDrop' } },
];
const TIMES: readonly (readonly [label: string, times: number | null])[] = [
  ['the next request', 1],
  ['the next 3 requests', 3],
  ['every request', null],
];

interface Operation {
  readonly label: string;
  readonly method?: string;
  readonly path?: string;
}

const isFor = (rule: FaultRule, vendor: string, { method, path }: Operation): boolean =>
  rule.vendor === vendor && rule.match.path === path && rule.match.method === method && rule.times !== 0;
const faultName = ({ fault }: FaultRule): string => PRESETS.find((preset) => JSON.stringify(preset.fault) === JSON.stringify(fault))?.label ?? fault.kind;

/** What goes wrong on request: buttons for each operation, and what is on. */
export function FaultsView(): JSX.Element {
  const { overview, refresh, say } = useLive();
  const [preset, setPreset] = useState(0);
  const [times, setTimes] = useState(0);
  const { vendors = [], faults = [] } = overview ?? {};

  const run = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      say((error as Error).message);
    }
    refresh();
  };
  const add = (vendor: string, { method, path }: Operation): void =>
    void run(
      call('POST', '/faults', {
        vendor,
        match: { ...(method !== undefined && { method }), ...(path !== undefined && { path }) },
        times: TIMES[times]?.[1] ?? null,
        fault: PRESETS[preset]?.fault,
      }),
    );
  const toggle = (vendor: string, operation: Operation): void => {
    const on = faults.filter((rule) => isFor(rule, vendor, operation));
    if (on.length === 0) add(vendor, operation);
    else void run(Promise.all(on.map(({ id }) => call('DELETE', `/faults/${id}`))));
  };
  const choice = (label: string, options: readonly string[], value: number, choose: (index: number) => void): JSX.Element =>
    h(
      'label',
      { class: 'field' },
      label,
      h(
        'select',
        { value: String(value), onChange: ({ currentTarget }: { currentTarget: HTMLSelectElement }) => choose(Number(currentTarget.value)) },
        options.map((option, index) => h('option', { key: option, value: String(index) }, option)),
      ),
    );

  return h(
    'div',
    { class: 'view faults' },
    h(
      'section',
      { class: 'panel' },
      h('h2', null, 'Switch on'),
      h('p', { class: 'hint' }, 'Choose what goes wrong, then press the operations that it happens to. Press again to switch it off.'),
      h(
        'div',
        { class: 'fields' },
        choice(
          'What goes wrong',
          PRESETS.map(({ label }) => label),
          preset,
          setPreset,
        ),
        choice(
          'How often',
          TIMES.map(([label]) => label),
          times,
          setTimes,
        ),
      ),
      vendors.map((vendor) => h(VendorButtons, { key: vendor.id, vendor, faults, onToggle: (operation: Operation) => toggle(vendor.id, operation) })),
    ),
    h(
      'section',
      { class: 'panel' },
      h(
        'div',
        { class: 'spread' },
        h('h2', null, `On (${number(faults.filter((rule) => rule.times !== 0).length)})`),
        faults.length > 0 ? h('button', { type: 'button', class: 'small', onClick: () => void run(call('DELETE', '/faults')) }, 'Remove all') : null,
      ),
      faults.length === 0 ? h(Empty, { title: 'No fault is on', text: 'Every request is answered as the vendor would.' }) : null,
      h(
        'ul',
        { class: 'plain rules' },
        faults.map((rule) => h(Rule, { key: rule.id, rule, vendors, onRemove: () => void run(call('DELETE', `/faults/${rule.id}`)) })),
      ),
      h('p', null, h('a', { href: hrefOf('requests', { fault: '1' }) }, 'Requests that a fault has hit')),
    ),
  );
}

function VendorButtons({
  vendor,
  faults,
  onToggle,
}: {
  vendor: VendorOverview;
  faults: readonly FaultRule[];
  onToggle: (operation: Operation) => void;
}): JSX.Element {
  const operations: readonly Operation[] = [{ label: 'Any request' }, ...vendor.operations];
  return h(
    Toolbar,
    { label: `Faults of ${vendor.label}`, className: 'operations' },
    h('h3', null, vendor.label),
    operations.map((operation) => {
      const on = faults.filter((rule) => isFor(rule, vendor.id, operation));
      const hits = on.reduce((sum, rule) => sum + rule.hits, 0);
      return h(
        'button',
        { key: operation.label, type: 'button', class: 'chip bad', 'aria-pressed': on.length > 0, onClick: () => onToggle(operation) },
        operation.label,
        on.length > 0 ? h('span', { class: 'count' }, ` hit ${number(hits)}×`) : null,
      );
    }),
  );
}

function Rule({ rule, vendors, onRemove }: { rule: FaultRule; vendors: readonly VendorOverview[]; onRemove: () => void }): JSX.Element {
  const { now } = useLive();
  const { vendor, match, times, skip, hits, lastAt } = rule;
  const label = vendors.find(({ id }) => id === vendor)?.label ?? 'All vendors';
  const left = times === 0 ? 'used up' : times === null ? 'every request' : `next ${number(times)}`;
  return h(
    'li',
    { class: times === 0 ? 'rule spent' : 'rule' },
    h(
      'div',
      null,
      h('b', null, faultName(rule)),
      h('div', { class: 'hint' }, label, ' · ', h('span', { class: 'mono' }, [match.method, match.path].filter(Boolean).join(' ') || 'any request')),
    ),
    h(
      'div',
      { class: 'pills' },
      h(Pill, { text: left, kind: times === 0 ? '' : 'warn' }),
      skip > 0 ? h(Pill, { text: `after ${number(skip)}`, kind: '' }) : null,
      h(Pill, { text: `hit ${number(hits)}×`, kind: hits > 0 ? 'bad' : '' }),
    ),
    h('span', { class: 'hint' }, lastAt === undefined ? '' : `last ${ago(lastAt, now())}`),
    h('button', { type: 'button', class: 'small', 'aria-label': `Remove: ${faultName(rule)}`, onClick: onRemove }, '×'),
  );
}
