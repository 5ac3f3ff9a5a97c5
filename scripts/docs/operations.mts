import { anchorOf, blocks, code, duration, italic, list, plain, sentence, table } from './markdown.mts';
import { formTable, type Elsewhere } from './fields.mts';
import type { Engine } from './engine.mts';
import type { AnyOperation, AnyTrigger, AnyVendor, Field, FormDefinition, FormField, OnlyWith, Retry, Topic } from './types.mts';

/** An operation of a vendor, as its page names it. */
export interface Entry {
  readonly title: string;
  /** `resource.operation`. */
  readonly name: string;
  readonly operation: AnyOperation;
}

/** The operations of a vendor in the order of the forms; the titles name their resource, because several resources have a *Get Many*. */
export const entriesOf = (vendor: AnyVendor): readonly Entry[] =>
  Object.entries(vendor.resources).flatMap(([resource, { label, operations }]) =>
    Object.entries(operations).map(([name, operation]) => ({ title: `${label}: ${operation.label}`, name: `${resource}.${name}`, operation })),
  );

/** Fields that are the same for all operations have a page of their own. */
const OPTIONS_PAGE = '../options.md';

/** Copies are made once, so that a list that several operations share stays one list. */
const needed = new WeakMap<Field, Field>();
const required = (field: Field): Field => {
  const copy = needed.get(field) ?? { ...field, required: true };
  needed.set(field, copy);
  return copy;
};

/** A form as the page shows it: a list of recipients with its columns, which the form itself takes as JSON. */
export const formFor = (definition: FormDefinition, { formOf }: Engine): readonly FormField[] =>
  formOf(definition).map((each) => {
    const field = each.wire === undefined ? undefined : definition.fields[each.wire];
    return field?.type === 'rows' && each.field.type === 'json' ? { ...each, field: required(field) } : each;
  });

const RUN_FIELDS: ReadonlySet<string> = new Set(['output', 'returnAll', 'limit', 'simplify', 'waitUntilReady', 'longestWait', 'askEvery']);
/** Fields for how to run an operation, not for what to send. */
export const isRunField = ({ name, place, wire }: FormField): boolean => wire === undefined && (place === 'options' || RUN_FIELDS.has(name));

const NEEDS = { oneOf: 'Set at least one of', exactlyOneOf: 'Set exactly one of', together: 'Set only together:' } as const;

const rulesOf = ({ fields, rules = [] }: FormDefinition): readonly string[] =>
  rules.map(({ need, of }) => `${NEEDS[need]} ${of.map((wire) => italic(fields[wire]?.label ?? wire)).join(', ')}.`);

const REPEATED: Readonly<Record<Retry, string>> = {
  safe: 'The request is repeated automatically: it only reads.',
  idempotent: 'The request is repeated automatically: repeating has the same effect.',
  nonIdempotent: 'The request is never repeated automatically: it reaches nobody, but could be done twice.',
  send: 'The request is never repeated automatically: it may have reached people.',
};

const repeated = (o: AnyOperation): string => {
  if (typeof o.retry !== 'function') return REPEATED[o.retry];
  const never = 'reachesNobody' in o ? 'could be done to somebody else' : 'may have reached people';
  return `This depends on what is sent: what ${never} is never repeated automatically.`;
};

const GIVES = { object: 'one object for each input', list: 'rows', file: 'rows' } as const;

/** What is returned if all rows are requested as one file. */
const asFile = (o: AnyOperation): string => {
  const parsed = o.parse({ status: 200, headers: {}, body: o.sampleReply }, [o.sampleInputs[0] as never]);
  return 'files' in parsed && parsed.files.as === 'zip'
    ? 'or the original zip, whose files have one JSON object per line'
    : "or all rows as one CSV file in the vendor's own format";
};

/** As nodes of today return it. */
const gives = (o: AnyOperation, engine: Engine): string => {
  const { returns } = o;
  const names = Object.keys(engine.outputSample(o, true));
  return `${GIVES[returns]}${names.length > 0 ? ` with ${names.map(code).join(', ')}` : ''}${returns === 'file' ? `; ${asFile(o)}` : ''}.`;
};

const waits = ({ wait }: AnyOperation): readonly string[] =>
  wait
    ? [
        `**Wait Until Ready** checks every ${duration(wait.everyMs)}${wait.slowestMs ? `, then at growing intervals of up to ${duration(wait.slowestMs)},` : ''} for at most ${duration(wait.longestMs)}; both can be changed.`,
      ]
    : [];

/** How inputs share requests, as far as it can be said without an account. */
const shares = ({ batch, fields, recipients }: AnyOperation): readonly string[] => {
  const { max, splitBy = [], maxBytes } = batch ?? {};
  const lists = splitBy.filter((wire) => wire !== recipients?.rows).map((wire) => italic(fields[wire]?.label ?? wire));
  const load =
    typeof max === 'number'
      ? [`at most ${max.toLocaleString('en-US')}`]
      : typeof max === 'object'
        ? Object.entries(max).map(([what, each]) => `at most ${each.toLocaleString('en-US')} ${what}`)
        : [];
  return [
    ...(load.length > 0 && max !== 1
      ? [`**In one request**: ${load.join(', ')}. Longer lists, and more inputs, are split across as many requests as needed.`]
      : []),
    ...(typeof max === 'function' ? ['**In one request**: as many as the account says.'] : []),
    ...(max === 1 ? ['**In one request**: one input.'] : []),
    ...(lists.length > 0 ? [`**Split by entry**: ${lists.join(', ')}. Each entry has its own result.`] : []),
    ...(maxBytes === undefined ? [] : [`**Size of a request**: at most ${maxBytes.toLocaleString('en-US')} bytes.`]),
  ];
};

const quotaOf = ({ quotas }: AnyVendor, { quota }: AnyOperation): readonly string[] => {
  const found = quota === undefined ? undefined : quotas[quota];
  return found ? [`**Rate limit**: ${found.calls.toLocaleString('en-US')} requests in ${duration(found.perMs)}.`] : [];
};

const permissionsText = (permissions: readonly string[]): string => permissions.map(code).join(', ');

/** Which accounts have it, if not all do. */
const accountsOf = (vendor: AnyVendor, needed: OnlyWith | undefined, { settingNeeded }: Engine): readonly string[] => {
  if (!needed) return [];
  const { setting, is } = settingNeeded(vendor, needed);
  return [`**Accounts**: only those with ${italic(is)} as their ${italic(setting)}. For others, nothing is sent.`];
};

const optionsText = (form: readonly FormField[]): readonly string[] => {
  const options = form.filter(isRunField);
  return options.length > 0 ? [`**[Options](${OPTIONS_PAGE})**: ${options.map(({ field }) => italic(field.label)).join(', ')}.`] : [];
};

/** Everything about one operation. */
const sectionOf = (vendor: AnyVendor, { title, name, operation: o }: Entry, form: readonly FormField[], engine: Engine, elsewhere: Elsewhere): string => {
  const permissions = engine.hasPermissions(vendor) ? engine.permissionsOfOperation(vendor, name) : [];
  const own = form.filter((each) => !isRunField(each));
  return blocks(
    `### ${title}`,
    `${sentence(plain(o.description))} ${code(name)}, from ${plain(o.docs)}.`,
    own.length > 0 ? formTable(own, form, engine, elsewhere) : undefined,
    list([
      ...rulesOf(o),
      ...shares(o),
      ...quotaOf(vendor, o),
      `**Returns** ${gives(o, engine)}`,
      ...waits(o),
      ...(o.callback ? ['**Wait for Callback**: in n8n, the execution can sleep until the vendor calls back.'] : []),
      `**If the answer is lost**: ${repeated(o)}${o.ifUnknown === undefined ? '' : ` ${plain(o.ifUnknown)}`}${o.reconcile ? ' The node first looks up what became of the request.' : ''}`,
      ...accountsOf(vendor, o.onlyWith, engine),
      ...(permissions.length > 0 ? [`**Permission**: ${permissionsText(permissions)}.`] : []),
      ...optionsText(form),
    ]),
  );
};

/** The list of a vendor's operations, with links to them. */
export const contentsText = (vendor: AnyVendor, engine: Engine, page = ''): string => {
  const named = engine.hasPermissions(vendor);
  return table(
    ['Operation', 'What it does', ...(named ? ['Permission'] : [])],
    entriesOf(vendor).map(({ title, name, operation: { description } }) => [
      `[${title}](${page}#${anchorOf(title)})`,
      sentence(plain(description)),
      ...(named ? [permissionsText(engine.permissionsOfOperation(vendor, name)) || '-'] : []),
    ]),
  );
};

export const operationsText = (vendor: AnyVendor, forms: ReadonlyMap<string, readonly FormField[]>, engine: Engine, elsewhere: Elsewhere): string =>
  entriesOf(vendor)
    .map((entry) => sectionOf(vendor, entry, forms.get(entry.title)!, engine, elsewhere))
    .join('\n\n');

export const NODES: Readonly<Record<Topic, string>> = { report: 'report in', hits: 'hits in', status: 'campaign status in' };

/** The properties of a trigger's rows, as nodes of today return them. */
export const rowOf = (trigger: AnyTrigger, { outputSample }: Pick<Engine, 'outputSample'>): readonly string[] => [
  ...Object.keys(outputSample(trigger, true)),
  'raw',
];

export const triggerTitle = ({ label }: AnyTrigger): string => `On ${label}`;

const triggerText = (vendor: AnyVendor, name: string, trigger: AnyTrigger, form: readonly FormField[], engine: Engine, elsewhere: Elsewhere): string => {
  const permissions = engine.hasPermissions(vendor) ? engine.permissionsOfTrigger(vendor, name) : [];
  const identity = trigger.identity.map((wire) => italic(trigger.fields[wire]?.label ?? wire));
  return blocks(
    `### ${triggerTitle(trigger)}`,
    `${sentence(plain(trigger.description))} ${code(name)}, from ${plain(trigger.docs)}.`,
    form.length > 0 ? formTable(form, form, engine, elsewhere) : undefined,
    list([
      `**In n8n**: event ${italic(trigger.label)} of ${italic(`${vendor.label} Trigger`)}. **In Node-RED**: ${italic(NODES[trigger.topic])}.`,
      ...(identity.length > 0
        ? [`**Starts from scratch** if you change ${identity.join(', ')}, or the account. The other fields can be changed at any time.`]
        : []),
      ...accountsOf(vendor, engine.neededByTrigger(vendor, trigger), engine),
      ...(permissions.length > 0 ? [`**Permission**: ${permissionsText(permissions)}.`] : []),
    ]),
  );
};

export const triggersText = (vendor: AnyVendor, forms: ReadonlyMap<string, readonly FormField[]>, engine: Engine, elsewhere: Elsewhere): string =>
  Object.keys(vendor.triggers).length === 0
    ? `${vendor.label} has no triggers: its documents describe nothing that could be polled.`
    : blocks(
        'What all triggers have in common is on the page [Triggers](../triggers.md).',
        ...Object.entries(vendor.triggers).map(([name, trigger]) => triggerText(vendor, name, trigger, forms.get(triggerTitle(trigger))!, engine, elsewhere)),
      );
