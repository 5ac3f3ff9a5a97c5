import { TransportError, type JsonObject } from '../../../engine';
import { failureIn, jsonOf, scripted } from '../../support/host';
import { answer, calling, expectRefused, refusal, REQUEST, TRANSACTIONAL, wire } from './calling';

const messages = [
  { user_id: 'john365', template_variables: { lastname: 'Doe', firstname: 'John', contractNumber: 'ABC56' } },
  { user_id: 'duce23', template_variables: { lastname: 'Duce', firstname: 'JC', contractNumber: '234AE' } },
];
const cancelled = answer({ campaign_identifier: 'CGN_ACMECORP_1401106808015', messages });
const cancel = async (...answers: Parameters<typeof scripted>) => {
  const send = scripted(...answers);
  const outcomes = await calling('batch.cancel', [{ campaign_id: TRANSACTIONAL, request_id: REQUEST }], send);
  return { send, outcomes };
};

describe('a cancelled batch', () => {
  it('is given back as it was planned, under the request that was cancelled', async () => {
    const { send, outcomes } = await cancel(cancelled);
    expect(jsonOf(outcomes[0])).toEqual({ campaign_identifier: 'CGN_ACMECORP_1401106808015', request_id: REQUEST, messages });
    expect(wire(send)).toEqual([`PUT /api/campaigns/${TRANSACTIONAL}/request/${REQUEST}/cancel`]);
    expect(send.requests[0]!.json).toBeUndefined();
  });

  it('is cancelled once more where the answer was lost', async () => {
    const { send, outcomes } = await cancel(new TransportError('socket hang up', 'maybe'), cancelled);
    expect(outcomes[0]?.state).toBe('done');
    expect(send.requests).toHaveLength(2);
  });

  it.each([
    ["Request can't be canceled", 'conflict'],
    ['The request REQUEST_ID for campaign CGN_ACMECORP_1401106808015 was not found', 'notFound'],
  ])('that is refused with "%s" is a failure', async (words, code) => {
    const { send, outcomes } = await cancel(refusal(400, words));
    expect(failureIn(outcomes[0])).toMatchObject({ code, status: 400, message: expect.stringContaining(words) });
    expect(send.requests).toHaveLength(1);
  });

  it('that is refused after a lost answer was cancelled by the first try, and says what cannot be known', async () => {
    const { outcomes } = await cancel({ status: 502 }, refusal(400, "Request can't be canceled"));
    expect(outcomes[0]).toMatchObject({
      state: 'done',
      output: { json: { request_id: REQUEST } },
      warnings: [expect.stringContaining('assumed to be because the first request succeeded'), expect.stringContaining('check its report')],
    });
    expect(failureIn((await cancel(refusal(400, "Request can't be canceled"))).outcomes[0])).toMatchObject({ code: 'conflict' });
  });

  it('writes odd ids safely into the path, and doubts an id of the other kind', async () => {
    const send = scripted(cancelled);
    const [outcome] = await calling('batch.cancel', [{ campaign_id: 'CGN_a;b', request_id: 'c&d' }], send);
    expect(send.requests[0]!.url).toBe('https://api.follow-apps.com/api/campaigns/CGN_a%3Bb/request/c%26d/cancel');
    expect(outcome?.state === 'done' && outcome.warnings).toEqual([expect.stringContaining('campaign_api_identifier')]);
  });

  it.each(['campaign_id', 'request_id'])('needs a %s', async (field) => {
    const given: JsonObject = { campaign_id: TRANSACTIONAL, request_id: REQUEST, [field]: '' };
    const send = scripted();
    expectRefused(await calling('batch.cancel', [given], send), field, /is empty/);
    expect(send.requests).toHaveLength(0);
  });
});
