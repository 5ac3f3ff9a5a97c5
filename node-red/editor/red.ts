/** The subset of Node-RED's editor and its jQuery that is used here; it ships no types of its own. */
export interface EditorNode {
  readonly id: string;
  readonly type: string;
  readonly _def: object;
  name: string;
  account: string;
  vendor: string;
  operation: string;
  values: { readonly [name: string]: unknown };
  version: number;
  /** What Node-RED noted when it validated the node last. */
  readonly valid?: boolean;
  outputNames?: string;
  /** An account's secrets that were typed and not deployed yet. */
  readonly credentials?: { readonly [name: string]: unknown };
}

/** One value, or all selected ones if several may be selected: as values when just selected, as options when a form is opened. */
export type Chosen = string | readonly (string | { readonly value: string })[];

export interface TypedOption {
  readonly value: string;
  readonly label: string;
  readonly icon?: string;
  readonly hasValue?: boolean;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** Several of the options may be selected. */
  readonly multiple?: true;
  /** Suggestions for what was typed. */
  readonly autoComplete?: (typed: string, done: (found: readonly { readonly value: string; readonly label: string }[]) => void) => void;
  /** Draws a value that is not typed; if several are selected, all of them. */
  valueLabel?(container: Widget, value: Chosen): void;
  /** Called by a button with this icon at the end of the input. */
  readonly expand?: (() => void) & { readonly icon: string };
}

export interface ListOptions<T> {
  readonly addItem: (container: Widget, index: number, data: T) => void;
  readonly removeItem?: (data: T) => void;
  readonly sortItems?: () => void;
  readonly sortable: boolean;
  readonly removable: boolean;
  readonly height: 'auto' | number;
  readonly addButton: string;
}

/** A jQuery object with Node-RED's widgets. */
export interface Widget {
  readonly [index: number]: HTMLElement;
  readonly length: number;
  typedInput(options: { readonly types: readonly (string | TypedOption)[]; readonly default?: string }): Widget;
  typedInput(method: 'type' | 'value'): string;
  typedInput(method: 'type' | 'value', value: string): Widget;
  typedInput(method: 'width', width: string): Widget;
  editableList<T>(options: ListOptions<T>): Widget;
  editableList(method: 'addItem', data: object): Widget;
  editableList(method: 'items'): { each(visit: (this: HTMLElement) => void): void };
  on(event: string, listener: () => void): Widget;
  val(): string;
  val(value: string): Widget;
  append(child: HTMLElement): Widget;
  trigger(event: string): Widget;
  data(key: string): unknown;
}

declare global {
  const RED: {
    _(key: string, values?: Readonly<Record<string, unknown>>): string;
    readonly popover: { tooltip(target: Widget, text: string): unknown };
    readonly editor: {
      prepareConfigNodeSelect(node: EditorNode, property: string, type: string, prefix: string): void;
      validateNode(node: EditorNode): boolean;
    };
    readonly nodes: {
      node(id: string): EditorNode | null | undefined;
      eachNode(visit: (node: EditorNode) => boolean | void): void;
      eachConfig(visit: (node: EditorNode) => boolean | void): void;
    };
    readonly events: { emit(event: 'nodes:change', node: EditorNode): void };
    readonly view: { redraw(): void };
    readonly sidebar: { readonly config: { refresh(): void } };
    readonly settings: { readonly apiRootUrl: string };
    notify(text: string, type: string): void;
  };
  const $: {
    (target: string | HTMLElement): Widget;
    ajax(request: {
      readonly url: string;
      readonly method: 'POST';
      readonly contentType: string;
      readonly data: string;
      readonly success: (answer: unknown) => void;
      readonly error: (request: { readonly status: number; readonly statusText: string }) => void;
    }): void;
  };
}
