import { formOf, operationOf, type JsonObject } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { failureIn, jsonOf, scripted } from '../../support/host';
import { call, ID, rows, urls } from './reading';
import { bodies, calling, expectRefused, type Account, type Raw } from './sending';

const trigger = calling('canvas.trigger', { status: 201, body: { message: 'success', dispatch_id: 'd1' } });
const scheduleTrigger = calling('canvas.scheduleTrigger', { status: 201, body: { message: 'success', dispatch_id: 'd1', schedule_id: 's1' } });
const canvas_id = 'c1';
const to = (...recipients: object[]): Raw => ({ canvas_id, recipients });
const person = (i: number, more: object = {}) => ({ external_user_id: `u${i}`, ...more });
const alias = { alias_name: 'a', alias_label: 'crm' };
const audience = { push_subscription_status: { comparison: 'is', value: 'opted_in' } };
const time = '2099-05-10T13:00:00Z';
/** An object of so many bytes on the wire. */
const sized = (bytes: number) => ({ a: 'x'.repeat(bytes - '{"a":""}'.length) });

const refused: [string, Raw, string, RegExp, Account?][] = [
  ['no Canvas', { recipients: [person(1)] }, 'canvas_id', /'Canvas' \(canvas_id\) is empty/],
  ['nobody', { canvas_id }, 'recipients', /'Recipients' \(recipients\) is empty: there is nobody to send to/],
  ['recipients and everyone', { ...to(person(1)), broadcast: true }, 'broadcast', /is on, but recipients are given/],
  ['a recipient without name', to({ context: {} }), 'recipients[0].external_user_id', /is empty, and the user is not identified in any other way/],
  ['an address without prioritization', to({ email: 'bob@example.com' }), 'recipients[0].prioritization', /is empty, but several users may have the same/],
  ['context that is no object', to(person(1, { context: ['a'] })), 'recipients[0].context', /'Context Variables' .* must be a JSON object but is a list/],
  ['more context than 50 KB for one', to(person(1, { context: sized(50_001) })), 'recipients[0].context', /'Context Variables' .* is larger than 50\.0 kB/],
  [
    'more context than 50 KB for all',
    { ...to(person(1)), context: sized(50_001) },
    'context',
    /'Context Variables for All' \(context\) is larger than 50\.0 kB/,
  ],
  ['a user to make without attributes', to(person(1, { send_to_existing_only: false })), 'recipients[0].send_to_existing_only', /there are no attributes/],
  ['an account of the Appboy version', to(person(1)), 'version', /^'Version' \(version\) of the account is Appboy, which does not have a Canvas\.$/, 'appboy'],
];

describe('a trigger of a Canvas', () => {
  it.each(refused)('with %s is refused with its field, and nothing is sent', async (_, input, field, says, account = 'today') => {
    expectRefused(await trigger([input], account), field, says);
    expectRefused(await scheduleTrigger([{ ...input, time }], account), field, says);
  });

  it('goes out as the page has it', async () => {
    const input = {
      canvas_id,
      context: sized(50_000),
      recipients: [
        { external_user_id: 'user1', context: { product_price: 69.99 }, send_to_existing_only: false, attributes: { first_name: 'Anna' } },
        { user_alias: alias },
        { braze_id: 'b1' },
        { email: 'bob@example.com', prioritization: ['identified', 'most_recently_updated'] },
      ],
      audience,
    };
    const { outcomes, send } = await trigger([input]);
    expect(send.requests).toMatchObject([{ method: 'POST', url: 'https://rest.iad-01.braze.com/canvas/trigger/send' }]);
    expect(bodies(send)).toEqual([input]);
    expect(outcomes.map(jsonOf)).toEqual(
      [{ external_user_id: 'user1' }, { user_alias: alias }, { braze_id: 'b1' }, { email: 'bob@example.com' }].map((who) => ({
        canvas_id,
        ...who,
        status: 'accepted',
        dispatch_id: 'd1',
      })),
    );
  });

  it('packs 50 recipients into a request, and sends one person twice in two', async () => {
    const { send } = await trigger(Array.from({ length: 51 }, (_, i) => to(person(i, { context: { i } }))));
    expect(bodies(send).map(({ recipients }) => (recipients as []).length)).toEqual([50, 1]);
    const twice = await trigger([to(person(1, { context: { a: 1 } })), to(person(1, { context: { a: 2 } }))]);
    expect(bodies(twice.send).map(({ recipients }) => recipients)).toEqual([[person(1, { context: { a: 1 } })], [person(1, { context: { a: 2 } })]]);
  });

  it.each(['The Canvas is paused. Resume the Canvas to ensure trigger requests will take effect.', 'The Canvas is archived. Unarchive the Canvas.'])(
    'that is accepted with "%s" is not sent',
    async (notice) => {
      const answer = scripted({ status: 201, body: { notice, dispatch_id: 'd1', message: 'success' } });
      const { outcomes } = await trigger([to(person(1)), to(person(2))], 'today', answer, { continueOnFail: true });
      expect(outcomes).toMatchObject([1, 2].map((i) => ({ state: 'notSent', words: notice, output: { json: { canvas_id, external_user_id: `u${i}` } } })));
      expect(answer.requests).toHaveLength(1);
    },
  );

  it('with a lost answer is not repeated, and the error says where to look', async () => {
    const lost = scripted({ status: 502, body: '' });
    const { outcomes } = await trigger([to(person(1))], 'today', lost);
    expect(lost.requests).toHaveLength(1);
    expect(failureIn(outcomes[0])).toMatchObject({ reached: 'maybe', todo: expect.stringContaining("'Get Series' of the Canvas") });
  });

  it('of a Canvas that is not known is said by its field', async () => {
    const unknown = scripted({ status: 400, body: { message: 'Invalid Canvas ID' } });
    const { outcomes } = await trigger([to(person(1))], 'today', unknown);
    expect(failureIn(outcomes[0])).toMatchObject({ code: 'notFound', field: 'canvas_id' });
  });

  it('can be scheduled, moved and canceled', async () => {
    const { outcomes, send } = await scheduleTrigger([{ ...to(person(1)), context: { a: 1 }, time: '2099-05-10T13:00:00', in_local_time: true }]);
    expect(bodies(send)).toEqual([{ ...to(person(1)), context: { a: 1 }, schedule: { time: '2099-05-10T13:00:00', in_local_time: true } }]);
    expect(jsonOf(outcomes[0])).toEqual({ canvas_id, external_user_id: 'u1', status: 'accepted', dispatch_id: 'd1', schedule_id: 's1' });
    const moved = await calling('canvas.updateTriggerSchedule')([{ canvas_id, schedule_id: 's1', time }]);
    expect(bodies(moved.send)).toEqual([{ canvas_id, schedule_id: 's1', schedule: { time: expect.stringMatching(/^2099-05-10T/) } }]);
    const canceled = await calling('canvas.cancelTriggerSchedule')([{ canvas_id, schedule_id: 's1' }]);
    expect(canceled.send.requests).toMatchObject([{ url: 'https://rest.iad-01.braze.com/canvas/trigger/schedule/delete' }]);
    expect(jsonOf(canceled.outcomes[0])).toEqual({ status: 'accepted', canvas_id, schedule_id: 's1', cancelled: true });
  });

  it('of a repeated cancellation that finds nothing says that it may have been sent', async () => {
    const gone = scripted({ status: 502, body: '' }, { status: 400, body: { message: 'schedule_id is not known' } });
    const { outcomes } = await calling('canvas.cancelTriggerSchedule')([{ canvas_id, schedule_id: 's1' }], 'today', gone);
    expect(outcomes[0]).toMatchObject({ state: 'done', warnings: expect.arrayContaining([expect.stringContaining('the messages were sent')]) });
  });
});

describe('the figures of a Canvas', () => {
  const total_stats = { revenue: 9.5, conversions: 3, conversions_by_entry_time: 2, entries: 100 };
  const answer = (stats: JsonObject) => ({ body: { message: 'success', data: { name: 'Cart', stats: [stats] } } });

  it('always say when they end: now, in the absence of anything else', async () => {
    const send = scripted(answer({ time: '2026-01-10', total_stats }), answer({ time: '2026-01-10', total_stats }));
    expect(await rows('canvas.getSeries', { canvas_id: ID, length: 14 }, send)).toEqual([{ time: '2026-01-10', total_stats }]);
    const query = Object.fromEntries(new URL(send.requests[0]!.url).searchParams);
    expect(query).toEqual({ canvas_id: ID, length: '14', ending_at: expect.any(String) });
    expect(Number.isNaN(Date.parse(query.ending_at!))).toBe(false);
    await rows('canvas.getSeries', { canvas_id: ID, length: 1, ending_at: '2026-01-10T10:00', include_step_breakdown: true }, send);
    expect(urls(send)[1]).toBe(`/canvas/data_series?ending_at=2026-01-10T10%3A00%3A00%2B01%3A00&canvas_id=${ID}&include_step_breakdown=true&length=1`);
  });

  it.each(['canvas.getSeries', 'canvas.getSummary'])('%s goes back 14 days at most', async (operation) => {
    for (const length of [0, 15, 1.5]) {
      const send = scripted({ body: {} });
      expect(failureIn(await call(operation, { canvas_id: ID, length }, send))).toMatchObject({ code: 'validation', field: 'length' });
      expect(send.requests).toHaveLength(0);
    }
  });

  it('become one flat row, in which variants and steps are told apart by name', async () => {
    const email = { sent: 5, opens: 2 };
    const stats = {
      time: '2026-01-10',
      total_stats,
      variant_stats: {
        v1: { name: 'Variant 1', entries: 60, revenue: 1 },
        v2: { name: 'Control Group', entries: 40 },
      },
      step_stats: {
        s1: { name: 'Welcome', revenue: 2, conversions: 1, messages: { email: [email], ios_push: [{ sent: 3 }] } },
        s2: {
          name: 'Step Two',
          conversions: 0,
          messages: {
            email: [
              { variation_name: 'A', ...email },
              { variation_name: 'B', sent: 7 },
            ],
          },
        },
        s3: { name: 'Twin', conversions: 4 },
        s4: { name: 'Twin', conversions: 5 },
      },
    };
    const input = { canvas_id: ID, length: 1, include_variant_breakdown: true, include_step_breakdown: true };
    expect(await rows('canvas.getSeries', input, scripted(answer(stats)), { options: { simplify: true } })).toEqual([
      {
        time: '2026-01-10',
        ...total_stats,
        variant_1_entries: 60,
        variant_1_revenue: 1,
        variant_control_group_entries: 40,
        step_welcome_revenue: 2,
        step_welcome_conversions: 1,
        step_welcome_email_sent: 5,
        step_welcome_email_opens: 2,
        step_welcome_ios_push_sent: 3,
        step_two_conversions: 0,
        step_two_email_a_sent: 5,
        step_two_email_a_opens: 2,
        step_two_email_b_sent: 7,
        step_twin_1_conversions: 4,
        step_twin_2_conversions: 5,
      },
    ]);
  });

  it('are one object as a summary', async () => {
    const data = { name: 'Cart', total_stats, variant_stats: { v1: { name: 'Variant 1', entries: 100 } } };
    const send = () => scripted({ body: { message: 'success', data } });
    const input = { canvas_id: ID, length: 3, include_variant_breakdown: true };
    expect(jsonOf(await call('canvas.getSummary', input, send()))).toEqual({ canvas_id: ID, ...data });
    expect(jsonOf(await call('canvas.getSummary', input, send(), { options: { simplify: true } }))).toEqual({
      canvas_id: ID,
      name: 'Cart',
      ...total_stats,
      variant_1_entries: 100,
    });
  });
});

describe('the other operations of a Canvas', () => {
  it('are refused for an account of the Appboy version, before anything is sent', async () => {
    const { operations } = braze.resources.canvas!;
    expect(Object.keys(operations)).toHaveLength(9);
    for (const [name, { sampleInputs }] of Object.entries(operations)) {
      const { outcomes, send } = await calling(`canvas.${name}`)([sampleInputs[0]], 'appboy');
      expect([name, failureIn(outcomes[0])]).toMatchObject([name, { code: 'validation', field: 'version', reached: 'no' }]);
      expect(send.requests).toHaveLength(0);
    }
  });

  it('a Canvas is chosen from the list of Canvases', () => {
    for (const name of ['trigger', 'get', 'getSeries', 'getSummary', 'scheduleTrigger', 'updateTriggerSchedule', 'cancelTriggerSchedule', 'duplicate']) {
      const field = formOf(operationOf(braze, `canvas.${name}`)).find(({ wire }) => wire === 'canvas_id');
      expect([name, field?.field]).toMatchObject([name, { loadOptions: { operation: 'canvas.getMany', value: 'id', label: 'name' }, required: true }]);
    }
  });

  it('the values that its messages use are known, under their name and their former one', () => {
    const { known } = operationOf(braze, 'canvas.trigger').recipients!;
    const message = (body: string) => ({ messages: { m1: { channel: 'email', body } } });
    const steps = [message('{{context.${city}}} {{canvas_entry_properties.${deep}.member}}'), message('{{context.${city}}} {{api_trigger_properties.${no}}}')];
    expect(known).toMatchObject({ operation: 'canvas.get', of: 'canvas_id' });
    expect(known!.input('c1')).toEqual({ canvas_id: 'c1' });
    expect(known!.names({ steps }, 'c1')).toEqual(['city', 'deep']);
  });

  it('a copy is asked for once, and its lost answer is said to be unknown', async () => {
    const input = { canvas_id, name: 'Copy', description: 'Mine', tag_names: ['a', 'b'] };
    const { outcomes, send } = await calling('canvas.duplicate', { status: 202, body: { message: 'success' } })([input]);
    expect(bodies(send)).toEqual([input]);
    expect(jsonOf(outcomes[0])).toEqual({ canvas_id, name: 'Copy', status: 'accepted' });
    const lost = scripted({ status: 502, body: '' });
    const again = await calling('canvas.duplicate')([input], 'today', lost);
    expect(lost.requests).toHaveLength(1);
    expect(failureIn(again.outcomes[0])).toMatchObject({ reached: 'maybe', todo: expect.stringContaining("'Get Many'") });
  });

  it('two copies with one name are a warning', async () => {
    const input = { canvas_id, name: 'Copy' };
    const { outcomes } = await calling('canvas.duplicate', { status: 202, body: { message: 'success' } })([input, input]);
    expect(outcomes.flatMap((outcome) => (outcome as { warnings?: readonly string[] }).warnings ?? []).join(' ')).toContain('Copy');
  });
});
