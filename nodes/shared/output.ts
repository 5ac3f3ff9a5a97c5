import { NodeOperationError, type IBinaryData, type IExecuteFunctions, type INode, type INodeExecutionData, type IWebhookFunctions } from 'n8n-workflow';
import { ITEMS, told, type CampaignError, type JsonObject, type Output } from '../../engine';
import { detailsName } from './host';
import type { HostPorts } from './ports';

/** The parameter that says under which name a file goes out. */
export const OUTPUT_FIELD = 'outputField';

/** Where output is made: an execution, or the call that ends its sleep. */
type FileHost = Pick<IExecuteFunctions | IWebhookFunctions, 'getNode'> & { readonly helpers: Pick<IExecuteFunctions['helpers'], 'prepareBinaryData'> };

type Content = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

async function* continued(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** The bytes as n8n stores them: a stream, so that no file stands whole in memory where n8n keeps files on disk or in S3. */
const contentOf = async (bytes: AsyncIterable<Uint8Array>, ports: HostPorts): Promise<Content> => {
  const chunks = bytes[Symbol.asyncIterator]();
  const first = await chunks.next();
  const streams = ports.streams();
  if (first.done || !streams) return Buffer.from([]);
  return streams.from(continued(first.value, chunks), { objectMode: false }) as unknown as Content;
};

const DATABASE_LIMIT = 'N8N_BINARY_DATA_DATABASE_MAX_FILE_SIZE';

/** n8n's refusal of a file that is too large for its database, with what helps here. */
const explained = (host: FileHost, error: unknown, name: string, itemIndex: number): unknown =>
  error instanceof Error && error.message.includes(DATABASE_LIMIT)
    ? new NodeOperationError(host.getNode(), `The file '${name}' is larger than n8n can store in its database in queue mode`, {
        itemIndex,
        description: `Increase ${DATABASE_LIMIT} (MiB, up to 1024), store files in S3 (N8N_DEFAULT_BINARY_DATA_MODE=s3), or output the rows as items.`,
      })
    : error;

const store = async (host: FileHost, output: Extract<Output, { kind: 'file' }>, ports: HostPorts, item: number): Promise<IBinaryData> => {
  try {
    return await host.helpers.prepareBinaryData(await contentOf(output.bytes(), ports), output.name, output.mimeType);
  } catch (error) {
    throw explained(host, error, output.name, item);
  }
};

/**
 * One object as the output of an input item.
 * @param target where it went, where that is not production
 */
export const objectItem = (json: JsonObject, item: number, target?: string): INodeExecutionData => ({
  json: (target === undefined ? json : { ...json, target }) as INodeExecutionData['json'],
  pairedItem: { item },
});

/** What one input item gave, as output items. */
export const itemsOf = async (host: FileHost, output: Output, item: number, file: string | undefined, ports: HostPorts): Promise<INodeExecutionData[]> => {
  const pairedItem = { item };
  if (output.kind === 'object') return [objectItem(output.json, item)];
  if (output.kind === 'file' && file !== undefined) {
    return [{ json: output.about as INodeExecutionData['json'], binary: { [file]: await store(host, output, ports, item) }, pairedItem }];
  }
  const items: INodeExecutionData[] = [];
  for await (const rows of output.rows()) {
    for (const json of rows) items.push({ json: json as INodeExecutionData['json'], pairedItem });
  }
  return items;
};

/**
 * A failed item where the workflow goes on. Not under `error` beside `json`: n8n would put the bare message in place of the item, while
 * an item of these two fields goes to the error output whole, with the input's fields.
 */
export const failedItem = (node: INode, error: CampaignError, item: number, total: number): INodeExecutionData => ({
  json: { error: told(error, item, total, ITEMS), [detailsName(node)]: { ...error.toJSON() } } as INodeExecutionData['json'],
  pairedItem: { item },
});
