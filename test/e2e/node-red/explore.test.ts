import { startNodeRed } from '../../../scripts/node-red-host.mts';
import { startSandbox } from '../../../sandbox/index';
import { Editor } from './editor';
import { mkdtemp } from 'node:fs/promises';
jest.setTimeout(120000);
it('x', async () => {
  const sandbox = await startSandbox({});
  const nr = await startNodeRed({ userDir: await mkdtemp('/tmp/nr-e2e-'), packages: [process.cwd()+'/node-red'], files: process.cwd()+'/examples' });
  const ed = await Editor.open(nr.url);
 ed.page.setDefaultTimeout(5000);
  try {
    await ed.page.screenshot({path:'build/screenshots/explore-0.png'});
    await ed.add('campaign-trigger-batch', 300, 200);
    await ed.page.screenshot({path:'build/screenshots/explore-1.png'});
    await ed.edit('trigger batch');
    await ed.page.screenshot({path:'build/screenshots/explore-2.png'});
    await ed.dialog.locator('#node-input-btn-account-add').click();
    await ed.settled();
    await ed.page.screenshot({path:'build/screenshots/explore-3.png'});
  } catch (e) { console.log(e); await ed.page.screenshot({path:'build/screenshots/explore-fail.png'}); }
  console.log(ed.complaints, nr.output().slice(-500));
  await ed.close(); await nr.stop(); await sandbox.close();
});
