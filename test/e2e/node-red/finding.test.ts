import { Editor } from './editor';
import { Host, HOST_MS } from './host';

jest.setTimeout(HOST_MS);

let host: Host;
beforeAll(async () => {
  host = await Host.start();
});
afterAll(async () => {
  await host?.stop();
});

describe('the words that people use', () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await Editor.open(host.nodeRed.url);
  });
  afterAll(async () => {
    await editor?.close();
  });

  it.each([
    ['push', ['create', 'trigger-batch', 'mo-engage']],
    ['sms', ['create', 'launch', 'horisen']],
    ['email', ['create', 'trigger-batch', 'braze']],
    ['audience', ['create', 'launch', 'export-segment']],
    ['WhatsApp', ['create', 'horisen']],
    ['segment', ['export-segment', 'braze']],
    ['unsubscribe', ['track-user', 'hits-in']],
    ['report', ['get-report', 'report-in', 'bryj']],
    ['moengage', ['create', 'mo-engage']],
  ])('%s finds its nodes in the palette', async (words, types) => {
    expect(await editor.foundInPalette(words)).toEqual(expect.arrayContaining(types.map((type) => `campaign-${type}`)));
  });

  it('find no others', async () => {
    expect(await editor.foundInPalette('whatsapp')).not.toContain('campaign-bryj');
    expect(await editor.foundInPalette('statistics')).toEqual(['campaign-get-report', 'campaign-report-in']);
  });

  it('are not seen', async () => {
    expect((await editor.inPalette('campaign-create').innerText()).trim().replace(/\s+/g, ' ')).toBe('create campaign');
  });

  it('find nodes in the quick search too, below those with such a label', async () => {
    expect(await editor.foundOnCanvas('whatsapp')).toEqual(expect.arrayContaining(['create campaign (campaign-create)', 'horisen (campaign-horisen)']));
    const report = await editor.foundOnCanvas('report');
    expect(report).toEqual(expect.arrayContaining(['get report (campaign-get-report)', 'report in (campaign-report-in)', 'bryj (campaign-bryj)']));
    expect(report.indexOf('get report (campaign-get-report)')).toBeLessThan(report.indexOf('bryj (campaign-bryj)'));
  });
});

it('finds nodes in French, and in English as well', async () => {
  const editor = await Editor.open(host.nodeRed.url, { language: 'fr' });
  try {
    expect(await editor.foundInPalette('désabonnement')).toEqual(expect.arrayContaining(['campaign-track-user', 'campaign-hits-in']));
    expect(await editor.foundInPalette('planifier')).toContain('campaign-create');
    expect(await editor.foundInPalette('get report')).toContain('campaign-get-report');
    expect(await editor.foundOnCanvas('texto')).toContain('créer une campagne (campaign-create)');
  } finally {
    await editor.close();
  }
});
