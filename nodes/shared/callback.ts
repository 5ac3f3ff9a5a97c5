import {
  NodeOperationError,
  type IDisplayOptions,
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeProperties,
  type IWebhookDescription,
  type IWebhookFunctions,
  type IWebhookResponseData,
} from 'n8n-workflow';
import {
  CampaignError,
  fromCallback,
  operationCalled,
  operationOf,
  optionsFrom,
  isBlank,
  ownFieldsOf,
  readSwitch,
  type AnyOperation,
  type AnyVendor,
  type Json,
} from '../../engine';
import { hostClock, type Clock } from './clock';
import { nodeError } from './errors';
import { itemsOf, OUTPUT_FIELD } from './output';
import { accountOf, portsOf } from './ports';
import { NOT_IN_TOOL } from './tool';
import { both } from './versions';

/** The switch that suspends the execution until the vendor calls. */
export const WAIT_FOR_CALLBACK = 'waitForCallback';

/** Maximum wait if the operation does not say how long an answer can take. */
const LONGEST_MS = 24 * 60 * 60_000;
/** The file may become available slightly after the call that announces it. */
const AFTER_CALL_MS = 5 * 60_000;

type Show = NonNullable<IDisplayOptions['show']>;

/** The switch, for operations with a callback. */
export const callbackProperties = (o: AnyOperation, show: Show): INodeProperties[] =>
  o.callback
    ? [
        {
          displayName: 'Wait for Callback',
          name: WAIT_FOR_CALLBACK,
          type: 'boolean',
          default: false,
          description:
            'Whether to pause the execution until the vendor calls back, which uses no resources in the meantime. The vendor must be able to reach this n8n instance (see its webhook URL), and only one item can be processed at a time.',
          // An agent would be put to sleep with it.
          displayOptions: both({ show: { ...show, ...(o.wait && { waitUntilReady: [false] }) } }, NOT_IN_TOOL),
        },
      ]
    : [];

/** Receives the vendor's call: n8n creates a new URL with a token for each execution. */
export const callbackWebhook: IWebhookDescription = {
  name: 'default',
  httpMethod: 'POST',
  responseMode: 'onReceived',
  path: '',
  isFullPath: true,
  restartWebhook: true,
};

/** Each request carries its own callback URL, valid for one execution, so there is nothing to register or clean up at the vendor. */
const nothingToDo = async (): Promise<boolean> => true;
export const callbackWebhookMethods = { default: { checkExists: nothingToDo, create: nothingToDo, delete: nothingToDo } };

/** @throws NodeOperationError if the switch is neither on nor off */
const wantsCallback = (host: IExecuteFunctions, o: AnyOperation): boolean => {
  if (o.callback === undefined) return false;
  const said = host.getNodeParameter(WAIT_FOR_CALLBACK, 0, false) as unknown;
  const wanted = isBlank(said) ? false : readSwitch(said);
  if (wanted !== undefined) return wanted;
  throw new NodeOperationError(host.getNode(), `'Wait for Callback' must be true or false but is '${String(said)}'`, {
    description: 'Use true or false. Nothing was sent.',
  });
};

/**
 * The URL for the vendor's call, if the user chose to wait for it.
 * @throws NodeOperationError if several items want to wait: the first call would resume them all
 */
export const callbackAddress = (host: IExecuteFunctions, o: AnyOperation): string | undefined => {
  if (!wantsCallback(host, o)) return undefined;
  const { length } = host.getInputData();
  if (length !== 1) {
    throw new NodeOperationError(host.getNode(), `'Wait for Callback' accepts one item at a time, but received ${length}`, {
      description: "Put a 'Loop Over Items' node with batch size 1 before this one, or use 'Wait Until Ready'. Nothing was sent.",
    });
  }
  return host.evaluateExpression('{{ $execution.resumeUrl }}', 0) as string;
};

/** Suspends the execution until the vendor's call or the timeout. */
export const sleepUntilCalled = async (host: IExecuteFunctions, o: AnyOperation, clock: Clock): Promise<INodeExecutionData[][]> => {
  await host.putExecutionToWait(new Date(clock.now() + (o.wait?.longestMs ?? LONGEST_MS)));
  return [host.getInputData()];
};

/** `webhook` of a vendor's node: the result of the vendor's call becomes the node's output. */
export const callbackOf = (vendor: AnyVendor, clock: Clock = hostClock) =>
  async function (this: IWebhookFunctions): Promise<IWebhookResponseData> {
    // Respond first: a download may take far longer than the vendor waits for a response.
    this.getResponseObject().status(200).json({ received: true });
    const saved = `${this.getNodeParameter('resource') as string}.${this.getNodeParameter('operation') as string}`;
    const name = operationCalled(vendor, saved)?.name ?? saved;
    const o = operationOf(vendor, name);
    const values = Object.fromEntries(
      ['output', 'returnAll', 'limit', 'simplify'].map((each) => [each, (this.getNodeParameter(each, null) as unknown) ?? undefined]),
    );
    const own = ownFieldsOf(o, values);
    if ('problems' in own) throw new NodeOperationError(this.getNode(), own.problems[0]!.message, { description: own.problems[0]!.todo });
    const options = { ...optionsFrom(o, own.values), longestWaitMs: AFTER_CALL_MS };
    const ports = portsOf(this, vendor, clock);
    try {
      const call = { vendor, operation: name, inputs: [{}], account: await accountOf(this, vendor), options };
      const output = fromCallback(call, this.getBodyData() as Json, ports);
      const file = values.output === 'file' ? { field: this.getNodeParameter(OUTPUT_FIELD, 'data') as string } : undefined;
      return { noWebhookResponse: true, workflowData: [await itemsOf(this, output, 0, file, ports)] };
    } catch (error) {
      throw error instanceof CampaignError ? nodeError(this.getNode(), error, 0, 1) : error;
    }
  };
