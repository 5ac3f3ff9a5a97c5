import { h, type JSX } from 'preact';
import { call } from '../api';
import { number } from '../format';
import { useLive } from '../live';
import { CopyButton } from '../ui/copy';

/** The demo accounts, folded: most people need one of them, once. */
export function Accounts(): JSX.Element {
  const { overview } = useLive();
  return h(
    'section',
    { class: 'panel' },
    h('h2', null, 'Accounts'),
    overview?.vendors.map(({ id, label, account, quota }) =>
      h(
        'details',
        { key: id, class: 'account' },
        h('summary', null, label),
        account.map(({ label: name, value }) =>
          h(
            'div',
            { key: name, class: 'fact' },
            h('span', { class: 'hint' }, name),
            h('span', { class: 'mono' }, value),
            h(CopyButton, { text: value, what: `${name} of ${label}` }),
          ),
        ),
        h(
          'p',
          null,
          h(CopyButton, {
            text: async () => JSON.stringify(await call('GET', `/credentials.json?vendor=${id}`), null, 2),
            what: `${label} as n8n credential, for n8n import:credentials`,
            label: 'Copy as n8n credential',
          }),
        ),
        quota.limit === null ? null : h('p', { class: 'hint' }, `${number(quota.used)} of ${number(quota.limit)} requests used`),
      ),
    ),
  );
}
