import { Editor } from './editor';
import { Host, HOST_MS } from './host';

jest.setTimeout(HOST_MS);

/** The forms of the nodes that poll: vendor, source and account, the trigger's own fields, and the schedule. */
describe.each([
  ['en-US', 'light'],
  ['fr', 'dark'],
])('the forms of the polling nodes, in %s, in the %s', (language, theme) => {
  let host: Host;
  let editor: Editor;
  beforeAll(async () => {
    host = await Host.start();
    await host.nodeRed.deploy([...host.example('bryj-report-in'), ...host.example('braze-figures-in'), ...host.example('follow-hits-in')]);
    editor = await Editor.open(host.nodeRed.url, { language, theme });
  });
  afterAll(async () => {
    await editor?.close();
    await host?.stop();
  });

  const reportIn = language === 'fr' ? 'rapports en entrée' : 'report in';

  it('open report in as it was saved, and ask for a cron expression in place of the interval', async () => {
    await editor.tab('Bryj');
    await editor.edit(reportIn);
    expect(await editor.shownFields()).toEqual(expect.arrayContaining(['watch', 'campaignId', 'onlyFailures', 'schedule', 'every', 'everyUnit', 'sendRows']));
    expect(await editor.shownFields()).not.toContain('cron');
    await editor.screenshot(`report-in-${language}`);
    await editor.choose('schedule', language === 'fr' ? 'Expression cron' : 'Cron Expression');
    expect(await editor.shownFields()).toContain('cron');
    expect(await editor.shownFields()).not.toContain('every');
    await editor.ok();
  });

  it('offer the sources of a vendor that has several', async () => {
    await editor.tab('Braze');
    await editor.edit('revenue');
    expect(await editor.shownFields()).toEqual(expect.arrayContaining(['lastPoint', 'unit', 'everyUnit']));
    await editor.screenshot(`series-in-${language}`);
    await editor.ok();
  });

  it('make the page complain of nothing', () => {
    expect(editor.complaints).toEqual([]);
  });
});
