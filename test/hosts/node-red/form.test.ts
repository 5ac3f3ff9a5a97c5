import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { operationOf } from '../../../engine';
import { formStateOf } from '../../../node-red/shared/formState';
import { accountProblems, problemsOf } from '../../../node-red/shared/problems';
import { defaultOf, hasSameNames, migrate, migrations, savedIn, TooNew, VERSION, type Values } from '../../../node-red/shared/saved';
import { paths } from '../../../node-red/shared/texts';
import { accountForm, accountType, nodeForm, nodeTypes, type Choice } from '../../../node-red/shared/types';
import { vendors } from '../../../vendors';
import { bryj } from '../../../vendors/bryj';
import { context as anyContext } from '../../support/acme';
import { NOON } from '../../support/host';
import { bool, choice, fromMsg, num, people, str, WELCOME } from './bench';

const root = join(__dirname, '../../../node-red');
const context = { ...anyContext, now: NOON, timeZone: 'Europe/Paris' };
const trigger = operationOf(bryj, 'batch.trigger');
const wrong = (values: Values, o = trigger) => Object.fromEntries(problemsOf(o, { campaignId: str(WELCOME), ...values } as Values, context));

describe('the palette', () => {
  it('has a node for each verb of the catalogue and one for each vendor', () => {
    const types = nodeTypes(vendors).map(({ type }) => type);
    for (const verb of ['cancel-request', 'create', 'export-segment', 'get-report', 'launch', 'track-user', 'trigger-batch'])
      expect(types).toContain(`campaign-${verb}`);
    expect(types.slice(-vendors.length)).toEqual(['campaign-braze', 'campaign-bryj', 'campaign-follow-analytics', 'campaign-horisen', 'campaign-mo-engage']);
  });
});

describe('a form', () => {
  const choices = nodeTypes(vendors).flatMap(({ type, choices: all }) =>
    (all as readonly Choice[]).map((each): [string, Choice] => [`${type}, ${each.vendor.id} ${each.name}`, each]),
  );

  it.each(choices)('of %s has what is folded away last', (_name, { definition }) => {
    const places = nodeForm(definition).map(({ place }) => place);
    expect(places.join(' ')).toMatch(/^(main ?)*(more ?)*(options ?)*$/);
  });
});

describe('a saved node', () => {
  it('is brought from the first form to the present one', () => {
    expect(migrations).toHaveLength(2);
    const byHand = {
      id: 'n',
      operation: 'batch.trigger',
      values: { campaignId: 'CMP_1', simplify: false, limit: 3, messages: [{ user_id: 'a' }], sendAt: fromMsg('at') },
    };
    expect(migrate(byHand)).toEqual({
      ...byHand,
      version: 2,
      outputNames: 'first',
      values: {
        campaignId: str('CMP_1'),
        simplify: bool(false),
        limit: num(3),
        messages: { type: 'json', value: '[{"user_id":"a"}]' },
        sendAt: fromMsg('at'),
      },
    });
    expect(migrate({ id: 'n' }).values).toEqual({});
  });

  it('of an earlier form keeps the names of its outputs, also once it is saved in the present one', () => {
    const earlier = migrate({ version: 1, values: {} });
    expect([hasSameNames(earlier), hasSameNames(migrate(earlier)), hasSameNames(migrate({ version: 2, values: {} }))]).toEqual([false, false, true]);
  });

  it('in the present form stays as it is', () => {
    const saved = { version: VERSION, values: { campaignId: str('CMP_1') } };
    expect(migrate(saved)).toEqual(saved);
  });

  it('of a newer release is not touched', () => {
    expect(() => migrate({ version: VERSION + 1, values: {} })).toThrow(TooNew);
  });

  it("is found under a field's earlier name", () => {
    const field = { name: 'campaignId', place: 'main', field: { type: 'text', label: 'x', description: 'x', was: ['old_campaign'] } } as const;
    expect(savedIn({ oldCampaign: str('CMP_1') }, field)).toEqual(str('CMP_1'));
    expect(savedIn({ oldCampaign: str('CMP_1'), campaignId: str('CMP_2') }, field)).toEqual(str('CMP_2'));
  });

  it('starts out valid but for what only the user knows', () => {
    const isBlank = (value: unknown): boolean => value === '' || (typeof value === 'object' && Object.keys(value!).length === 0);
    for (const { definition } of nodeTypes(vendors).flatMap(({ choices }): readonly Choice[] => choices)) {
      const { shown } = formStateOf(nodeForm(definition), {});
      const required = shown.filter((each) => each.field.required && isBlank(defaultOf(each).value)).map(({ name }) => name);
      const wrong = [...problemsOf(definition, {}, context).keys()];
      if (required.length > 0) expect(wrong).toEqual(required);
      // Rules may ask for one of several fields; those of the form itself all have a value that works.
      else expect(shown.filter(({ name, wire }) => wire === undefined && wrong.includes(name))).toEqual([]);
    }
  });
});

describe('a form', () => {
  it("says what the engine would refuse, in the engine's words", () => {
    expect(wrong({ campaignId: str('') })).toEqual({ campaignId: expect.stringMatching(/^'Campaign ID' \(campaign_id\) is empty\. Copy it from/) });
    expect(wrong({ sendAt: str('tomorrow') })).toEqual({ sendAt: expect.stringMatching(/is not a valid date and time/) });
    expect(wrong({ sendAt: str('2020-01-01') })).toEqual({ sendAt: expect.stringMatching(/more than 5 minutes in the past/) });
    expect(wrong({ recipientsFrom: choice('json'), messages: { type: 'json', value: '[' } })).toEqual({
      messages: expect.stringMatching(/must be a JSON list/),
    });
    expect(wrong({ recipientsFrom: choice('json'), messages: { type: 'json', value: '[{"id":1}]' } })).toEqual({ messages: expect.stringMatching(/user_id/) });
    expect(wrong({ recipientsFrom: choice('file'), file: str('') })).toEqual({ file: expect.stringMatching(/^'File' \(file\) is empty/) });
    expect(wrong({ recipientsFrom: choice('file'), file: str('a.csv'), sendAs: choice('json') })).toEqual({
      sendAs: expect.stringMatching(/but the recipients are a CSV file/),
    });
    expect(wrong({ userColumn: str('') })).toEqual({ userColumn: expect.stringMatching(/is empty/) });
    expect(wrong({ waitUntilReady: bool(true), longestWait: num(0), requestId: str('r') } as Values, operationOf(bryj, 'batch.getReport'))).toEqual({
      longestWait: expect.stringMatching(/the minimum is 1/),
    });
  });

  it('leaves alone what only a message tells', () => {
    const messages = { type: 'json', value: JSON.stringify(people(1).map(({ User }) => ({ user_id: User }))) };
    expect(wrong({})).toEqual({});
    expect(wrong({ campaignId: fromMsg(''), sendAt: { type: 'jsonata', value: '$now()' } })).toEqual({});
    expect(wrong({ recipientsFrom: choice('json'), messages })).toEqual({});
    expect(wrong({ recipientsFrom: choice('file'), file: fromMsg('payload') })).toEqual({});
    expect(wrong({ recipientsFrom: fromMsg('from') })).toEqual({});
    expect(wrong({ variables: choice('chosen'), variableColumns: { type: 'rows', value: [{ variable: str('a'), column: fromMsg('b') }] } })).toEqual({});
  });

  it('of an account is checked too', () => {
    const form = accountForm(bryj).filter(({ name }) => name !== 'password');
    expect([...accountProblems(form, {}).keys()]).toEqual(['email']);
    expect([...accountProblems(form, { email: str('a@b.c'), baseUrl: str('ftp://x') }).keys()]).toEqual(['baseUrl']);
    expect(accountProblems(form, { email: { type: 'env', value: 'MAIL' }, baseUrl: str('https://x.test') }).size).toBe(0);
  });
});

type Tree = { readonly [key: string]: string | Tree };
interface Generators {
  englishTexts(own: Tree): Tree;
  helpOf(texts: Tree, fallback: Tree): string;
  pathsIn(tree: Tree): Map<string, string>;
  translate(base: Tree, own: Tree, ownTranslated: Tree, dictionary: Dictionary): { readonly tree: Tree; readonly strays: readonly string[] };
}
interface Dictionary {
  readonly texts: Readonly<Record<string, string>>;
  readonly inVendor: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

describe('the texts', () => {
  const read = (language: string, file: string): unknown => JSON.parse(readFileSync(join(root, 'locales', language, file), 'utf8'));
  const own = (language: string): Tree => read(language, 'campaigns.json') as Tree;
  const translated = (language: string) => made.translate(base, own('en-US'), own(language), read(language, 'catalogue.json') as Dictionary);
  const textsIn = (language: string): Tree => (language === 'en-US' ? base : translated(language).tree);
  const languages = readdirSync(join(root, 'locales')).filter((each) => each !== 'en-US');
  let made: Generators;
  let base: Tree;
  beforeAll(async () => {
    const { loadGenerators } = (await import('../../../node-red/build.js')) as { loadGenerators(): Promise<Generators> };
    made = await loadGenerators();
    base = made.englishTexts(own('en-US'));
  });

  it.each(languages)('in %s are whole, and translate nothing that is not there', (language) => {
    const { tree, strays } = translated(language);
    expect(strays).toEqual([]);
    expect([...made.pathsIn(tree).keys()]).toEqual([...made.pathsIn(base).keys()]);
  });

  it.each(languages)('in %s keep the values that are filled in', (language) => {
    const filled = (text: string) => text.match(/__\w+__/g) ?? [];
    const there = made.pathsIn(textsIn(language));
    for (const [path, text] of made.pathsIn(base)) expect([path, filled(there.get(path)!)]).toEqual([path, filled(text)]);
  });

  it('of our own lie over texts of the catalogue that exist', () => {
    const catalogue = made.pathsIn(made.englishTexts({}));
    const over = [...made.pathsIn(own('en-US')).keys()].filter((path) => path.startsWith('campaigns.catalogue.'));
    expect(over.filter((path) => !catalogue.has(path))).toEqual([]);
  });

  it.each(['en-US', 'fr'])('of a status in %s are short', (language) => {
    // A wait of hours says why the node does nothing, and until when.
    const isLong = (path: string): boolean => path === 'campaigns.status.notReady';
    const status = [...made.pathsIn(textsIn(language))].filter(([path]) => path.startsWith('campaigns.status.') && !isLong(path));
    const longest = { __time__: '1 h 30 min', __count__: '20000000' } as Record<string, string>;
    const long = status.map(([, text]) => text.replace(/__\w+__/g, (name) => longest[name]!)).filter((text) => text.length >= 20);
    expect(long).toEqual([]);
  });

  it.each(['en-US', 'fr'])('of the help in %s have each node, each section and each field', (language) => {
    const texts = textsIn(language);
    const look = made.pathsIn(texts);
    const help = made.helpOf(texts, base);
    const pages = new Map([...help.matchAll(/data-help-name="([^"]+)">([\s\S]*?)<\/script>/g)].map(([, type, page]) => [type!, page!]));
    expect([...pages.keys()]).toEqual([...nodeTypes(vendors).map(({ type }) => type), ...vendors.map(accountType)]);
    // The palette shows it when the mouse is over a node, so each node has one of its own.
    const summaries = nodeTypes(vendors).map(({ type }) => /^\s*<p>(.*?)<\/p>/.exec(pages.get(type)!)![1]!);
    expect(summaries.filter((each) => each.length < 40)).toEqual([]);
    expect(new Set(summaries).size).toBe(summaries.length);
    for (const { type, choices } of nodeTypes(vendors)) {
      const page = pages.get(type)!;
      for (const section of ['inputs', 'outputs', 'details', 'references']) expect(page).toContain(`<h3>${look.get(`campaigns.help.${section}`)}</h3>`);
      for (const { vendor, name, definition } of choices) {
        for (const each of nodeForm(definition)) {
          const label = look.get(`campaigns.catalogue.${paths.field(vendor, name, each)}.label`)!;
          expect(page).toContain(`>${label.replace(/&/g, '&amp;')} <span class="property-type">`);
        }
      }
      // What a vendor or an operation needs is seen once it is opened, and closes the one before.
      expect(page.split(`<details class="campaign-help" name="${type}-help"`)).toHaveLength(choices.length + 1);
      expect(page.replace(/<details [\s\S]*<\/details>/, '').length).toBeLessThan(5000);
      for (const code of Object.keys((texts as { campaigns: { status: { failed: object } } }).campaigns.status.failed)) {
        expect(page).toContain(code);
      }
    }
  });
});

describe('the icons', () => {
  it("are white drawings of the palette's size", () => {
    for (const file of readdirSync(join(root, 'icons'))) {
      const svg = readFileSync(join(root, 'icons', file), 'utf8');
      expect(svg).toContain('width="40" height="60"');
      expect(svg.match(/#[0-9a-f]{3,6}/gi)!.every((color) => color === '#fff')).toBe(true);
    }
  });
});
