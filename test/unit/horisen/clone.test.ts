import { plan, TransportError } from '../../../engine';
import { horisen } from '../../../vendors/horisen';
import { failureIn, jsonOf, sampleAccount, scripted, testHost } from '../../support/host';
import { bodyOf, call, CAMPAIGN, CAMPAIGNS_URL, expectRefused, LIST, saved, wire, type Raw } from './calling';

/** The document's example (1.4). */
const EXAMPLE = { clone_uuid: CAMPAIGN, template_vars: { temp: '-22C', wind: '100km/h' }, name: 'Bad weather conditions' };

describe('cloning a campaign', () => {
  it("sends the document's example (1.4), and nothing else", async () => {
    const { outcome, send } = await call('clone', EXAMPLE);
    expect(wire(send)).toEqual([['POST', CAMPAIGNS_URL, EXAMPLE]]);
    expect(jsonOf(outcome)).toMatchObject({ uuid: CAMPAIGN });
  });

  it('needs only its source', async () => {
    expect(await bodyOf('clone', { clone_uuid: ` ${CAMPAIGN} ` })).toEqual({ clone_uuid: CAMPAIGN });
  });

  it('takes the variables from rows, from JSON, or from both', async () => {
    const { clone_uuid, name, template_vars } = EXAMPLE;
    const rows = [{ name: 'temp', value: '-22C' }];
    expect(await bodyOf('clone', { clone_uuid, name, variables: rows, template_vars: { wind: '100km/h' } })).toEqual(EXAMPLE);
    expect(await bodyOf('clone', { clone_uuid, name, variables: [...rows, { name: 'wind', value: '100km/h' }] })).toEqual(EXAMPLE);
    expect(await bodyOf('clone', { clone_uuid, variables: [{ name: 'temp' }], template_vars: { days: 3 } })).toEqual({
      clone_uuid,
      template_vars: { temp: '', days: '3' },
    });
    expect(template_vars).toEqual({ temp: '-22C', wind: '100km/h' });
  });

  it.each<[string, Raw, Raw]>([
    ['the status', { status: 'draft' }, { status: 'draft' }],
    ['the sender', { sender: 'ACME' }, { sender: 'ACME' }],
    ['the lists', { recipient_lists: [LIST] }, { recipient_lists: LIST }],
    ['the channel alone', { sending_type: 'viber' }, { sending_type: 'viber' }],
    ['the text', { sending_type: 'sms', template: 'Hi' }, { sending_type: 'sms', template: 'Hi' }],
    ['the schedule', { schedule_type: 'now' }, { schedule_type: 'now' }],
    ['who is meant', { query_type: 'all' }, { query_type: 'all' }],
    ['nothing of what is kept', { status: 'keep', sending_type: 'keep', schedule_type: 'keep', query_type: 'keep' }, {}],
    ['no message that is kept', { sending_type: 'viber', specify: 'keep' }, { sending_type: 'viber' }],
  ])('sends %s where it is given', async (_, over, sent) => {
    expect(await bodyOf('clone', { clone_uuid: CAMPAIGN, ...over })).toEqual({ clone_uuid: CAMPAIGN, ...sent });
  });

  it.each<[string, Raw, string, RegExp]>([
    ['no source', { clone_uuid: undefined }, 'clone_uuid', /'Campaign' \(clone_uuid\) is empty/],
    ['a source that is no UUID', { clone_uuid: 'weather' }, 'clone_uuid', /is 'weather', which is not a valid UUID/],
    ['a variable in braces', { variables: [{ name: '{temp}', value: '1' }] }, 'variables[0].name', /is '\{temp\}', but names must be entered without braces/],
    ['a variable in braces in JSON', { template_vars: { '{temp}': '1' } }, 'template_vars.{temp}', /without braces/],
    ['a variable given twice', { variables: [{ name: 'a', value: '1' }], template_vars: { a: '2' } }, 'template_vars.a', /is 'a', which is given twice/],
    ['a variable that is a list', { template_vars: { a: ['x'] } }, 'template_vars.a', /must be a text/],
    ['a status of answers only', { status: 'finished' }, 'status', /must be one of active, draft, keep/],
    ['an empty name', { name: '  ' }, 'name', /'Name' \(name\) is empty/],
    ['an empty text', { sending_type: 'sms', template: '  ' }, 'template', /'Message' \(template\) is empty/],
    ['a text without its channel', { template: 'Hi' }, 'template', /is set, but 'sending_type' is not sms/],
    ['a time that has passed', { schedule_type: 'once', schedule_at: '2020-01-01' }, 'schedule_at', /in the past/],
    ['a list that is no UUID', { recipient_lists: ['x'] }, 'recipient_lists[0]', /which is not a valid UUID/],
  ])('with %s is refused, and nothing is sent', async (_, over, field, says) => {
    await expectRefused('clone', { clone_uuid: CAMPAIGN, ...over }, field, says);
  });

  it('that does not say its status is warned of', async () => {
    const warnings = async (over: Raw) => {
      const { outcome } = await call('clone', { clone_uuid: CAMPAIGN, ...over });
      return outcome?.state === 'done' ? outcome.warnings : [];
    };
    for (const over of [{}, { status: 'keep' }]) expect(await warnings(over)).toEqual([expect.stringContaining('inherits the status of its source')]);
    expect(await warnings({ status: 'active' })).toEqual([]);
  });

  it.each([
    [undefined, 'send'],
    ['active', 'send'],
    ['draft', 'nonIdempotent'],
  ])('with status %s is of the class %s', async (status, retry) => {
    const inputs = [{ ...EXAMPLE, ...(status && { status }) }];
    const [planned] = await plan({ vendor: horisen, operation: 'campaign.clone', inputs, account: sampleAccount(horisen) }, testHost().ports);
    expect(planned).toMatchObject({ retry });
  });

  it('whose answer was lost is found by its name, and stays unknown without one', async () => {
    const lost = () =>
      scripted(new TransportError('time-out', 'maybe'), { body: { data: [saved({ name: EXAMPLE.name, created_dt: '2026-01-15T12:00:00Z' })] } });
    expect(jsonOf((await call('clone', EXAMPLE, lost())).outcome)).toMatchObject({ name: EXAMPLE.name, uuid: CAMPAIGN });
    const nameless = await call('clone', { clone_uuid: CAMPAIGN }, lost());
    expect(failureIn(nameless.outcome)).toMatchObject({ code: 'outcomeUnknown', todo: expect.stringContaining('copy') });
  });
});
