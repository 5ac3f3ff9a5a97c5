import { BRAZE_KEY, control, requestsOf } from '../accounts.mts';
import { faster, notSlower, type Part, type Sample } from '../harness/part.mts';
import { brazeAccount } from '../nodeRed/accounts.mts';
import { functionStep, httpStep, runFlow, type FlowWork } from '../nodeRed/host.mts';
import { say } from '../numbers.mts';
import { inOwnProcess, serveSandbox, type Sandbox } from '../processes.mts';
import { mustBe } from '../samples.mts';
import type { UndiciOrder } from '../workers/undici.ts';
import { FULL_ITEMS, PACKED } from './track.mts';

const choice = (value: string) => ({ type: 'choice', value });

/** As `person` in `items.ts`. */
const people = (items: number): string => `return Array.from({ length: ${items} }, (_, i) => ({ crm_id: 'c-' + i, city: 'Paris', plan: 'gold' }));`;

const flowsFor = (sandbox: Sandbox, items: number): readonly FlowWork[] => {
  const payload = people(items);
  return [
    {
      ...{ id: 'track', payload, accounts: [brazeAccount(sandbox)], counts: '(payload) => payload.length', expected: items },
      steps: [
        {
          ...{ id: 'send', type: 'campaign-track-user', account: 'account', vendor: 'braze', operation: 'user.track', version: 2 },
          values: {
            ...{ kind: choice('attributes'), identifier: choice('external_id'), recipientsFrom: choice('items') },
            ...{ items: { type: 'msg', value: 'payload' }, userColumn: { type: 'str', value: 'crm_id' }, variables: choice('all') },
          },
        },
      ],
    },
    {
      ...{ id: 'function', payload, accounts: [], counts: '() => 1', expected: Math.ceil(items / PACKED) },
      steps: [
        functionStep(
          'pack',
          `const messages = [];
for (let from = 0; from < msg.payload.length; from += ${PACKED}) {
  const attributes = msg.payload.slice(from, from + ${PACKED}).map(({ crm_id, city, plan }) => ({ external_id: crm_id, city, plan }));
  messages.push({ payload: { attributes }, headers: { authorization: 'Bearer ${BRAZE_KEY}', 'content-type': 'application/json' } });
}
return [messages];`,
        ),
        httpStep('send', { method: 'POST', ret: 'obj', url: `${sandbox.baseUrls.braze}/users/track` }),
      ],
    },
  ];
};

const work = (size: number) => `${say(FULL_ITEMS * size)} items through *Track User* in Node-RED`;

export const nodeRedTrack: Part = {
  name: 'node-red-track',
  rows: [
    faster({ id: 'nodeRedTrack.function', work, against: 'function + http request, 75 a request', ours: 'track', theirs: 'function', atLeast: 2 }),
    notSlower({ id: 'nodeRedTrack.undici', work, against: 'undici in a loop, 75 a request', ours: 'track', theirs: 'undici', atMost: 1.5 }),
  ],
  async open({ folder, scaled }) {
    const items = scaled(FULL_ITEMS);
    const { ready: sandbox, stop } = await serveSandbox(folder);
    await control(sandbox, '/braze/settings', { rateTrack: 1_000_000, rateDefault: 1_000_000 });
    const counted = async (run: () => Promise<Sample>): Promise<Sample> => {
      const before = await requestsOf(sandbox);
      const sample = await run();
      mustBe('Requests', (await requestsOf(sandbox)) - before, Math.ceil(items / PACKED));
      return sample;
    };
    const undici = async (): Promise<Sample> => {
      const order: UndiciOrder = { url: sandbox.baseUrls.braze!, key: BRAZE_KEY, items, packed: PACKED };
      return { seconds: (await inOwnProcess<number>(folder, 'undici', order)).result };
    };
    return {
      contestants: [
        ...flowsFor(sandbox, items).map((flow) => ({ name: flow.id, run: () => counted(() => runFlow(folder, flow)) })),
        { name: 'undici', run: () => counted(undici) },
      ],
      close: async () => void (await stop()),
    };
  },
};
