import { inputMaker, knownNames, operation, operationOf, type Json, type JsonObject, type Recipients } from '../../../engine';
import { foundDoubts, foundProblems } from '../../../engine/form/found';
import { braze } from '../../../vendors/braze';
import { valuesIn } from '../../../vendors/braze/triggered/properties';
import { bryj } from '../../../vendors/bryj';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { acme, base, call, listing } from '../../support/acme';
import { scripted, testHost } from '../../support/host';

/** The names of a campaign's variables, and what is said of those that have no value. */

const list = listing({ by: 'page', param: 'page', first: 1, full: 2 });
const send = operation({
  ...base,
  fields: {
    campaign: { type: 'text', label: 'Campaign', description: 'What to send', required: true, todo: 'Choose another.' },
    user: { type: 'text', label: 'User', description: 'To whom', required: true },
    values: { type: 'json', label: 'Values', description: 'By name' },
  },
  recipients: {
    id: 'user',
    variables: 'values',
    known: {
      operation: 'thing.list',
      of: 'campaign',
      input: () => ({}),
      names: (row, id) => (row.id === id ? ((row.names ?? []) as readonly string[]) : undefined),
    },
  },
  retry: 'send',
  returns: 'object',
  request: ([{ campaign }]) => ({ method: 'POST', path: '/send', body: { json: { campaign } } }),
  parse: ({ body }: { body: Json }) => ({ one: body }),
});
const v = acme({ list, send });
const page = (...things: object[]) => ({ body: { things: things as JsonObject[] } });

const read = (vendor: ReturnType<typeof scripted>, target: string, name = 'thing.send') =>
  knownNames({ vendor: v, operation: name, target, account: call(v, name, []).account }, testHost({ vendor }).ports);

describe('the names of a campaign', () => {
  it('are read page by page until the campaign is found, each once, without what cannot be seen around them', async () => {
    const vendor = scripted(page({ id: 'a' }, { id: 'b' }), page({ id: 'c', names: ['city', ' name ', 'city', ''] }, { id: 'd' }));
    expect(await read(vendor, 'c')).toEqual(['city', 'name']);
    expect(vendor.requests).toHaveLength(2);
  });

  it('are none if it has none, and if the operation tells none', async () => {
    expect(await read(scripted(page({ id: 'a' })), 'a')).toEqual([]);
    const vendor = scripted();
    expect(await read(vendor, 'a', 'thing.list')).toEqual([]);
    expect(vendor.requests).toEqual([]);
  });

  it('are refused for a campaign that is not listed, by field and value, with what to do', async () => {
    await expect(read(scripted(page({ id: 'a' })), 'x')).rejects.toMatchObject({
      code: 'notFound',
      reached: 'no',
      message: "'Campaign' (campaign): Acme does not list 'x'.",
      todo: 'Choose another.',
    });
  });

  it('are not read beyond what is read to check a send', async () => {
    const vendor = scripted(...Array.from({ length: 1_100 }, (_, i) => page({ id: `a${i}` }, { id: `b${i}` })));
    await expect(read(vendor, 'x')).rejects.toMatchObject({ code: 'notFound' });
    expect(vendor.requests).toHaveLength(1_000);
  });

  it('come with the refusal of a vendor that does not answer', async () => {
    await expect(read(scripted(...Array.from({ length: 3 }, () => ({ status: 429, body: {} }))), 'a')).rejects.toMatchObject({ code: 'rateLimited' });
  });

  it('are in any text of a message at Braze, with filters, in conditions, in subjects, once', () => {
    const messages = {
      one: {
        alert: '{{api_trigger_properties.${city} | default: "your town"}} and {{ ${first_name} }}',
        extras: { deep: ['{{api_trigger_properties.${deep}}}'] },
      },
      two: { subject: '{% if api_trigger_properties.${vip} == "yes" %}Dear {{api_trigger_properties.${city}}}{% endif %}', data: null, count: 3 },
      three: 'api_trigger_properties.${ spaced }.member, my_api_trigger_properties.${no}, {{event_properties.${no}}}',
    };
    expect(valuesIn(messages, ['api_trigger_properties'])).toEqual(['city', 'deep', 'vip', 'spaced']);
    expect(valuesIn(undefined, ['api_trigger_properties'])).toEqual([]);
  });

  it('are the placeholders of all variants at FollowAnalytics', () => {
    const { known } = operationOf(followAnalytics, 'batch.trigger').recipients!;
    const campaign = { identifier: 'F1', params: { push_message: 'Hi *@name@*' }, variants: [{ params: { push_message: '*@name@*, *@city@*' } }] };
    expect(known!.names(campaign, 'F1')).toEqual(['name', 'city']);
    expect(known!.names(campaign, 'F2')).toBeUndefined();
  });
});

describe('a name without a value', () => {
  const form = { recipientsFrom: 'items', userColumn: 'user_id', variables: 'all', campaignId: 'C' };
  const said = (o: { readonly recipients?: Recipients }, values: object, record: object, given?: object) => {
    const make = inputMaker(o as never, { ...form, ...values }, { wanted: ['name', 'city'] });
    const input = make(record as JsonObject, given as JsonObject);
    return { problems: foundProblems(input).map(({ message }) => message), doubts: foundDoubts(input) };
  };
  const anna = { user_id: 'u1', name: 'Anna' };

  it('is refused by person and name where every name is needed and nobody else checks it', () => {
    expect(said(operationOf(bryj, 'batch.trigger'), {}, anna).problems).toEqual([
      "User 'u1' has no 'city', which is one of the template variables that the campaign needs.",
    ]);
    expect(said(operationOf(bryj, 'batch.trigger'), {}, { ...anna, city: '' })).toEqual({ problems: [], doubts: [] });
    expect(said(operationOf(bryj, 'batch.trigger'), { emptyValues: 'leaveOut' }, { ...anna, city: '' }).problems).toHaveLength(1);
  });

  it('is a warning without a person where the message has its own default, and nothing where nothing is needed', () => {
    const { problems, doubts } = said(operationOf(braze, 'campaign.trigger'), {}, anna);
    expect(problems).toEqual([]);
    expect(doubts).toEqual(["Some items have no 'city', which is one of the trigger properties: the message shows its own default there, if it has one."]);
    expect(said(operationOf(braze, 'user.track'), { kind: 'attributes' }, anna)).toEqual({ problems: [], doubts: [] });
    // The campaign as it is when it is sent decides, not a list that was read earlier.
    expect(said(operationOf(followAnalytics, 'batch.trigger'), {}, anna)).toEqual({ problems: [], doubts: [] });
  });

  it('is looked for among the values that the form has itself', () => {
    expect(said(operationOf(bryj, 'batch.trigger'), { variables: 'chosen' }, { user_id: 'u1', city: 'Rome' }, { name: 'A', city: undefined }).problems).toEqual(
      ["User 'u1' has no 'city', which is one of the template variables that the campaign needs."],
    );
  });
});
