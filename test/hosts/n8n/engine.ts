import 'reflect-metadata';
import './environment';
import { BinaryDataService, ExecutionLifecycleHooks, LoadOptionsContext, WorkflowExecute } from 'n8n-core';
import {
  createRunExecutionData,
  NodeConnectionTypes,
  Workflow,
  type IConnections,
  type ICredentialDataDecryptedObject,
  type IExecuteFunctions,
  type ILoadOptionsFunctions,
  type INode,
  type INodeExecutionData,
  type INodeType,
  type INodeTypes,
  type IRun,
  type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { BryjApi } from '../../../credentials/BryjApi.credentials';
import { Bryj } from '../../../nodes/Bryj/Bryj.node';
import type { Clock } from '../../../nodes/shared/clock';
import { runOf } from '../../../nodes/shared/run';
import { bryj } from '../../../vendors/bryj';
import { Accounts } from './accounts';

/** A workflow as n8n saves and exports it. */
export interface WorkflowFile {
  readonly nodes: readonly INode[];
  readonly connections: IConnections;
}

export interface RunOptions {
  /** What the start node hands on. */
  readonly items?: readonly INodeExecutionData[];
  readonly clock?: Clock;
  /** Further node types. */
  readonly types?: Readonly<Record<string, INodeType>>;
  readonly accounts?: Accounts;
  /** Stops the execution as the editor's stop button does, once the promise is kept. */
  readonly cancelWhen?: Promise<unknown>;
}

export interface Ran {
  readonly run: IRun;
  /** Items of a node's output, of its last run. */
  items(node: string, output?: number): INodeExecutionData[];
  jsons(node: string, output?: number): Record<string, unknown>[];
  readonly error?: { readonly message: string; readonly description?: string | null; readonly context: Record<string, unknown> };
  hints(node: string): string[];
}

const starter = (items: readonly INodeExecutionData[]): INodeType => ({
  description: {
    displayName: 'Start',
    name: 'start',
    group: ['trigger'],
    version: 1,
    description: '',
    defaults: { name: 'Start' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    properties: [],
  },
  async trigger() {
    return { manualTriggerFunction: async () => undefined };
  },
  async execute(this: IExecuteFunctions) {
    return [items.map((item) => ({ ...item }))];
  },
});

const bryjWith = (clock?: Clock): INodeType => {
  const node = new Bryj();
  if (clock) node.execute = runOf(bryj, clock);
  return node;
};

const typesOf = ({ items = [{ json: {} }], clock, types }: RunOptions): INodeTypes => {
  const all: Record<string, INodeType> = { 'n8n-nodes-base.manualTrigger': starter(items), 'n8n-nodes-campaigns.bryj': bryjWith(clock), ...types };
  return { getByName: (name) => all[name]!, getByNameAndVersion: (name) => all[name]!, getKnownTypes: () => ({}) };
};

export const credentialId = 'account1';

/** An account at the sandbox. */
export const accountAt = (baseUrl: string, over: ICredentialDataDecryptedObject = {}): Accounts =>
  new Accounts({ bryjApi: new BryjApi() }, { [credentialId]: { email: 'demo@example.com', password: 'demo-password', baseUrl, ...over } });

/** The container of the n8n-core that is tested; other versions of n8n's packages bring their own. */
export const { Container } = jest.requireActual<{ Container: { get<T>(type: new (...parts: never[]) => T): T } }>(
  require.resolve('@n8n/di', { paths: [require.resolve('n8n-core')] }),
);

/** Addresses that n8n makes links of. */
const ADDRESSES = [
  'restApiUrl',
  'instanceBaseUrl',
  'formBaseUrl',
  'formWaitingBaseUrl',
  'formTestBaseUrl',
  'webhookBaseUrl',
  'webhookWaitingBaseUrl',
  'webhookTestBaseUrl',
  'mcpBaseUrl',
  'mcpTestBaseUrl',
] as const;

let executions = 0;
let ready: Promise<void> | undefined;

const setUp = (file: WorkflowFile, options: RunOptions): { workflow: Workflow; additional: IWorkflowExecuteAdditionalData } => {
  const nodeTypes = typesOf(options);
  const settings = { timezone: 'Europe/Paris' };
  const workflow = new Workflow({ id: 'wf1', name: 'Test', nodes: [...file.nodes], connections: file.connections, active: false, nodeTypes, settings });
  const executionId = String(++executions);
  const additional = {
    executionId,
    credentialsHelper: options.accounts,
    hooks: new ExecutionLifecycleHooks('manual', executionId, workflow as never),
    currentNodeExecutionIndex: 0,
    ...Object.fromEntries(ADDRESSES.map((name) => [name, 'http://n8n.test'])),
    variables: {},
    logAiEvent: () => undefined,
  };
  return { workflow, additional: additional as unknown as IWorkflowExecuteAdditionalData };
};

/** Runs a workflow in n8n's own engine, as the editor's test run does. */
export const runWorkflow = async (file: WorkflowFile, options: RunOptions = {}): Promise<Ran> => {
  ready ??= Container.get(BinaryDataService).init();
  await ready;
  const { workflow, additional } = setUp(file, options);
  const start = file.nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger')!;
  const nodeExecutionStack = [{ node: workflow.getNode(start.name)!, data: { main: [[{ json: {} }]] }, source: null }];
  const running = new WorkflowExecute(additional, 'manual', createRunExecutionData({ executionData: { nodeExecutionStack } })).processRunExecutionData(
    workflow,
  );
  void options.cancelWhen?.then(() => running.cancel());
  const run = await running;
  const { runData, error } = run.data.resultData;
  const of = (node: string, output = 0): INodeExecutionData[] => runData[node]?.at(-1)?.data?.main?.[output] ?? [];
  return {
    run,
    items: of,
    jsons: (node, output) => of(node, output).map(({ json }) => json),
    hints: (node) => (runData[node]?.at(-1)?.hints ?? []).map(({ message }) => message),
    ...(error && { error: error as never }),
  };
};

/** What the editor calls the methods of a node with, to fill a picker. */
export const pickerContext = (file: WorkflowFile, node: string, options: RunOptions): ILoadOptionsFunctions => {
  const { workflow, additional } = setUp(file, options);
  return new LoadOptionsContext(workflow, workflow.getNode(node)!, additional, '');
};
