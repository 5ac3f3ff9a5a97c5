'use strict';
// All content comes from senders, so it is only ever set as text, never as markup.

const PAGE = 24;
const byId = (id) => document.getElementById(id);
let view = { batches: [], vendors: [], faults: [], now: 0, batchCount: 0 };
let chosen = decodeURIComponent(location.hash.slice(1));
/** Until a batch is selected, the newest one is shown. */
let picked = chosen !== '';
let offset = 0;
let clockAhead = 0;
let fetching = false;
let again = false;
let shownDetail = '';

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === 'onclick') node.onclick = value;
    else if (value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null).map((child) => (child instanceof Node ? child : String(child))));
  return node;
}

const number = (value) => value.toLocaleString('en');
const people = (count) => (count === 1 ? '1 person' : `${number(count)} people`);
const megabytes = (bytes) => (bytes < 1e6 ? `${number(Math.ceil(bytes / 1000))} kB` : `${number(Math.round(bytes / 1e6))} MB`);
const when = (ms) => new Date(ms).toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' });

function ago(ms) {
  const difference = Math.round((ms - view.now) / 1000);
  const size = Math.abs(difference);
  const [amount, unit] =
    size < 60
      ? [size, 's']
      : size < 3600
        ? [Math.round(size / 60), 'min']
        : size < 172800
          ? [Math.round(size / 3600), 'h']
          : [Math.round(size / 86400), 'days'];
  if (size < 2) return 'now';
  return difference < 0 ? `${amount} ${unit} ago` : `in ${amount} ${unit}`;
}

const isDone = (status) => status === 'sent' || status === 'pending';
const statusClass = (status) =>
  status === 'sent' ? 's-sent' : status === 'pending' ? 's-pending' : status === 'In progress' ? 's-progress' : status === 'canceled' ? '' : 's-error';
const pill = (text, kind = `s-${text}`) => el('span', { class: `pill ${kind}` }, text);

async function call(method, path, body) {
  const response = await fetch(`/_sandbox${path}`, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || response.status);
  return answer;
}

let toastTimer;
function toast(text) {
  byId('toast').textContent = text;
  byId('toast').classList.add('on');
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => byId('toast').classList.remove('on'), 1600);
}

/** One refresh at a time; changes in the meantime cause one more. */
async function refresh() {
  if (fetching) return void (again = true);
  fetching = true;
  try {
    view = await call('GET', '/overview');
    clockAhead = view.now - Date.now();
    drawSide();
    drawBatches();
    await drawDetail();
  } catch (error) {
    toast(String(error.message || error));
  } finally {
    fetching = false;
    if (again) {
      again = false;
      void refresh();
    }
  }
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast('Copied');
  } catch {
    toast('The browser does not allow copying here. Select the text instead.');
  }
}

function drawSide() {
  byId('account').replaceChildren(
    ...view.vendors.flatMap((vendor) => [
      el('div', { class: 'vendor' }, vendor.label),
      ...vendor.account.map(({ label, value }) =>
        el(
          'div',
          { class: 'fact' },
          el('span', {}, label),
          el('div', { class: 'mono' }, value),
          el('button', { type: 'button', 'aria-label': `Copy ${label}`, onclick: () => copy(value) }, 'Copy'),
        ),
      ),
    ]),
  );
  byId('quota').replaceChildren(
    ...view.vendors.flatMap(({ label, quota }) => {
      if (quota.limit === null) return [];
      const fill = el('i');
      fill.style.width = `${Math.min(100, (100 * quota.used) / Math.max(1, quota.limit))}%`;
      return el(
        'div',
        {},
        el('div', { class: 'row' }, el('span', {}, label), el('span', {}, `${number(quota.used)} of ${number(quota.limit)}`)),
        el('div', { class: 'bar' }, fill),
      );
    }),
  );
  byId('campaigns').replaceChildren(
    ...view.vendors.flatMap(({ campaigns }) =>
      campaigns.map((campaign) =>
        el(
          'li',
          {},
          el('div', { class: 'row' }, el('b', {}, campaign.name), pill(campaign.state)),
          el('div', { class: 'mono' }, campaign.id),
          el('div', { class: 'vars' }, `${campaign.channel} · ${campaign.variables.join(', ') || 'no variables'}`),
        ),
      ),
    ),
  );
  if (!byId('campaigns').children.length) byId('campaigns').append(el('li', { class: 'hint' }, 'None. Add one with POST /_sandbox/<vendor>/campaigns.'));
  byId('faults').replaceChildren(
    ...view.faults.map((rule) => {
      const spent = rule.times === 0;
      const left = spent ? 'used up' : rule.times === null ? 'every request' : `next ${rule.times}`;
      const { kind, ...details } = rule.fault;
      const number = details.status || details.bytes || details.ms || '';
      return el(
        'li',
        { class: spent ? 'spent' : undefined },
        el('span', {}, el('b', {}, `${kind} ${number}`.trim()), ` · ${rule.match.path || 'any request'} · ${left}, hit ${rule.hits}×`),
        el('button', { type: 'button', 'aria-label': 'Remove this fault', onclick: () => call('DELETE', `/faults/${rule.id}`).then(refresh) }, '×'),
      );
    }),
  );
}

function drawBatches() {
  byId('batch-count').textContent = number(view.batchCount);
  byId('uploads').replaceChildren(
    ...view.vendors.flatMap(({ uploads, label }) =>
      uploads.map((upload) =>
        el(
          'div',
          { class: 'upload' },
          el('b', {}, `${label}: receiving a file`),
          el('div', { class: 'meta' }, `${people(upload.rows)} · ${megabytes(upload.bytes)} so far`),
        ),
      ),
    ),
  );
  if (!view.batches.length) {
    byId('batches').replaceChildren(
      el(
        'li',
        { class: 'empty' },
        el('b', {}, 'Nothing sent yet'),
        el('span', {}, 'Point an account at the base URL and trigger a batch. It appears here immediately.'),
      ),
    );
    return;
  }
  if (!picked || !view.batches.some(({ id }) => id === chosen)) show(view.batches[0].id);
  byId('batches').replaceChildren(
    ...view.batches.map((batch) => {
      const vendor = view.vendors.find(({ id }) => id === batch.vendor);
      return el(
        'li',
        {},
        el(
          'button',
          { class: `batch${batch.id === chosen ? ' chosen' : ''}`, 'aria-pressed': batch.id === chosen, onclick: () => pick(batch.id) },
          el('div', { class: 'row' }, el('span', { class: 'name' }, batch.campaignName), pill(batch.state)),
          el(
            'div',
            { class: 'meta' },
            `${vendor ? vendor.label : batch.vendor} · ${batch.channel} · ${batch.form.toUpperCase()}${batch.bytes === undefined ? '' : ` ${megabytes(batch.bytes)}`}`,
          ),
          el('div', { class: 'row people' }, el('b', {}, people(batch.count)), el('span', { class: 'hint', title: when(batch.sendAt) }, ago(batch.sendAt))),
        ),
      );
    }),
  );
}

function show(id) {
  if (id !== chosen) offset = 0;
  chosen = id;
}

async function pick(id) {
  picked = true;
  show(id);
  history.replaceState(null, '', `#${encodeURIComponent(id)}`);
  await refresh();
  // On a narrow screen the messages are below the list.
  if (matchMedia('(max-width: 720px)').matches) byId('detail').scrollIntoView();
}

async function drawDetail() {
  const batch = view.batches.find(({ id }) => id === chosen);
  const pane = byId('detail');
  if (!batch) {
    shownDetail = '';
    pane.replaceChildren(
      el(
        'div',
        { class: 'empty' },
        el('b', {}, 'No message to show'),
        el('span', {}, 'Messages appear here as recipients would have received them, with their variables filled in.'),
      ),
    );
    return;
  }
  const page = await call('GET', `/${batch.vendor}/batches/${encodeURIComponent(batch.id)}/messages?offset=${offset}&limit=${PAGE}`);
  const drawn = JSON.stringify([batch, page]);
  if (drawn === shownDetail) return; // redrawing would lose the selection
  shownDetail = drawn;

  const fact = (name, value, kind, size) => el('div', { class: size }, el('dt', {}, name), el('dd', { class: kind }, value));
  const counts = Object.entries(page.counts || {}).sort((a, b) => b[1] - a[1]);
  const facts = el(
    'div',
    { class: 'facts' },
    el('div', { class: 'row' }, el('h3', {}, batch.campaignName), pill(batch.state)),
    el(
      'dl',
      {},
      fact('People', number(batch.count)),
      fact('Send time', when(batch.sendAt)),
      fact('Received', when(batch.createdAt)),
      fact('Campaign', batch.campaignId, 'mono'),
      fact('Request', batch.id, 'mono', 'wide'),
    ),
    counts.length ? el('div', { class: 'counts' }, ...counts.map(([status, count]) => pill(`${status} ${number(count)}`, statusClass(status)))) : undefined,
  );
  const last = Math.min(page.total, offset + page.messages.length);
  const turn = (by) => () => {
    offset = Math.max(0, offset + by);
    void refresh();
  };
  const pager =
    page.total > PAGE
      ? el(
          'div',
          { class: 'pager' },
          el('button', { disabled: offset === 0 ? '' : undefined, onclick: turn(-PAGE) }, '← Earlier'),
          el('span', { class: 'hint' }, `${number(offset + 1)}–${number(last)} of ${number(page.total)}`),
          el('button', { disabled: last >= page.total ? '' : undefined, onclick: turn(PAGE) }, 'Later →'),
        )
      : undefined;
  const screen = page.messages.length
    ? el('div', { class: 'screen' }, ...page.messages.map((message) => card(message, batch)))
    : el('div', { class: 'empty' }, el('b', {}, 'This batch is empty'));
  pane.replaceChildren(facts, ...(pager ? [pager] : []), screen);
}

const PLATFORMS = { ios: 'iOS', android: 'Android', kindle: 'Kindle', web: 'Web', windows: 'Windows', email: 'Email', webhook: 'Webhook' };

function card(message, batch) {
  const failed = !isDone(message.status) && message.status !== 'In progress';
  const devices = message.platforms.map((name) => PLATFORMS[name] || name).join(' + ');
  const inApp = (message.type || batch.channel).startsWith('in');
  return el(
    'article',
    { class: `person ${inApp ? 'inapp' : 'push'}${failed ? ' failed' : ''}` },
    el('div', { class: 'who' }, el('b', { title: message.user }, message.user || '(empty user ID)'), pill(message.status, statusClass(message.status))),
    el(
      'div',
      { class: 'note' },
      el(
        'div',
        { class: 'app' },
        el('i', { 'aria-hidden': 'true' }, 'D'),
        el('span', { class: message.type && 'mono' }, message.type || 'Demo app'),
        el('span', {}, devices),
      ),
      el('h4', {}, message.title),
      el('p', {}, message.body),
      inApp ? el('span', { class: 'cta', 'aria-hidden': 'true' }, 'OK') : undefined,
    ),
  );
}

const PRESETS = [
  ['Server error (500)', { kind: 'status', status: 500 }],
  ['Unavailable (503)', { kind: 'status', status: 503 }],
  ['Too many requests (429)', { kind: 'rateLimit', retryAfterSeconds: 2, withHeaders: true }],
  ['No answer, not processed', { kind: 'timeoutBefore' }],
  ['No answer, but processed', { kind: 'timeoutAfter' }],
  ['Connection reset, not processed', { kind: 'resetBefore' }],
  ['Connection reset, but processed', { kind: 'resetAfter' }],
  ['Response or file truncated', { kind: 'truncate', bytes: 60 }],
  ['Token expires', { kind: 'expireToken' }],
  ['Answer delayed by 3 seconds', { kind: 'slow', ms: 3000 }],
  ['Accepted, but not processed', { kind: 'acceptAndDrop' }],
];
const PATHS = [
  ['Any request', ''],
  ['Trigger', '/trigger'],
  ['Cancel', '/cancel'],
  ['Scheduled list', '/request/scheduled'],
  ['Report', '/campaigns.(report|request\\?)/'],
  ['Report file', '/-s3.|-files.reports/'],
  ['Sign-in', '/sign_in|api.login/'],
  ['Launch', '/launch'],
  ['Hits', '/hits'],
  ['Users', '/users/'],
  ['Messages', '/messages/'],
  ['Lists', '/list'],
  ['Series', '/data_series'],
  ['Export file', '/_files|-files.campaigns/'],
  ['Access token', '/oauth2/'],
  ['Campaigns', '/campaigns'],
  ['Send push', '/sendpush'],
];
const form = byId('fault-form');
form.elements.preset.append(...PRESETS.map(([label], i) => el('option', { value: i }, label)));
form.elements.path.append(...PATHS.map(([label, path]) => el('option', { value: path }, label)));
form.onsubmit = async (event) => {
  event.preventDefault();
  const { preset, path, times } = form.elements;
  await call('POST', '/faults', {
    match: path.value ? { path: path.value } : {},
    times: times.value ? Number(times.value) : null,
    fault: PRESETS[Number(preset.value)][1],
  });
  void refresh();
};
byId('reset').onclick = async () => {
  if (!confirm('Delete all batches, faults and settings, and restart with the demo data?')) return;
  await call('POST', '/reset');
  toast('Reset');
};
for (const button of document.querySelectorAll('[data-jump]')) {
  button.onclick = () => call('POST', '/clock', { advanceMs: Number(button.dataset.jump) }).then(refresh);
}
setInterval(() => {
  byId('clock').textContent = when(Date.now() + clockAhead);
}, 1000);

const news = new EventSource('/_sandbox/events');
const live = (on) => {
  byId('live').classList.toggle('on', on);
  byId('live').lastElementChild.textContent = on ? 'live' : 'waiting for the sandbox';
};
news.onopen = () => live(true);
news.onerror = () => live(false);
news.onmessage = () => void refresh();
