import type { INodeParameters } from 'n8n-workflow';
import { listSearchOf } from '../../../nodes/shared/pickers';
import { braze } from '../../../vendors/braze';
import { chainOf } from './bench';
import { pickerContext } from './engine';
import { picked, Stage } from './stage';

/** Names of events and attributes are chosen from a list, or typed; workflows saved before hold plain texts. */
const stage = new Stage('braze');
const bodies = () => stage.wire('/users/track').map(({ body }) => JSON.parse(body) as { events: object[]; attributes: object[] });
const track = { resource: 'user', operation: 'track', recipientsFrom: 'json', user: 'user1' };
const event = (name: INodeParameters[string]): INodeParameters => ({ ...track, kind: 'event', name });
const attribute = (name: INodeParameters[string]): INodeParameters => ({
  ...track,
  ...{ kind: 'attributes', additionalFields: { changes: { values: [{ name, action: 'set', value: '5', type: 'number' }] } } },
});
const byName = (value: string) => ({ __rl: true, mode: 'id', value });
const fromList = (value: string) => ({ __rl: true, mode: 'list', value, cachedResultName: value });

it.each([
  ['a plain text, as it was saved before', 'Event A'],
  ['chosen from the list', fromList('Event A')],
  ['typed', byName('Event A')],
  ['typed, with blanks around it', byName(' Event A ')],
  ['the result of an expression', byName("={{ 'Event' + ' A' }}")],
])('the name of an event is %s', async (_, name) => {
  expect((await stage.run(event(name))).error).toBeUndefined();
  expect(bodies()).toEqual([{ events: [expect.objectContaining({ external_id: 'user1', name: 'Event A' })] }]);
});

it.each([['never_seen'], [fromList('never_seen')], [byName('never_seen')]])('the name of an attribute in a list of changes is %j', async (name) => {
  expect((await stage.run(attribute(name))).error).toBeUndefined();
  expect(bodies()).toEqual([{ attributes: [{ external_id: 'user1', never_seen: 5 }] }]);
});

it('an event without a name is an error before anything is sent', async () => {
  expect((await stage.run(event(byName(' ')))).error?.message).toContain('Event Name');
  await expect(stage.run(event(fromList('')))).rejects.toThrow('Parameter "Event Name" is required');
  expect(stage.wire('/users/track')).toEqual([]);
});

it.each<INodeParameters>([{}, { name: '' }, { name: fromList('') }])('the items have the names where the form has none: %j', async (left) => {
  const parameters = { resource: 'user', operation: 'track', kind: 'event', recipientsFrom: 'items', userColumn: 'id', variables: 'all', ...left };
  const ran = await stage.run(parameters, [{ json: { id: 'user1', name: 'Event A' } }, { json: { id: 'user2', name: 'Event 001' } }]);
  expect(ran.error).toBeUndefined();
  expect(bodies().flatMap(({ events }) => events)).toMatchObject([{ name: 'Event A' }, { name: 'Event 001' }]);
});

describe('the lists', () => {
  const search = async (word: string, filter?: string) => {
    const methods = listSearchOf(braze);
    const name = Object.keys(methods).find((each) => each.toLowerCase().includes(word));
    const context = pickerContext(chainOf(stage.node('Node', event(picked('Event A')))), 'Node', { accounts: stage.account() });
    return (await methods[name!]!.call(context, filter)).results;
  };

  it('of attributes has each with its data type', async () => {
    expect((await search('attributegetmany')).length).toBeGreaterThan(100);
    expect(await search('attributegetmany', 'LOYALTY')).toEqual([{ name: 'loyalty_points (Number)', value: 'loyalty_points' }]);
  });
});
