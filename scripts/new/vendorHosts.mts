import { pascalOf, wordsIn } from './names.mts';
import type { VendorSpec } from './spec.mts';
import { DEMO_KEY, prefixOf } from './vendorSandbox.mts';

/** A placeholder for the vendor's own host; reserved and never assigned (RFC 2606). */
export const HOST = ({ id }: VendorSpec): string => `api.${id.toLowerCase()}.example`;

const written = (value: unknown): string => JSON.stringify(value, null, 2);

const docsOf = (spec: VendorSpec): string => `https://${HOST(spec)}/docs`;

/** Where n8n's files for the vendor are. */
export const n8nFiles = ({ id }: VendorSpec): { readonly node: string; readonly credential: string } => ({
  node: `nodes/${pascalOf(id)}/${pascalOf(id)}.node`,
  credential: `credentials/${pascalOf(id)}Api.credentials`,
});

const node = ({ id, label }: VendorSpec): string => `import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { ${id} } from '../../vendors/${id}';
import { listSearchOf, NODE_VERSIONS, propertiesOf, runOf, subtitleOf } from '../shared';

export class ${pascalOf(id)} implements INodeType {
  description: INodeTypeDescription = {
    displayName: '${label}',
    name: '${id}',
    icon: { light: 'file:../../icons/${id}.svg', dark: 'file:../../icons/${id}.dark.svg' },
    group: ['output'],
    version: NODE_VERSIONS,
    defaultVersion: NODE_VERSIONS.at(-1)!,
    subtitle: subtitleOf(${id}),
    description: ${id}.description,
    defaults: { name: '${label}' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: '${id}Api', required: true }],
    properties: propertiesOf(${id}),
  };

  methods = { listSearch: listSearchOf(${id}) };

  execute = runOf(${id});
}
`;

const codex = (spec: VendorSpec): string =>
  written({
    node: `n8n-nodes-campaigns.${spec.id}`,
    nodeVersion: '1.0',
    codexVersion: '1.0',
    categories: ['Marketing & Content', 'Communication'],
    alias: ['push', 'notification', 'campaign', 'mobile'],
    resources: { primaryDocumentation: [{ url: docsOf(spec) }], credentialDocumentation: [{ url: docsOf(spec) }] },
  });

const credential = (spec: VendorSpec): string => `import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { authenticateOf, credentialPropertiesOf, testOf } from '../nodes/shared';
import { ${spec.id} } from '../vendors/${spec.id}';

export class ${pascalOf(spec.id)}Api implements ICredentialType {
  name = '${spec.id}Api';

  displayName = '${spec.label} API';

  icon: Icon = { light: 'file:../icons/${spec.id}.svg', dark: 'file:../icons/${spec.id}.dark.svg' };

  documentationUrl = '${docsOf(spec)}';

  properties: INodeProperties[] = credentialPropertiesOf(${spec.id});

  authenticate = authenticateOf(${spec.id});

  test: ICredentialTestRequest = testOf(${spec.id});
}
`;

/** The vendor's first letter in a ring, a placeholder for a real icon. */
const icon = (
  { label }: VendorSpec,
  color: string,
): string => `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="0 0 40 40" fill="none" stroke="${color}" stroke-width="3">
  <circle cx="20" cy="20" r="16" />
  <text x="20" y="27" font-family="sans-serif" font-size="20" text-anchor="middle" fill="${color}" stroke="none">${label[0]!.toUpperCase()}</text>
</svg>
`;

/** A flow that lists the campaigns of the sandbox. */
const example = (spec: VendorSpec): string => {
  const kebab = wordsIn(spec.id).join('-');
  const id = (part: string): string => `${kebab}-${part}`;
  const debug = (name: string, complete: string, y: number) => ({
    ...{ type: 'debug', z: id('tab'), name, active: true, tosidebar: true, console: false, tostatus: false, complete, targetType: 'msg' },
    ...{ statusVal: '', statusType: 'auto', x: 570, y, wires: [] },
  });
  return written([
    {
      id: id('tab'),
      type: 'tab',
      label: `${spec.label} campaigns`,
      disabled: false,
      info: `Lists the campaigns.\n\nRuns against the sandbox: \`npx campaign-sandbox --port 4010\`. The account's key is \`${DEMO_KEY}\`.`,
    },
    {
      ...{ id: id('account'), type: `${kebab}-account`, name: 'Sandbox', version: 1 },
      values: { baseUrl: { type: 'str', value: `http://127.0.0.1:4010${prefixOf(spec)}` } },
      credentials: { apiKey: DEMO_KEY },
    },
    {
      ...{ id: id('comment'), type: 'comment', z: id('tab'), name: `Set: your account in ${spec.label.toLowerCase()}` },
      info: 'The node lists all campaigns.\n\n**Expect:** one message per campaign.',
      ...{ x: 320, y: 60, wires: [] },
    },
    {
      id: id('inject'),
      type: 'inject',
      z: id('tab'),
      name: 'now',
      props: [],
      repeat: '',
      crontab: '',
      once: false,
      onceDelay: 0.1,
      topic: '',
      x: 120,
      y: 120,
      wires: [[id('list')]],
    },
    {
      ...{
        id: id('list'),
        type: `campaign-${kebab}`,
        z: id('tab'),
        name: '',
        account: id('account'),
        vendor: spec.id,
        operation: 'campaign.getMany',
        version: 1,
      },
      values: { sendRows: { type: 'choice', value: 'each' }, returnAll: { type: 'bool', value: 'true' } },
      ...{ x: 360, y: 120, wires: [[id('result')]] },
    },
    { id: id('result'), ...debug('campaign', 'payload', 120) },
    { id: id('catch'), type: 'catch', z: id('tab'), name: '', scope: null, uncaught: false, x: 140, y: 200, wires: [[id('failed')]] },
    { id: id('failed'), ...debug('what failed', 'error', 200) },
  ]);
};

/** The file of the example flow, in the vendor's folder. */
export const exampleOf = ({ id, label }: VendorSpec): string => `node-red/examples/${label.replaceAll(' ', '')}/${wordsIn(id).join('-')}-campaigns.json`;

/** The vendor's files for both hosts. */
export const hostFiles = (spec: VendorSpec): Readonly<Record<string, string>> => {
  const files = n8nFiles(spec);
  return {
    [`${files.node}.ts`]: node(spec),
    [`${files.node}.json`]: codex(spec),
    [`${files.credential}.ts`]: credential(spec),
    [`icons/${spec.id}.svg`]: icon(spec, '#3d4a5c'),
    [`icons/${spec.id}.dark.svg`]: icon(spec, '#c3cedb'),
    [exampleOf(spec)]: example(spec),
  };
};
