import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { searchPaths } from '../../../node-red/shared/paths';
import { textsOf } from '../../../node-red/shared/texts';
import { nodeTypes } from '../../../node-red/shared/types';
import { vendors } from '../../../vendors';

const texts = textsOf(vendors);
const found = (words: string): string[] =>
  nodeTypes(vendors)
    .filter((each) =>
      searchPaths(each)
        .map((path) => texts.get(path) ?? '')
        .join(', ')
        .toLowerCase()
        .includes(words),
    )
    .map(({ type }) => type.replace('campaign-', ''));

describe('the words by which a node is found', () => {
  it.each([
    ['whatsapp', ['create', 'launch', 'cancel-request', 'status-in', 'horisen']],
    ['sms', ['create', 'launch', 'cancel-request', 'status-in', 'horisen', 'braze']],
    ['audience', ['create', 'launch', 'export-segment']],
    ['transactional', ['trigger-batch', 'braze']],
    ['statistics', ['get-report', 'report-in']],
    ['appboy', ['trigger-batch', 'cancel-request', 'get-report', 'track-user', 'export-segment', 'report-in', 'hits-in', 'braze']],
  ])('%s', (words, types) => {
    expect(found(words).sort()).toEqual([...types].sort());
  });

  it.each(['push', 'email', 'segment', 'batch', 'unsubscribe', 'report', 'campaign', 'notification', 'audience'])('%s finds several nodes', (words) => {
    expect(found(words).length).toBeGreaterThan(1);
  });

  it.each(vendors.map(({ label }) => label))("%s finds the vendor's node and those that serve it", (label) => {
    const of = nodeTypes(vendors).filter(({ choices }) => choices.some(({ vendor }) => vendor.label === label));
    expect(found(label.toLowerCase())).toEqual(expect.arrayContaining(of.map(({ type }) => type.replace('campaign-', ''))));
  });
});

it.each(vendors.map((vendor) => [vendor.label, vendor] as const))("%s is found by the same words in n8n's panel", (_label, { id, searchWords }) => {
  const folder = `${id[0]!.toUpperCase()}${id.slice(1)}`;
  const { alias } = JSON.parse(readFileSync(join(__dirname, `../../../nodes/${folder}/${folder}.node.json`), 'utf8')) as { readonly alias: string[] };
  expect(alias).toEqual(expect.arrayContaining([...searchWords!]));
});
