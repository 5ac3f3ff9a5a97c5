import { operationOf, type AnyVendor, type FormField } from '../../../engine';
import { english, pathsIn } from '../../../node-red/generate/locales';
import { accountHtml, nodeHtml } from '../../../node-red/generate/html';
import { nodeHelp } from '../../../node-red/generate/help';
import { columnsForm } from '../../../node-red/shared/columns';
import { formStateOf } from '../../../node-red/shared/formState';
import { sourcesOf } from '../../../node-red/shared/pickers';
import { accountProblems, problemsOf, wrongColumns } from '../../../node-red/shared/problems';
import { defaultOf, savedIn, type Values } from '../../../node-red/shared/saved';
import { nodeForm, nodeTypes, openForm } from '../../../node-red/shared/types';
import { context as anyContext } from '../../support/acme';
import { NOON } from '../../support/host';
import { bryj } from '../../../vendors/bryj';
import { made, repeat, show } from './made';

/** Forms of what the first real vendor does not use; their wire is tested in `madeVendor.test.ts`. */
const str = (value: string) => ({ type: 'str', value });
const bool = (value: string) => ({ type: 'bool', value });
const choice = (value: string) => ({ type: 'choice', value });
const fromMsg = (value: string) => ({ type: 'msg', value });
const group = (value: object) => ({ type: 'group', value });
const rows = (...value: object[]) => ({ type: 'rows', value });

const context = { ...anyContext, now: NOON };
const wrong = (push: Values) => Object.fromEntries(problemsOf(show, { campaignId: str('c0'), push: group(push) }, context));
const push = show.fields.push as Extract<typeof show.fields.push, { type: 'group' }>;

describe('a group in a form', () => {
  it('holds nothing to begin with, and neither does a flag that may be absent', () => {
    const defaults = Object.fromEntries(nodeForm(show).map((each) => [each.name, defaultOf(each)]));
    expect(defaults).toMatchObject({ campaignId: { type: 'pick', value: '' }, push: group({}), quietly: bool('') });
  });

  it('names the column that is wrong', () => {
    expect(wrong({ sound: str('ping') })).toEqual({ push: "'Alert' (push.alert) is empty. Enter text." });
    expect(wrong({ alert: str('x'.repeat(21)) })).toEqual({ push: expect.stringMatching(/^'Alert' \(push\.alert\) has 21 characters; at most 20/) });
    expect(wrong({ alert: str('a'), buttons: rows({ caption: str('a') }, {}) })).toEqual({
      push: expect.stringMatching(/^'Caption' \(push\.buttons\[1\]\.caption\) is empty/),
    });
    expect(wrong({ alert: str('a'), buttons: rows({ caption: str('a'), goes_to: choice('web') }) })).toEqual({
      push: expect.stringMatching(/^'URL' \(push\.buttons\[0\]\.web_url\) is empty/),
    });
    expect(wrong({ alert: str('a'), silent: bool('true'), sound: str('ping') })).toEqual({
      push: expect.stringMatching(/^'Sound' \(push\.sound\) is set, but/),
    });
    expect(wrong({ alert: str('a'), extra: { type: 'json', value: '[' } })).toEqual({ push: expect.stringMatching(/must be a JSON object/) });
  });

  it('leaves alone what only a message tells, and checks the rest', () => {
    expect(wrong({})).toEqual({});
    expect(wrong({ alert: fromMsg('a') })).toEqual({});
    expect(wrong({ alert: fromMsg('a'), badge: { type: 'num', value: 'x' } })).toEqual({
      push: expect.stringMatching(/\(push\.badge\) must be a whole number/),
    });
    expect(wrong({ alert: str('a'), silent: bool('true'), sound: fromMsg('sound') })).toEqual({});
    expect(wrong({ alert: str('a'), buttons: rows({ caption: fromMsg('a') }) })).toEqual({});
    expect(Object.fromEntries(problemsOf(show, { campaignId: fromMsg(''), push: fromMsg('push') }, context))).toEqual({});
  });

  it('knows which columns are wrong by themselves', () => {
    expect([...wrongColumns(push.columns, { sound: str('a'), extra: { type: 'json', value: '[]' } })]).toEqual(['alert', 'extra']);
  });

  it('shows a column that hangs on another only while it is asked for', () => {
    const shown = (values: Values) =>
      formStateOf(columnsForm(push.columns), values, () => undefined)
        .shown.map(({ name }) => name)
        .includes('wake');
    expect([shown({}), shown({ priority: choice('low') }), shown({ priority: choice('high') }), shown({ priority: fromMsg('p') })]).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});

describe('options of which several may be chosen', () => {
  const chosen = (...value: string[]) => ({ type: 'choices', value });
  const problems = (values: Values) => Object.fromEntries(problemsOf(repeat, values, context));
  const field = (name: string): FormField => nodeForm(repeat).find((each) => each.name === name)!;
  const [days, nights, size] = [field('days'), field('nights'), field('size')];

  it('are none to begin with, or those of the catalogue', () => {
    expect([days, nights].map(defaultOf)).toEqual([chosen(), chosen('2')]);
  });

  it('have to be some where the field is required', () => {
    expect(problems({ days: chosen() })).toEqual({ days: "'Days' (days) is empty. Enter a list." });
    expect(problems({ days: chosen('0', '2') })).toEqual({});
    expect(problems({ days: chosen('1'), nights: chosen() })).toEqual({});
  });

  it('have to be among those that there are', () => {
    expect(problems({ days: chosen('7') })).toEqual({ days: expect.stringMatching(/is '7'; it must be one of 0, 1, 2\. Use one of these/) });
  });

  it('are left alone where only a message tells', () => {
    expect(problems({ days: fromMsg('payload') })).toEqual({});
  });

  it('are found in what was written by hand, and nothing else is', () => {
    expect([str('0, 1'), { type: 'json', value: '["0", 1]' }].map((each) => savedIn({ days: each }, days))).toEqual([chosen('0', '1'), chosen('0', '1')]);
    for (const other of [str('Monday'), { type: 'json', value: '["7"]' }, { type: 'json', value: '[' }, fromMsg('days')]) {
      expect(savedIn({ days: other }, days)).toEqual(other);
    }
    expect(savedIn({ size: str('small') }, size)).toEqual(choice('small'));
    expect(savedIn({ size: str('huge') }, size)).toEqual(str('huge'));
  });
});

describe('people of whom each is an input', () => {
  const track = operationOf(made, 'user.track');
  const problems = (values: Values, credential = {}) => Object.fromEntries(problemsOf(track, values, { ...context, credential }));

  it('are in the message, or in the fields', () => {
    const names = (values: Values) => formStateOf(nodeForm(track), values).shown.map(({ name }) => name);
    expect(names({})).toEqual([
      'recipientsFrom',
      'items',
      'userColumn',
      'variables',
      'emptyValues',
      'duplicates',
      'dryRun',
      'sendOnceKey',
      'sendOnceHours',
      'stopAbove',
      'onError',
    ]);
    expect(names({ recipientsFrom: choice('json') })).toEqual([
      'recipientsFrom',
      'externalId',
      'attributes',
      'duplicates',
      'dryRun',
      'sendOnceKey',
      'sendOnceHours',
      'stopAbove',
    ]);
    expect(problems({})).toEqual({});
    expect(problems({ recipientsFrom: choice('json') })).toEqual({ externalId: expect.stringMatching(/is empty/) });
  });

  it('are checked with what the account says', () => {
    const values = { recipientsFrom: choice('json'), externalId: str('abcd') };
    expect(problems(values, { limit: 'easy' })).toEqual({});
    expect(problems(values, { limit: 'strict' })).toEqual({ externalId: "'abcd' is too long. Shorten it." });
  });
});

describe('an account', () => {
  it('with a choice of servers asks for the address only where it is another', () => {
    expect([...accountProblems(openForm(made), {}).keys()]).toEqual(['customUrl']);
    expect(accountProblems(openForm(made), { server: choice('https://one.example.com') }).size).toBe(0);
  });
});

describe('a secret that only some accounts have', () => {
  const secret = { type: 'text', label: 'Token', description: 'Token', secret: true, required: true } as const;
  const twoWays: AnyVendor = { ...made, credential: { ...made.credential, token: { ...secret, dependsOn: { field: 'limit', is: ['strict'] } } } };

  it('is not asked for by Node-RED, which does not know of the others', () => {
    expect(accountHtml(twoWays)).toContain("credentials: { apiKey: { type: 'password', required: true }, token: { type: 'password', required: false } }");
  });
});

describe('a catalogue of two vendors', () => {
  const vendors = [bryj, made];
  const types = nodeTypes(vendors);
  const texts = pathsIn(english(vendors, { campaigns: { catalogue: { form: { recipientsFrom: { option: { items: { label: 'Message' } } } } } } }));
  const text = (path: string) => texts.get(`campaigns.catalogue.${path}`);

  it('has verbs that each vendor with them takes part in', () => {
    expect(types.map(({ type, choices }) => [type, choices.map(({ vendor, name }) => `${vendor.id} ${name}`)])).toMatchObject([
      ['campaign-trigger-batch', ['bryj batch.trigger', 'madeUp campaign.trigger']],
      ['campaign-get-report', ['bryj batch.getReport']],
      ['campaign-cancel-request', ['bryj batch.cancel']],
      ['campaign-export-segment', ['madeUp segment.export']],
      ['campaign-report-in', ['bryj trigger.report']],
      ['campaign-bryj', expect.anything()],
      ['campaign-made-up', expect.anything()],
    ]);
  });

  it('lets one choose the vendor where there are several, and only there', () => {
    const page = (type: string) => nodeHtml(types.find((each) => each.type === type)!, 'x.svg');
    expect(page('campaign-trigger-batch')).toContain('<select id="node-input-vendor">');
    expect(page('campaign-trigger-batch')).toContain("vendor: { value: '' }");
    expect(page('campaign-export-segment')).toContain('<input type="hidden" id="node-input-vendor">');
    expect(page('campaign-export-segment')).toContain("type: 'made-up-account'");
    expect(page('campaign-made-up')).toContain("color: '#C8D6E5'");
  });

  it('knows what there is to pick from', () => {
    expect(sourcesOf(bryj)).toEqual([]);
    expect(sourcesOf(made)).toContainEqual({ operation: 'campaign.getMany', value: 'id', label: 'name' });
    expect(sourcesOf(made)).toContainEqual({ operation: 'campaign.getMany', input: { state: 'ongoing' }, value: 'app', label: 'app', about: 'name' });
  });

  it('keeps each text in one place, where dots and colons of a value divide nothing', () => {
    expect(text('vendor.madeUp.account.server.option.https_//one_example_com.label')).toBe('One');
    expect(text('vendor.madeUp.field.push.column.buttons.column.web_url.label')).toBe('URL');
    expect(text('form.recipientsFrom.option.items.label')).toBe('Message');
    expect(text('vendor.madeUp.field.days.option.1.label')).toBe('Monday');
  });

  it("has a vendor's own words for the form beside the common ones, and Node-RED's for both", () => {
    expect(text('form.userColumn.label')).toBe('User Column');
    expect(text('vendor.madeUp.form.userColumn.label')).toBe('External ID Property');
    expect(text('vendor.madeUp.form.variables.description')).toBe('Which object properties become attributes');
    expect(text('vendor.madeUp.operation.user.track.form.recipientsFrom.label')).toBe('Values From');
    expect(text('vendor.madeUp.operation.user.track.form.recipientsFrom.option.items.label')).toBe('Message');
    expect(text('vendor.madeUp.operation.campaign.trigger.form.recipientsFrom.option.everybody.label')).toBe('Everyone');
  });

  it('has help for all of it', () => {
    const say = (path: string): string => texts.get(`campaigns.${path}`) ?? path;
    for (const each of types) expect(nodeHelp(say, each)).not.toMatch(/>(catalogue\.|undefined)/);
  });
});
