import { Editor } from './editor';
import { Host, HOST_MS } from './host';

jest.setTimeout(HOST_MS);

/** What the forms of HORISEN and MoEngage have and the others' have not: rules within groups, recurrences, a notification a platform. */
describe.each([
  ['en-US', 'light'],
  ['fr', 'dark'],
])('the forms of HORISEN and MoEngage, in %s, in the %s', (language, theme) => {
  let host: Host;
  let editor: Editor;
  beforeAll(async () => {
    host = await Host.start();
    await host.nodeRed.deploy([...host.example('horisen-weekly-segment'), ...host.example('moengage-segment-tomorrow')]);
    editor = await Editor.open(host.nodeRed.url, { language, theme });
  });
  afterAll(async () => {
    await editor?.close();
    await host?.stop();
  });

  const label = language === 'fr' ? 'créer une campagne' : 'create campaign';

  it('open a recurring campaign with its segment as it was saved, and say what is wrong with another rule', async () => {
    await editor.tab('HORISEN');
    await editor.edit(label);
    expect(await editor.ticked('byDay')).toBe(language === 'fr' ? 'Lundi' : 'Monday');
    expect(await editor.shownFields()).toEqual(expect.arrayContaining(['frequency', 'byHour', 'segmentation', 'recipientLists']));
    await editor.screenshot(`horisen-weekly-${language}`);
    await editor.fill('byHour', '25');
    await editor.problem('byHour').filter({ hasText: '(by_hour[0])' }).waitFor();
    await editor.fill('byHour', '9');
    await editor.ok();
  });

  it('open a push with what its platforms have of their own, and show that of one that is ticked besides', async () => {
    await editor.tab('MoEngage');
    await editor.edit(label);
    expect(await editor.ticked('targetPlatform')).toBe('Android, Web');
    expect(await editor.shownFields()).toEqual(expect.arrayContaining(['title', 'message', 'link', 'android', 'web', 'customSegmentName', 'at']));
    expect(await editor.shownFields()).not.toContain('ios');
    await editor.screenshot(`moengage-push-${language}`);
    await editor.tick('targetPlatform', 'iOS');
    expect(await editor.shownFields()).toContain('ios');
    await editor.tick('targetPlatform', 'iOS');
    await editor.ok();
  });

  it('make the page complain of nothing', () => {
    expect(editor.complaints).toEqual([]);
  });
});
