import { TransportError } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { failureIn, jsonOf, run, sampleAccount, scripted, testHost } from '../../support/host';

const account = sampleAccount(braze);
const remove = async (inputs: readonly { readonly [wireName: string]: unknown }[], send = scripted({ body: { message: 'success' } })) => ({
  outcomes: await run({ vendor: braze, operation: 'pushToken.remove', inputs, account }, testHost({ vendor: send }).ports),
  send,
});
const token = (i: number) => ({ app_id: 'app', token: `t${i}` });

describe('removing push tokens', () => {
  it('sends what Apple said, with the time in seconds', async () => {
    const push_tokens = [
      { ...token(1), from_apns_feedback_service: true, uninstalled_at: '2016-08-25T15:24:32Z' },
      { ...token(2), uninstalled_at: '2016-08-25T15:24:32' },
    ];
    const { send, outcomes } = await remove([{ push_tokens }]);
    expect(send.requests).toMatchObject([{ method: 'POST', url: expect.stringMatching(/\/push_notification\/remove$/) }]);
    expect(send.requests[0]!.json).toEqual({
      push_tokens: [
        { ...token(1), from_apns_feedback_service: true, uninstalled_at: 1472138672 },
        { ...token(2), uninstalled_at: 1472131472 },
      ],
    });
    expect(outcomes.map(jsonOf)).toEqual([
      { ...token(1), removed: true, status: 'processed' },
      { ...token(2), removed: true, status: 'processed' },
    ]);
  });

  it('packs 50 into a request', async () => {
    const { send } = await remove([{ push_tokens: Array.from({ length: 101 }, (_, i) => token(i)) }, { push_tokens: [token(101)] }]);
    expect(send.requests.map(({ json }) => (json as { push_tokens: unknown[] }).push_tokens.length)).toEqual([50, 50, 2]);
  });

  it('says what is queued, and repeats what got no answer', async () => {
    const { send, outcomes } = await remove(
      [{ push_tokens: [token(1)] }],
      scripted(new TransportError('reset', 'maybe'), { status: 202, body: { message: 'queued' } }),
    );
    expect(send.requests).toHaveLength(2);
    expect(jsonOf(outcomes[0])).toMatchObject({ status: 'queued' });
  });

  it.each([
    ['no tokens', { push_tokens: [] }, 'push_tokens', /'Push Tokens' \(push_tokens\) is empty/],
    ['a token without app', { push_tokens: [{ token: 't' }] }, 'push_tokens[0].app_id', /'App ID' .* is empty/],
    ['an app without token', { push_tokens: [{ app_id: 'a' }] }, 'push_tokens[0].token', /'Token' .* is empty/],
    ['a time that is none', { push_tokens: [{ ...token(1), uninstalled_at: 'then' }] }, 'push_tokens[0].uninstalled_at', /is not a valid date and time/],
  ])('%s: is refused, and nothing is sent', async (_, input, field, says) => {
    const { outcomes, send } = await remove([input]);
    expect(failureIn(outcomes[0])).toMatchObject({ code: 'validation', field, message: expect.stringMatching(says), todo: expect.stringMatching(/\.$/) });
    expect(send.requests).toHaveLength(0);
  });
});
