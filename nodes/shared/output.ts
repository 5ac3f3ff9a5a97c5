import { NodeOperationError, type IBinaryData, type IExecuteFunctions, type INode, type INodeExecutionData, type IWebhookFunctions } from 'n8n-workflow';
import { ITEMS, told, type CampaignError, type JsonObject, type Output } from '../../engine';
import { toldIn } from './errors';
import { detailsName } from './host';
import type { HostPorts } from './ports';

/** The parameter with the name of the output field for a file. */
export const OUTPUT_FIELD = 'outputField';

/** Where output is created: an execution, or the call that resumes it. */
type FileHost = Pick<IExecuteFunctions | IWebhookFunctions, 'getNode'> & { readonly helpers: Pick<IExecuteFunctions['helpers'], 'prepareBinaryData'> };

type Content = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

async function* continued(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** The bytes as n8n stores them: a stream, so that files need not fit in memory if n8n stores them on disk or in S3. */
const contentOf = async (bytes: AsyncIterable<Uint8Array>, ports: HostPorts): Promise<Content> => {
  const chunks = bytes[Symbol.asyncIterator]();
  const first = await chunks.next();
  const streams = ports.streams();
  if (first.done || !streams) return Buffer.from([]);
  return streams.from(continued(first.value, chunks), { objectMode: false }) as unknown as Content;
};

const DATABASE_LIMIT = 'N8N_BINARY_DATA_DATABASE_MAX_FILE_SIZE';

/** n8n's error for a file that is too large for its database, with what helps here. */
const explained = (host: FileHost, error: unknown, name: string, itemIndex: number): unknown =>
  error instanceof Error && error.message.includes(DATABASE_LIMIT)
    ? new NodeOperationError(host.getNode(), `The file '${name}' is larger than n8n can store in its database in queue mode`, {
        itemIndex,
        description: `Increase ${DATABASE_LIMIT} (MiB, up to 1024), store files in S3 (N8N_DEFAULT_BINARY_DATA_MODE=s3), set 'Split Into Files of N Rows', or output the rows as items.`,
      })
    : error;

type File = Extract<Output, { kind: 'file' }>;

const store = async (host: FileHost, output: Pick<File, 'name' | 'mimeType' | 'bytes'>, ports: HostPorts, item: number): Promise<IBinaryData> => {
  try {
    return await host.helpers.prepareBinaryData(await contentOf(output.bytes(), ports), output.name, output.mimeType);
  } catch (error) {
    throw explained(host, error, output.name, item);
  }
};

/**
 * One object as the output of an input item.
 * @param target the destination, if it is not production
 */
export const objectItem = (json: JsonObject, item: number, target?: string): INodeExecutionData => ({
  json: (target === undefined ? json : { ...json, target }) as INodeExecutionData['json'],
  pairedItem: { item },
});

/** Where a file goes: the item's field for it, and the number of rows after which another one begins. */
export interface FileTarget {
  readonly field: string;
  readonly most?: number;
}

/** One item per file, each of which says which one it is. n8n stores each while it arrives. */
const fileItems = async (host: FileHost, output: File, item: number, { field, most }: FileTarget, ports: HostPorts): Promise<INodeExecutionData[]> => {
  const pairedItem = { item };
  const about = output.about as INodeExecutionData['json'];
  if (most === undefined || !output.files) return [{ json: about, binary: { [field]: await store(host, output, ports, item) }, pairedItem }];
  const items: INodeExecutionData[] = [];
  for await (const part of output.files(most)) {
    const binary = { [field]: await store(host, { ...part, bytes: () => part.bytes(), mimeType: output.mimeType }, ports, item) };
    items.push({ json: { ...about, part: part.number, rows: part.rows }, binary, pairedItem });
  }
  return items.map(({ json, ...rest }) => ({ ...rest, json: { ...json, parts: items.length } }));
};

/** The output items of one input item. */
export const itemsOf = async (host: FileHost, output: Output, item: number, file: FileTarget | undefined, ports: HostPorts): Promise<INodeExecutionData[]> => {
  const pairedItem = { item };
  if (output.kind === 'object') return [objectItem(output.json, item)];
  if (output.kind === 'file' && file !== undefined) return await fileItems(host, output, item, file, ports);
  const items: INodeExecutionData[] = [];
  for await (const rows of output.rows()) {
    for (const json of rows) items.push({ json: json as INodeExecutionData['json'], pairedItem });
  }
  return items;
};

/**
 * A failed item if the workflow continues. Not as `error` next to `json`: n8n would replace the item with the bare message, whereas an item of these
 * two fields goes to the error output complete, with the input's fields.
 */
export const failedItem = (node: INode, error: CampaignError, item: number, total: number): INodeExecutionData => ({
  json: { error: toldIn(node, told(error, item, total, ITEMS), error.todo), [detailsName(node)]: { ...error.toJSON() } } as INodeExecutionData['json'],
  pairedItem: { item },
});
