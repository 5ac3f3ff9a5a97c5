/** The subset of Node-RED's runtime that is used here; it ships no types of its own. */
export interface Red {
  readonly nodes: {
    createNode(node: Node, config: Config): void;
    registerType(
      type: string,
      constructor: (this: Node, config: Config) => void,
      options?: { credentials: Readonly<Record<string, { type: 'text' | 'password' }>> },
    ): void;
    getNode(id: string): Node | null | undefined;
    /** Visits everything deployed, including disabled nodes. */
    eachNode(look: (config: Config) => void): void;
    getCredentials(id: string): Readonly<Record<string, string>> | undefined;
  };
  readonly util: {
    evaluateNodeProperty(value: unknown, type: string, node: unknown, msg: Message | undefined, callback: (error: unknown, value?: unknown) => void): void;
    cloneMessage<T>(message: T): T;
    generateId(): string;
  };
  readonly auth: { needsPermission(permission: string): unknown };
  readonly httpAdmin: { post(path: string, ...handlers: unknown[]): void };
  readonly settings: { readonly fileWorkingDirectory?: string; readonly contextStorage?: unknown };
  readonly log: { warn(message: string): void };
  _(key: string, values?: Readonly<Record<string, unknown>>): string;
}

/** A message; the fields listed here are conventions of the core nodes. */
export interface Message {
  _msgid?: string;
  payload?: unknown;
  filename?: unknown;
  parts?: Parts;
  complete?: boolean;
  [key: string]: unknown;
}

/** A message's place in a sequence, as Split and Join know it. */
export interface Parts {
  readonly id: string;
  readonly type?: 'array' | 'buffer';
  readonly index: number;
  readonly count?: number;
  readonly len?: number;
  readonly ch?: string;
  readonly parts?: Parts;
}

export interface Status {
  readonly fill?: 'red' | 'green' | 'yellow' | 'blue' | 'grey';
  readonly shape?: 'ring' | 'dot';
  readonly text?: string;
}

/** A node's configuration in a flow. */
export interface Config {
  readonly id: string;
  readonly type: string;
  readonly name?: string;
  readonly [key: string]: unknown;
}

/** What a node keeps between messages, and with a suitable store between runs of Node-RED. */
export interface Context {
  get(key: string, store: string | undefined, callback: (error: unknown, value?: unknown) => void): void;
  set(key: string, value: unknown, store: string | undefined, callback: (error?: unknown) => void): void;
}

export interface Node {
  readonly id: string;
  readonly type: string;
  readonly credentials?: Readonly<Record<string, string>>;
  on(event: 'input', listener: (msg: Message, send: (msg: Message) => void, done: (error?: Error) => void) => void): void;
  on(event: 'close', listener: (removed: boolean, done: () => void) => void): void;
  context(): Context;
  send(msg: Message): void;
  status(status: Status): void;
  log(message: string): void;
  warn(message: string): void;
  debug(message: string): void;
  /** With a message, Catch nodes are notified. */
  error(error: unknown, msg?: Message): void;
}
