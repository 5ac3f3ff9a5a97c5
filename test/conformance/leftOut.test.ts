import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { operationsOf, plan } from '../../engine';
import { braze } from '../../vendors/braze';
import { sampleAccount, testHost } from '../support/host';
import { BARE } from '../support/onlyWith';

/** What Braze's page says that the nodes leave out: if one of these is added, the page has to be changed. */
const LEFT_OUT: readonly (readonly [named: string, path: RegExp])[] = [
  ['SCIM', /\/scim\//],
  ['translations', /\/translations\b/],
  ['`users/track/sync`', /\/users\/track\/sync$/],
  ['`users/track/bulk`', /\/users\/track\/bulk$/],
];

it("Braze's page names what no operation sends", async () => {
  const page = readFileSync(join(__dirname, '../../docs/vendors/braze.md'), 'utf8');
  const said = page.split('\n').find((line) => line.startsWith("- **What Braze's API has and these nodes do not**"));
  const account = sampleAccount(braze, BARE.braze);
  const planned = operationsOf(braze).flatMap(({ name, operation: { sampleInputs } }) =>
    sampleInputs.map((input) => plan({ vendor: braze, operation: name, inputs: [input], account }, testHost().ports)),
  );
  const paths = (await Promise.all(planned)).flat().map(({ url }) => new URL(url).pathname);
  expect(paths).toContain('/users/track');
  for (const [named, path] of LEFT_OUT) {
    expect(said).toContain(named);
    expect(paths.filter((each) => path.test(each))).toEqual([]);
  }
});
