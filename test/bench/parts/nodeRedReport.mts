import { bryjToken, control } from '../accounts.mts';
import { faster, lighter, type Part } from '../harness/part.mts';
import { bryjAccount } from '../nodeRed/accounts.mts';
import { functionStep, httpStep, runFlow, type FlowWork } from '../nodeRed/host.mts';
import { say } from '../numbers.mts';
import { serveSandbox, type Sandbox } from '../processes.mts';
import { mustBe } from '../samples.mts';

const FULL_ROWS = 300_000;
const choice = (value: string) => ({ type: 'choice', value });
const bool = (value: boolean) => ({ type: 'bool', value: String(value) });

const flowsFor = (sandbox: Sandbox, id: string, token: string, rows: number): readonly FlowWork[] => {
  const same = { payload: `return ${JSON.stringify(id)};`, counts: '(payload) => payload.length', expected: rows };
  return [
    {
      ...{ id: 'report', ...same, accounts: [bryjAccount(sandbox)] },
      steps: [
        {
          ...{ id: 'read', type: 'campaign-get-report', account: 'account', vendor: 'bryj', operation: 'batch.getReport', version: 2 },
          values: {
            ...{ requestId: { type: 'msg', value: 'payload' }, output: choice('rows'), sendRows: choice('all') },
            ...{ returnAll: bool(true), simplify: bool(false) },
          },
        },
      ],
    },
    // Already signed in, and each part read once although the vendor lists one twice.
    {
      ...{ id: 'csv', ...same, accounts: [] },
      steps: [
        functionStep('ask', `return { headers: { authorization: ${JSON.stringify(token)} } };`),
        httpStep('links', { ret: 'obj', url: `${sandbox.baseUrls.bryj}/api/campaigns/report?request_id=${id}` }),
        functionStep('each', 'return [[...new Set(msg.payload.reports)].map((url) => ({ url }))];'),
        httpStep('part', {}),
        {
          ...{ id: 'rows', type: 'csv', spec: 'rfc', sep: ',', hdrin: true, hdrout: 'none', multi: 'mult', ret: '\\n', temp: '', skip: '0', strings: false },
          ...{ include_empty_strings: true, include_null_values: false },
        },
      ],
    },
  ];
};

const work = (size: number) => `report of ${say(FULL_ROWS * size)} rows to items in Node-RED`;
const against = 'http request + csv';

export const nodeRedReport: Part = {
  name: 'node-red-report',
  rows: [
    faster({ id: 'nodeRedReport.time', work, against, ours: 'report', theirs: 'csv', atLeast: 2 }),
    lighter({ id: 'nodeRedReport.memory', work, against, ours: 'report', theirs: 'csv', atMost: 0.25 }),
  ],
  async open({ folder, scaled }) {
    const rows = scaled(FULL_ROWS);
    const { ready: sandbox, stop } = await serveSandbox(folder);
    const { request_id: id } = await control<{ request_id: string }>(sandbox, '/bryj/synthetic', { rows, prefix: 'android-' });
    return {
      contestants: flowsFor(sandbox, id, await bryjToken(sandbox), rows).map((flow) => ({
        name: flow.id,
        async run() {
          const ran = await runFlow(folder, flow);
          mustBe('Rows', ran.items, rows);
          return ran;
        },
      })),
      close: async () => void (await stop()),
    };
  },
};
