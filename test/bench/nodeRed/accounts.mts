import type { FlowNode } from '../../../scripts/node-red-host.mts';
import { BRAZE_KEY } from '../accounts.mts';
import type { Sandbox } from '../processes.mts';

const str = (value: string | undefined) => ({ type: 'str', value });
const choice = (value: string) => ({ type: 'choice', value });

/** The demo accounts of a sandbox as nodes of a flow; their ID is `account`. */
export const brazeAccount = ({ baseUrls }: Sandbox): FlowNode => ({
  ...{ id: 'account', type: 'braze-account', name: 'Bench', version: 1, credentials: { apiKey: BRAZE_KEY } },
  values: {
    ...{ restEndpoint: choice('custom'), customUrl: str(baseUrls.braze), authentication: choice('bearer') },
    ...{ version: choice('braze'), trackLimit: choice('total75') },
  },
});

export const bryjAccount = ({ baseUrls }: Sandbox): FlowNode => ({
  ...{ id: 'account', type: 'bryj-account', name: 'Bench', version: 1, credentials: { password: 'demo-password' } },
  values: { email: str('demo@example.com'), baseUrl: str(baseUrls.bryj) },
});
