import { step } from '../../support/n8nStep.mts';
import { BRAZE_KEY, control, requestsOf } from '../accounts.mts';
import { alone, faster, notSlower, type Part, type Sample } from '../harness/part.mts';
import { N8nBench, type Ran, type Work } from '../n8n/host.mts';
import { say } from '../numbers.mts';
import { serveSandbox, type Sandbox } from '../processes.mts';

export const FULL_ITEMS = 10_000;
/** Objects that Braze takes in a request. */
export const PACKED = 75;

const WITH_ACCOUNT = { credentials: { brazeApi: { id: 'bench', name: 'Bench' } } };
const SIGNED_IN = { authentication: 'predefinedCredentialType', nodeCredentialType: 'brazeApi' };
const post = (url: string, jsonBody: string) => ({ method: 'POST', url, ...SIGNED_IN, sendBody: true, specifyBody: 'json', jsonBody, options: {} });

const ATTRIBUTES = '({ json }) => ({ external_id: json.crm_id, city: json.city, plan: json.plan })';

/** The node that is measured. */
export const trackIn = (id: string, items: number): Work => ({
  ...{ id, kind: 'person', items },
  steps: [
    step(
      'Send',
      'n8n-nodes-campaigns.braze',
      2,
      { resource: 'user', operation: 'track', kind: 'attributes', identifier: 'external_id', recipientsFrom: 'items', userColumn: 'crm_id', variables: 'all' },
      WITH_ACCOUNT,
    ),
  ],
});

/** The account of {@link trackIn}, as n8n imports it. */
export const brazeCredential = (url: string) => ({
  ...{ id: 'bench', name: 'Bench', type: 'brazeApi' },
  data: { restEndpoint: 'custom', customUrl: url, apiKey: BRAZE_KEY },
});

/** Ways to bring the same items to users/track. */
const worksFor = ({ baseUrls }: Sandbox, items: number): Readonly<Record<'track' | 'httpRequest' | 'loop' | 'code', Work>> => {
  const url = `${baseUrls.braze}/users/track`;
  const kind = 'person';
  return {
    track: trackIn('track', items),
    // One request an item, as many at once as it likes.
    httpRequest: {
      ...{ id: 'httpRequest', kind, items },
      steps: [
        step(
          'Send',
          'n8n-nodes-base.httpRequest',
          4.2,
          post(url, '={{ JSON.stringify({ attributes: [{ external_id: $json.crm_id, city: $json.city, plan: $json.plan }] }) }}'),
          WITH_ACCOUNT,
        ),
      ],
    },
    // What an expert builds: 75 items a turn, one body of them, one request.
    loop: {
      ...{ id: 'loop', kind, items },
      steps: [
        step('Loop', 'n8n-nodes-base.splitInBatches', 3, { batchSize: PACKED, options: {} }),
        step('Pack', 'n8n-nodes-base.code', 2, { jsCode: `return [{ json: { attributes: $input.all().map(${ATTRIBUTES}) } }];` }),
        step('Send', 'n8n-nodes-base.httpRequest', 4.2, post(url, '={{ JSON.stringify($json) }}'), WITH_ACCOUNT),
      ],
      connections: [
        ['Source', 0, 'Loop'],
        ['Loop', 0, 'Sink'],
        ['Loop', 1, 'Pack'],
        ['Pack', 0, 'Send'],
        ['Send', 0, 'Loop'],
      ],
    },
    // The least that n8n's own means cost: one Code node that packs and sends. Its helper signs in by a header, as it knows no credential.
    code: {
      ...{ id: 'code', kind, items },
      steps: [
        step('Send', 'n8n-nodes-base.code', 2, {
          jsCode: `const all = $input.all();
for (let from = 0; from < all.length; from += ${PACKED}) {
  const body = { attributes: all.slice(from, from + ${PACKED}).map(${ATTRIBUTES}) };
  await this.helpers.httpRequest({ method: 'POST', url: '${url}', headers: { authorization: 'Bearer ${BRAZE_KEY}' }, body, json: true });
}
return all;`,
        }),
      ],
    },
  };
};

const work = (size: number) => `${say(FULL_ITEMS * size)} items through Braze *Track* in n8n`;

export const track: Part = {
  name: 'track',
  rows: [
    faster({ id: 'track.httpRequest', work, against: 'HTTP Request, one request an item', ours: 'track', theirs: 'httpRequest', atLeast: 80 }),
    alone({ id: 'track.requests', work, against: 'itself', by: 'requests', unit: 'requests', ours: 'track', atMost: 134, scales: true }),
    faster({ id: 'track.loop', work, against: 'Loop Over Items + Code + HTTP Request, 75 a request', ours: 'track', theirs: 'loop', atLeast: 2 }),
    notSlower({ id: 'track.code', work, against: "a Code node that sends the same requests with n8n's helper", ours: 'track', theirs: 'code', atMost: 1.5 }),
  ],
  async open({ folder, scaled, say: tell }) {
    const items = scaled(FULL_ITEMS);
    const { ready: sandbox, stop } = await serveSandbox(folder);
    // Ten thousand requests would meet Braze's limit of 3,000 in 3 s; what is compared here is the work, not the waiting.
    await control(sandbox, '/braze/settings', { rateTrack: 1_000_000, rateDefault: 1_000_000 });
    const works = worksFor(sandbox, items);
    const n8n = await N8nBench.open(folder, Object.values(works), [brazeCredential(sandbox.baseUrls.braze!)], tell);
    const packed = Math.ceil(items / PACKED);
    const contestant = (name: keyof typeof works, wanted: { readonly requests: number; readonly items: number }) => ({
      name,
      async run(): Promise<Sample> {
        const before = await requestsOf(sandbox);
        const ran: Ran = await n8n.run(works[name]);
        const requests = (await requestsOf(sandbox)) - before;
        if (requests !== wanted.requests || ran.items !== wanted.items) {
          throw new Error(`'${name}' sent ${requests} requests and gave ${ran.items} items, not ${JSON.stringify(wanted)}`);
        }
        return { ...ran, requests };
      },
    });
    return {
      contestants: [
        contestant('track', { requests: packed, items }),
        contestant('httpRequest', { requests: items, items }),
        contestant('loop', { requests: packed, items: packed }),
        contestant('code', { requests: packed, items }),
      ],
      close: async () => void (await stop()),
    };
  },
};
