import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyOperation, AnyVendor, Field, Fields } from '../../engine';
import { version } from '../../package.json';
import { breachesOf, contractText, offerOf, withOffer, type Contract } from '../../scripts/contract/index';
import { vendors } from '../../vendors';
import { allChanges, allShownChanges, release, sender } from '../support/releases';

/**
 * What saved workflows and flows may count on. A contract holds what any release offered: what is new passes, what is gone or means something else
 * does not, unless the catalogue says how what was saved is to be read.
 */
const read = ({ id }: AnyVendor): string => readFileSync(join(__dirname, '../../contracts', `${id}.json`), 'utf8');

describe.each(vendors.map((vendor) => [vendor.id, vendor] as const))('%s', (_, vendor) => {
  const text = read(vendor);
  const contract = JSON.parse(text) as Contract;

  it('keeps its contract', () => {
    expect(breachesOf(contract, offerOf(vendor))).toEqual([]);
  });

  it('has a contract that holds what the present version offers; if not: npm run contract', () => {
    expect(contract.version).toBe(version);
    expect(text).toBe(contractText(withOffer(contract, { account: { was: [], parameters: {} }, operations: {}, triggers: {} }, version)));
  });
});

/** The vendor with another operation in the place of one. */
const withOperation = (vendor: AnyVendor, name: string, change: (o: AnyOperation) => AnyOperation): AnyVendor => {
  const [resource = '', key = ''] = name.split('.');
  const { [resource]: found } = vendor.resources;
  const operations = { ...found!.operations, [key]: change(found!.operations[key]!) };
  return { ...vendor, resources: { ...vendor.resources, [resource]: { ...found!, operations } } };
};

const withField =
  (wire: string, change: object) =>
  (o: AnyOperation): AnyOperation => ({ ...o, fields: { ...o.fields, [wire]: { ...o.fields[wire]!, ...change } as Field } });

const braze = vendors.find(({ id }) => id === 'braze')!;
const promised = JSON.parse(read(braze)) as Contract;
const brazeWith = (name: string, change: (o: AnyOperation) => AnyOperation) => breachesOf(promised, offerOf(withOperation(braze, name, change)));

describe('a change of the catalogue that would break saved workflows', () => {
  it.each([
    ['another default', 'email.setStatus', withField('subscription_state', { default: 'opted_in' }), /'subscription_state' had the default "unsubscribed"/],
    [
      'a field that moves',
      'campaign.getMany',
      withField('include_archived', { prominent: true }),
      /'include_archived' was in 'more' and is in 'main': say wasIn/,
    ],
    ['another type', 'campaign.getMany', withField('include_archived', { type: 'text', default: undefined }), /was of type 'boolean' and is of type 'text'/],
    ['a field that is required', 'campaign.getMany', withField('sort_direction', { required: true }), /'sort_direction' is required and was not/],
    ['a choice that is gone', 'campaign.getMany', withField('sort_direction', { options: [{ value: 'asc', label: 'Up' }] }), /no longer has the choice 'desc'/],
    [
      'a field that is gone',
      'campaign.getMany',
      ({ fields: { include_archived: _, ...fields }, ...o }: AnyOperation) => ({ ...o, fields }),
      /'include_archived' is gone/,
    ],
    [
      'a new field that is required',
      'campaign.get',
      withField('more', { type: 'text', label: 'It', description: 'It', required: true }),
      /'more' is new and required/,
    ],
    [
      'a condition',
      'email.setStatus',
      withField('email', { dependsOn: { field: 'subscription_state', is: ['opted_in'] } }),
      /'email' is there only with {"subscription_state":\["opted_in"\]}, and was with none/,
    ],
  ])('%s fails', (_, name, change, words) => {
    expect(brazeWith(name, change as never)).toContainEqual(expect.stringMatching(words));
  });

  it('an operation, a trigger or a field of the account that is gone fails', () => {
    const { [Object.keys(braze.triggers)[0]!]: _trigger, ...triggers } = braze.triggers;
    const { track_limit: _limit, ...credential } = braze.credential;
    const { card: _card, ...resources } = braze.resources;
    const breaches = breachesOf(promised, offerOf({ ...braze, triggers, credential, resources } as AnyVendor)).join('\n');
    expect(breaches).toMatch(/account: 'track_limit' is gone/);
    expect(breaches).toMatch(/operation 'card.getMany' is gone: say was: \['card.getMany'\]/);
    expect(breaches).toMatch(/trigger '\w+' is gone/);
  });
});

const promiseOf = (fields: Fields): Contract => withOffer({}, offerOf(release({ 'thing.send': sender(fields) })), '0.0.1');
const breachesWith = (before: Fields, today: Fields) => breachesOf(promiseOf(before), offerOf(release({ 'thing.send': sender(today) })));

/** The fields without what they say of earlier releases. */
const forgetful = (fields: Fields): Fields =>
  JSON.parse(JSON.stringify(fields, (key, value: unknown) => (['was', 'wasIn', 'firstDefault'].includes(key) ? undefined : value))) as Fields;

describe.each(allChanges)('%s', (what, { before, today }) => {
  it('keeps the contract as far as the catalogue says how to read what was saved', () => {
    const isDemanding = what.includes('becomes required');
    expect(breachesWith(before, today)).toEqual(isDemanding ? [expect.stringContaining('is required and was not')] : []);
  });

  it('breaks it where the catalogue says nothing', () => {
    expect(breachesWith(before, forgetful(today))).not.toEqual([]);
  });
});

it.each(allShownChanges)('%s, which is no matter of the contract', (_, { before, today }) => {
  expect(breachesWith(before, today)).toEqual([]);
});

describe('what the catalogue may not say', () => {
  const flag: Field = { type: 'boolean', label: 'It', description: 'It', default: false };
  const hanging: Field = { type: 'text', label: 'It', description: 'It', dependsOn: { field: 'flag', is: [true] } };

  it.each<[string, Fields, Fields, RegExp]>([
    ['that a field on which others hang has moved', { flag, hanging }, { flag: { ...flag, prominent: true, wasIn: 'more' }, hanging }, /n8n cannot carry that/],
    ['a name of today as an earlier one', { flag, other: flag }, { flag, other: { ...flag, was: ['flag'] } }, /cannot be called 'flag' formerly/],
  ])('%s', (_, before, today, words) => {
    expect(breachesWith(before, today)).toEqual([expect.stringMatching(words)]);
  });

  it('the name of another operation as an earlier one, not even by halves', () => {
    const before = withOffer({}, offerOf(release({ 'a.one': sender({}), 'b.two': sender({}) })), '0.0.1');
    const crossed = release({ 'a.two': sender({}, ['b.one']), 'b.two': sender({}), 'a.one': sender({}) });
    expect(breachesOf(before, offerOf(crossed))).toContainEqual(expect.stringMatching(/'a.two' cannot be what '(a.one|b.two)' was/));
  });
});

describe('what is new', () => {
  const flag: Field = { type: 'boolean', label: 'It', description: 'It', default: false };
  const before = promiseOf({ flag });
  const now = offerOf(
    release({ 'thing.send': sender({ flag: { ...flag, prominent: true, wasIn: 'more' }, other: flag }), 'thing.mark': sender({ id: flag }) }),
  );

  it('passes, and is promised from the next release on, beside what was before', () => {
    expect(breachesOf(before, now)).toEqual([]);
    const { version: next, operations } = withOffer(before, now, '0.0.2');
    expect(next).toBe('0.0.2');
    expect(Object.keys(operations)).toEqual(['list.getMany', 'thing.mark', 'thing.send']);
    expect(operations['thing.send']!.flag).toEqual({ type: 'boolean', place: ['main', 'more'], default: false });
  });

  it('stays in the contract after it was renamed', () => {
    const renamed = offerOf(release({ 'thing.send': sender({ mark: { ...flag, was: ['flag'] } }) }));
    expect(Object.keys(withOffer(before, renamed, '0.0.2').operations['thing.send']!)).toEqual(expect.arrayContaining(['flag', 'mark']));
  });
});
