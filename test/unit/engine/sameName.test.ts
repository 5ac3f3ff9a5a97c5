import { plan } from '../../../engine';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { horisen } from '../../../vendors/horisen';
import { moEngage } from '../../../vendors/moEngage';
import { run, sampleAccount, scripted, testHost } from '../../support/host';
import { draft, SERVICE, saved } from '../horisen/calling';
import { ACCEPTED, having, push, toAll } from '../moEngage/calling';

type Inputs = readonly { readonly [name: string]: unknown }[];

const go = async (vendor: typeof horisen, operation: string, inputs: Inputs, send: ReturnType<typeof scripted>) => {
  const outcomes = await run({ vendor, operation, inputs, account: sampleAccount(vendor), options: {} }, testHost({ vendor: send }).ports);
  const sorted = [...outcomes].sort((one, other) => one.item - other.item);
  return sorted.map((outcome) => [outcome.state, 'warnings' in outcome ? outcome.warnings.filter((each) => /is '/.test(each)) : []] as const);
};
const list = (...names: string[]) => ({ body: { data: names.map((name) => saved({ name })), meta: {} } });
const made = { status: 201, body: saved() };
const wire = (send: ReturnType<typeof scripted>) =>
  send.requests.map(({ method, url }) => `${method} ${decodeURIComponent(url.replace(/^.*\/campaigns?/, ''))}`);
const USED = /^'Name' \(name\) is 'Spring', and HORISEN has a campaign with that name already\. Use another name to be able to tell them apart\.$/;

describe('a name that HORISEN has already', () => {
  it('is a warning, and the campaign is created', async () => {
    const send = scripted(list('Spring'), made);
    expect(await go(horisen, 'campaign.create', [{ ...draft, name: 'Spring', check_name: true }], send)).toEqual([['done', [expect.stringMatching(USED)]]]);
    expect(wire(send)).toEqual(['GET ?eq(name)=Spring&sort=-created_dt&page_number=1&page_size=100', 'POST ']);
    expect(send.requests[1]!.json).not.toHaveProperty('check_name');
  });

  it('is asked for once per name, and only if wanted', async () => {
    const send = scripted(list(), list('Summer'), made, made, made, made);
    const inputs = ['Spring', 'Summer', 'Spring'].map((name) => ({ ...draft, name, check_name: true }));
    const [first, second, third, fourth] = await go(horisen, 'campaign.create', [...inputs, { ...draft, name: 'Autumn' }], send);
    expect([first, second![1].length, third, fourth]).toEqual([
      ['done', []],
      1,
      ['done', ["'Name' (name) is 'Spring', as in item 1. Use another name to be able to tell them apart."]],
      ['done', []],
    ]);
    expect(wire(send).filter((each) => each.startsWith('GET'))).toHaveLength(2);
  });

  it('is not found in a name that only contains it, or in one with a comma, which a filter cannot hold', async () => {
    const send = scripted(list('Spring 2'), made, made);
    expect(
      await go(
        horisen,
        'campaign.create',
        ['Spring', 'Spring, 2'].map((name) => ({ ...draft, name, check_name: true })),
        send,
      ),
    ).toEqual([
      ['done', []],
      ['done', []],
    ]);
    expect(wire(send)).toHaveLength(3);
  });

  it('that cannot be looked up is no reason not to send', async () => {
    const send = scripted({ status: 403, body: { message: 'no' } }, made);
    expect(await go(horisen, 'campaign.create', [{ ...draft, name: 'Spring', check_name: true }], send)).toEqual([
      ['done', [expect.stringMatching(/^'Name' \(name\) is 'Spring', and whether it is new could not be checked: /)]],
    ]);
  });

  it('is a warning for a copy too, and in a plan', async () => {
    const clone = { clone_uuid: SERVICE, name: 'Spring', check_name: true, status: 'draft' };
    expect((await go(horisen, 'campaign.clone', [clone], scripted(list('Spring'), made)))[0]).toEqual(['done', [expect.stringMatching(USED)]]);
    const send = scripted(list('Spring'));
    const [planned] = await plan(
      { vendor: horisen, operation: 'campaign.create', inputs: [{ ...draft, name: 'Spring', check_name: true }], account: sampleAccount(horisen), options: {} },
      testHost({ vendor: send }).ports,
    );
    expect(planned!.warnings).toContainEqual(expect.stringMatching(USED));
    expect(wire(send)).toHaveLength(1);
  });
});

describe('FollowAnalytics', () => {
  const body = { name: 'Spring', type: 'transactional', app_id: 'FAAPPLI_1', includes_push: true, includes_inapp: false, push_message: 'Hello' };
  const created = { body: { success: true, result: { campaign_id: 'C' } } };

  it('is asked by app and name, from the form and from JSON', async () => {
    for (const input of [body, { specify: 'json', payload: { ...body, source: 'API', start_date: 'now', params: { push_message: 'Hello' } } }]) {
      const send = scripted({ body: { success: true, total_count: 1, offset: 0, limit: 100, result: [{ identifier: 'X', name: 'Spring' }] } }, created);
      expect(await go(followAnalytics, 'campaign.create', [{ ...input, check_name: true }], send)).toEqual([
        ['done', [expect.stringMatching(/^'Name' \(name\) is 'Spring', and FollowAnalytics has a campaign with that name already/)]],
      ]);
      expect(send.requests[0]!.url).toMatch(/app_ids=FAAPPLI_1.*search=Spring|search=Spring.*app_ids=FAAPPLI_1/);
    }
  });

  it('may have the same name in two apps', async () => {
    const send = scripted(created, created);
    expect(await go(followAnalytics, 'campaign.create', [body, { ...body, app_id: 'FAAPPLI_2' }], send)).toEqual([
      ['done', []],
      ['done', []],
    ]);
  });
});

it('MoEngage: names within a run are compared where each push needs its own', async () => {
  const [, second] = await go(moEngage, 'push.send', [toAll, toAll], scripted(ACCEPTED, ACCEPTED));
  expect(second![1]).toEqual(["'Campaign Name' (campaignName) is 'order-shipped', as in item 1. Use another name to be able to tell them apart."]);
  const users = await go(moEngage, 'push.send', [push, having(push, { attributeValue: 'customer-2' })], scripted(ACCEPTED, ACCEPTED));
  expect(users.map(([, warnings]) => warnings)).toEqual([[], []]);
});
