import { failureIn, rowsOf, scripted } from '../../support/host';
import { rehearse } from '../../support/sandbox';
import { play } from '../../conformance/play';
import { call, rows, urls } from './reading';

describe.each([
  ['attribute.getMany', '/custom_attributes', 'attributes', 115],
  ['event.getDefinitions', '/events', 'events', 621],
])('%s', (operation, path, member, planted) => {
  const page = (names: readonly string[], next?: string) => ({
    body: { message: 'success', [member]: names.map((name) => ({ name })) },
    headers: { ...(next !== undefined && { link: `<${path}?cursor=a>; rel="prev",<${next}>; rel="next"` }) },
  });

  it('reads along the links', async () => {
    const send = scripted(page(['a', 'b'], `${path}?cursor=c2tpcDo1MA%3D%3D`), page(['c']));
    expect(await rows(operation, {}, send)).toEqual([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
    expect(urls(send)).toEqual([path, `${path}?cursor=c2tpcDo1MA%3D%3D`]);
  });

  it('reads the sandbox to its end', async () => {
    const sandbox = await rehearse();
    try {
      const { outcomes } = await play(sandbox, { vendor: 'braze', operation, inputs: [{}] });
      expect(await rowsOf(outcomes[0])).toHaveLength(planted);
    } finally {
      await sandbox.close();
    }
  });

  it('sends nothing for an account of the Appboy API version, which has no such list', async () => {
    const send = scripted(page([]));
    expect(failureIn(await call(operation, {}, send, { over: { version: 'appboy' } }))).toMatchObject({
      field: 'version',
      message: expect.stringContaining(`the definitions of ${member}`),
    });
    expect(send.requests).toEqual([]);
  });
});
