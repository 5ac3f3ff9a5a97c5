import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { vendors } from '../../vendors';
import { n8nExamples, nodeRedExamples } from '../support/examples';

const root = join(__dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const list = read('docs/examples.md');

/** The tests that import the examples and run them. */
const tests = [
  ...['examples', 'jobs', 'triggers'].map((name) => `test/e2e/n8n/${name}.test.ts`),
  ...['test/hosts/node-red/examples.test.ts', 'test/e2e/node-red/jobs.test.ts'],
].map(read);

const isRun = (file: string): boolean => {
  const ofHost = file.startsWith('node-red/') ? tests.slice(3) : tests.slice(0, 3);
  return ofHost.some((text) => text.includes(`'${basename(file, '.json')}'`));
};
/** That of a vendor that was just made lists its campaigns, and has no test yet. */
const isFirst = (file: string): boolean => nodeRedExamples.filter((each) => dirname(each) === dirname(file)).length === 1;

it.each([...n8nExamples, ...nodeRedExamples].filter((file) => !isFirst(file)))('%s is run by a test', (file) => {
  expect(isRun(file)).toBe(true);
});

interface Node {
  readonly type: string;
  readonly id: string;
  readonly name?: string;
  readonly info?: string;
  readonly x?: number;
  readonly position?: readonly [number, number];
  readonly parameters?: Readonly<Record<string, unknown>>;
}

it.each([...n8nExamples, ...nodeRedExamples, 'examples/recipients.csv'])('docs/examples.md links to %s', (file) => {
  expect(list).toContain(`](../${file})`);
});

describe.each(n8nExamples)('%s', (file) => {
  const { nodes } = JSON.parse(read(file)) as { nodes: readonly Node[] };
  const notes = nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
  const own = nodes.filter(({ type }) => type.startsWith('n8n-nodes-campaigns.'));

  it('has a note that says what it does, what to set and what to expect', () => {
    expect(notes).toHaveLength(1);
    expect(notes[0]!.parameters!.content).toMatch(/^## [^\n]+\n[^\n]+\n\n\*\*Set:\*\* [^\n]+\n\n\*\*Expect:\*\* [^\n]+$/);
  });

  it('has its note above the nodes', () => {
    const { position, parameters } = notes[0]!;
    const top = Math.min(...nodes.filter((node) => node !== notes[0]).map((node) => node.position![1]));
    expect(position![1] + (parameters!.height as number)).toBeLessThan(top);
  });

  it('names what its nodes do, as defaults may change', () => {
    expect(own.length).toBeGreaterThan(0);
    const silent = own.filter(({ type, parameters }) => !(type.endsWith('Trigger') ? parameters!.triggerOn : parameters!.resource && parameters!.operation));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });
});

describe('the IDs of the workflows', () => {
  const workflows = n8nExamples.map((file) => ({ text: read(file), ...(JSON.parse(read(file)) as { id: string }) }));

  it('differ', () => {
    expect(new Set(workflows.map(({ id }) => id)).size).toBe(workflows.length);
  });

  it('are short enough for n8n to keep what triggers and send-once keys remember', () => {
    const remembering = workflows.filter(({ text }) => /"n8n-nodes-campaigns\.\w+Trigger"|"sendOnceKey"/.test(text));
    expect(remembering.length).toBeGreaterThan(0);
    expect(remembering.map(({ id }) => id).filter((id) => id.length > 21)).toEqual([]);
  });
});

describe.each(nodeRedExamples)('%s', (file) => {
  const nodes = JSON.parse(read(file)) as readonly Node[];

  it("is in its vendor's folder", () => {
    const folder = file.split('/').at(-2);
    const { id } = vendors.find(({ label }) => label.replaceAll(' ', '') === folder)!;
    const used = nodes.flatMap((node) => ('vendor' in node ? [node.vendor] : []));
    expect(used).toContain(id);
  });

  it('has a comment that says what to set, and what to expect', () => {
    const comments = nodes.filter((node) => node.type === 'comment' && node.name!.startsWith('Set: '));
    expect(comments).toHaveLength(1);
    expect(comments[0]!.info).toMatch(/\n\n\*\*Expect:\*\* \S/);
    // A node is placed by its middle, and a letter is about 7.6 wide: nothing of it lies left of the canvas.
    expect(comments[0]!.x!).toBeGreaterThan(comments[0]!.name!.length * 3.8);
  });
});

it('the IDs of the nodes differ, so that all examples can be imported into one Node-RED', () => {
  const ids = nodeRedExamples.flatMap((file) => (JSON.parse(read(file)) as readonly Node[]).map(({ id }) => id));
  expect(ids.filter((id, i) => ids.indexOf(id) < i)).toEqual([]);
});
