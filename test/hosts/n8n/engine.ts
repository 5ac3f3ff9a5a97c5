import 'reflect-metadata';
import './environment';
import { BinaryDataService, ExecutionLifecycleHooks, LoadOptionsContext, PollContext, TriggersAndPollers, WebhookContext, WorkflowExecute } from 'n8n-core';
import {
  createRunExecutionData,
  NodeConnectionTypes,
  Workflow,
  type IConnections,
  type IDataObject,
  type ICredentialDataDecryptedObject,
  type ICredentialType,
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
import { camelCase } from '../../../engine';
import { callbackOf } from '../../../nodes/shared/callback';
import type { Clock } from '../../../nodes/shared/clock';
import { runOf } from '../../../nodes/shared/run';
import { pollOf } from '../../../nodes/shared/trigger';
import { n8n as manifest } from '../../../package.json';
import type { Sandbox } from '../../../sandbox/index';
import { demoCredential } from '../../support/sandbox';
import { vendors } from '../../../vendors';
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
  /** What nodes told the editor meanwhile. */
  readonly told: readonly string[];
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

/** A class of the package, from the source of a file that the manifest names. */
const classIn = <T>(compiled: string): new () => T => {
  const source = compiled.replace(/^dist\//, '').replace(/\.js$/, '');
  const [name = ''] = source.split('/').at(-1)!.split('.');
  return jest.requireActual<Record<string, new () => T>>(`../../../${source}`)[name]!;
};

const nodeClasses = manifest.nodes.map((file) => classIn<INodeType>(file));
const credentialClasses = manifest.credentials.map((file) => classIn<ICredentialType>(file));

/** What n8n, too, makes once: a description has thousands of parts. */
let nodes: readonly INodeType[] | undefined;

/** The package's nodes by type, with a clock of the test's. */
const packageNodes = (clock?: Clock): Record<string, INodeType> =>
  Object.fromEntries(
    (nodes ??= nodeClasses.map((Class) => new Class())).map((shared) => {
      const node = Object.assign(Object.create(Object.getPrototypeOf(shared) as object) as INodeType, shared);
      const { name, polling } = node.description;
      const vendor = vendors.find(({ id }) => (polling ? `${id}Trigger` : id) === name);
      if (clock && vendor && polling) node.poll = pollOf(vendor, clock);
      else if (clock && vendor) {
        node.execute = runOf(vendor, clock);
        if (node.webhook) node.webhook = callbackOf(vendor, clock);
      }
      return [`n8n-nodes-campaigns.${node.description.name}`, node];
    }),
  );

const typesOf = ({ items = [{ json: {} }], clock, types }: RunOptions): INodeTypes => {
  const all: Record<string, INodeType> = { 'n8n-nodes-base.manualTrigger': starter(items), ...packageNodes(clock), ...types };
  return { getByName: (name) => all[name]!, getByNameAndVersion: (name) => all[name]!, getKnownTypes: () => ({}) };
};

export const credentialId = 'account1';

/** An account at the sandbox. */
export const accountAt = (baseUrl: string, over: ICredentialDataDecryptedObject = {}): Accounts =>
  new Accounts({ bryjApi: new BryjApi() }, { [credentialId]: { email: 'demo@example.com', password: 'demo-password', baseUrl, ...over } });

/** The sandbox's demo accounts of all vendors: the id is the vendor's. */
export const demoAccounts = (sandbox: Sandbox): Accounts =>
  new Accounts(
    Object.fromEntries(credentialClasses.map((Class) => new Class()).map((type) => [type.name, type])),
    Object.fromEntries(
      vendors.map(({ id }) => [id, Object.fromEntries(Object.entries(demoCredential(id, sandbox)).map(([wire, value]) => [camelCase(wire), value as never]))]),
    ),
  );

/** The container of the n8n-core that is tested; other versions of n8n's packages bring their own. */
export const { Container } = jest.requireActual<{ Container: { get<T>(type: new (...parts: never[]) => T): T } }>(
  require.resolve('@n8n/di', { paths: [require.resolve('n8n-core')] }),
);

/** What n8n's nodes log with. */
export const { Logger } = jest.requireActual<{ Logger: new () => { info(message: string): void } }>(
  require.resolve('@n8n/backend-common', { paths: [require.resolve('n8n-core')] }),
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

const setUp = (file: WorkflowFile, options: RunOptions): { workflow: Workflow; additional: IWorkflowExecuteAdditionalData; told: string[] } => {
  const told: string[] = [];
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
    sendDataToUI: (_: string, { messages }: { messages: readonly string[] }) => void told.push(...messages),
  };
  return { workflow, additional: additional as unknown as IWorkflowExecuteAdditionalData, told };
};

/** Runs a workflow in n8n's own engine, as the editor's test run does. */
export const runWorkflow = async (file: WorkflowFile, options: RunOptions = {}): Promise<Ran> => {
  ready ??= Container.get(BinaryDataService).init();
  await ready;
  const { workflow, additional, told } = setUp(file, options);
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
    told,
    ...(error && { error }),
  };
};

/** What the editor calls the methods of a node with, to fill a picker. */
export const pickerContext = (file: WorkflowFile, node: string, options: RunOptions): ILoadOptionsFunctions => {
  const { workflow, additional } = setUp(file, options);
  return new LoadOptionsContext(workflow, workflow.getNode(node)!, additional, '');
};

/** What a call to the address of a sleeping execution gives: the node's output, and what the caller was answered. */
export const callWebhook = async (
  file: WorkflowFile,
  node: string,
  body: object,
  options: RunOptions,
): Promise<{ readonly items: INodeExecutionData[]; readonly answered: unknown[]; readonly isAnsweredByNode: boolean }> => {
  ready ??= Container.get(BinaryDataService).init();
  await ready;
  const { workflow, additional } = setUp(file, options);
  const answered: unknown[] = [];
  const response = {
    status(code: number) {
      answered.push(code);
      return response;
    },
    json(value: unknown) {
      answered.push(value);
      return response;
    },
  };
  Object.assign(additional, { httpRequest: { body, headers: {}, params: {}, query: {} }, httpResponse: response });
  const own = workflow.getNode(node)!;
  const context = new WebhookContext(workflow, own, additional, 'webhook', {} as never, [], null);
  const type = workflow.nodeTypes.getByNameAndVersion(own.type) as INodeType;
  const { workflowData, noWebhookResponse = false } = await type.webhook!.call(context);
  return { items: workflowData?.[0] ?? [], answered, isAnsweredByNode: noWebhookResponse };
};

/** One poll of a trigger node, as n8n's own executor makes it. */
export interface Polled {
  /** The items of the execution that it starts; null: none is started. */
  readonly items: readonly INodeExecutionData[] | null;
  /** What the node keeps, as n8n would write it to its database. */
  readonly kept: IDataObject;
}

export interface PollOptions extends RunOptions {
  /** `trigger`, or `manual` for *Fetch Test Event*. */
  readonly mode?: 'trigger' | 'manual';
  /** What the node kept before. */
  readonly kept?: IDataObject;
  /** The time that n8n says a poll may take; null: it has no word for that, as before 2.38. */
  readonly budgetMs?: number | null;
  /** Told what is kept at the end, whether it failed or not. */
  readonly onEnd?: (kept: IDataObject) => void;
  /** Failures that n8n was told of beside what the poll gave are added here; if absent, one is thrown where the poll gave nothing. */
  readonly failures?: Error[];
}

/** Polls a node once in n8n's own engine; throws what n8n would record as a failed execution. */
export const runPoll = async (node: INode, options: PollOptions): Promise<Polled> => {
  const { workflow, additional } = setUp({ nodes: [node], connections: {} }, options);
  const own = workflow.getNode(node.name)!;
  const data = workflow.getStaticData('node', own);
  Object.assign(data, options.kept);
  const { mode = 'trigger', budgetMs } = options;
  const budget = typeof budgetMs === 'number' ? () => budgetMs : undefined;
  const failures = options.failures ?? [];
  const emitError = (error: Error): void => void failures.push(error);
  const context = new PollContext(workflow, own, additional, mode, 'init', undefined, emitError, undefined, undefined, undefined, budget);
  if (budgetMs === null) Reflect.deleteProperty(context, 'getPollBudgetMs');
  const keptNow = (): IDataObject => JSON.parse(JSON.stringify(data)) as IDataObject;
  try {
    const answer = await Container.get(TriggersAndPollers).runPollFunction(workflow, own, context);
    if (!answer && !options.failures && failures[0]) throw failures[0];
    return { items: answer?.[0] ?? null, kept: keptNow() };
  } finally {
    options.onEnd?.(keptNow());
  }
};
