import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Asked {
  readonly stream?: boolean;
  readonly messages: readonly { readonly role: string; readonly content?: unknown }[];
  readonly tools?: readonly { readonly function: { readonly name: string; readonly description: string; readonly parameters: Schema } }[];
}

/** The part of JSON Schema that tests look at. */
export interface Schema {
  readonly properties?: Readonly<Record<string, { readonly description?: string; readonly type?: string }>>;
  readonly required?: readonly string[];
}

/** What a model saw of a tool, and what the tool told it. */
export interface Seen {
  readonly description: string;
  readonly schema: Schema;
  answer?: string;
}

/** OpenAI's chat API with a model that calls each tool once, with the arguments of a script, and then ends. Listens on this machine only. */
export class ScriptedModel {
  readonly seen: Record<string, Seen> = {};

  private constructor(
    private readonly server: Server,
    private readonly args: Readonly<Record<string, object>>,
  ) {}

  /** @param args by the tool's name */
  static async start(args: Readonly<Record<string, object>>): Promise<ScriptedModel> {
    const server = createServer();
    const model = new ScriptedModel(server, args);
    server.on('request', (request, response) => void model.answer(request, response));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return model;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Asked;
    const message = this.message(asked);
    const reason = 'tool_calls' in message ? 'tool_calls' : 'stop';
    const head = { id: 'scripted', created: 0, model: 'scripted' };
    if (asked.stream) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const chunk = (delta: object, finish: string | null) =>
        response.write(`data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`);
      chunk(message, null);
      chunk({}, reason);
      response.end('data: [DONE]\n\n');
    } else {
      response.writeHead(200, { 'content-type': 'application/json' });
      const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
      response.end(JSON.stringify({ ...head, object: 'chat.completion', choices: [{ index: 0, message, finish_reason: reason }], usage }));
    }
  }

  private message({ messages, tools = [] }: Asked): object {
    const { name, description, parameters } = tools[0]!.function;
    const last = messages.at(-1)!;
    if (last.role !== 'tool') {
      this.seen[name] = { description, schema: parameters };
      const call = { index: 0, id: `call-${name}`, type: 'function', function: { name, arguments: JSON.stringify(this.args[name]) } };
      return { role: 'assistant', content: null, tool_calls: [call] };
    }
    this.seen[name]!.answer = String(last.content);
    return { role: 'assistant', content: 'Done.' };
  }
}
