import { checkAccount, Ledger, TransportError, type HttpReply, type Json } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { bryj } from '../../../vendors/bryj';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { horisen } from '../../../vendors/horisen';
import { moEngage } from '../../../vendors/moEngage';
import { failureIn, run, sampleAccount, scripted, testHost } from '../../support/host';

/** Sends of all vendors, and what is no success of theirs although it comes with 2xx. */
const vendors = { braze, bryj, followAnalytics, horisen, moEngage };
const sends: readonly (readonly [keyof typeof vendors, string, readonly Json[]])[] = [
  [
    'braze',
    'campaign.trigger',
    [
      '{"message":"success","dispatch_id":"d","errors":["Apple push length exceeded for',
      { message: { type: 'failed' } },
      { message: ['no recipients'] },
      { message: 'success', error: 'not sent', success: false },
    ],
  ],
  ['moEngage', 'push.send', [{ status: 500, error: 'Internal Server Error' }, { status: false }, { status: ['failed'] }, { status: 'queued' }]],
  ['bryj', 'batch.trigger', [{ request_id: false, error_message: 'quota used up' }, { request_id: {} }, '{"request_id":"r']],
  ['followAnalytics', 'batch.trigger', [{ success: 'false', result: { request_id: 'r' } }, { result: { request_id: true } }, 'OK']],
  ['horisen', 'campaign.create', [{ uuid: true }, { status: 'error' }, 'OK']],
];

it.each(sends.flatMap(([vendor, operation, bodies]) => bodies.map((body) => [vendor, operation, body] as const)))(
  '%s %s answered by 200 and %j is neither accepted nor refused',
  async (id, operation, body) => {
    const vendor = vendors[id];
    const o = vendor.resources[operation.split('.')[0]!]!.operations[operation.split('.')[1]!]!;
    const send = scripted({ body });
    const [outcome] = await run({ vendor, operation, inputs: [o.sampleInputs[0]], account: sampleAccount(vendor) }, testHost({ vendor: send }).ports);
    expect(failureIn(outcome)).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe', todo: expect.stringMatching(/\w.*\.$/) });
  },
);

describe('a launch that was answered by what nobody understands', () => {
  it.each([
    ['horisen', 'campaign.launch', { message: 'Accepted, the campaign will be started shortly' }, { uuid: 'x', status: 'draft' }],
    [
      'followAnalytics',
      'campaign.launch',
      { message: 'launch is in progress' },
      { success: true, result: [{ identifier: 'FACMPGN_UIsHGR9-r5y_fQc7', status: 'Draft' }] },
    ],
  ] as const)('%s: is not called "not launched" while it is still a draft, and not launched again', async (id, operation, body, draft) => {
    const vendor = vendors[id];
    const [least] = vendor.resources.campaign!.operations.launch!.sampleInputs;
    const ledger = new Ledger();
    const send = scripted({ status: 202, body }, { body: draft });
    const call = { vendor, operation, inputs: [least], account: sampleAccount(vendor), ledger };
    for (let tries = 0; tries < 2; tries++) {
      const [outcome] = await run(call, testHost({ vendor: send }).ports);
      expect(failureIn(outcome).code).toBe('outcomeUnknown');
    }
    expect(send.requests.filter(({ method }) => method !== 'GET')).toHaveLength(1);
  });
});

it('two runs at the same time do not take what one of them has made for their own', async () => {
  const account = sampleAccount(followAnalytics);
  const [least] = followAnalytics.resources.campaign!.operations.create!.sampleInputs;
  const { name, app_id } = least as { name: string; app_id: string };
  const call = { vendor: followAnalytics, operation: 'campaign.create', inputs: [least], account };
  await run(call, testHost({ vendor: scripted({ body: { success: true, result: { campaign_id: 'C1' } } }) }).ports);
  const listed = { body: { success: true, result: [{ identifier: 'C1', name, app_id, status: 'Draft', created_at: Date.UTC(2026, 0, 15, 12) / 1000 }] } };
  const [lost] = await run(call, testHost({ vendor: scripted(new TransportError('reset', 'maybe'), listed) }).ports);
  expect(failureIn(lost).code).toBe('outcomeUnknown');
});

describe('an API that has moved', () => {
  const headers = { location: 'https://user:pw@new.example/v2/messages?api_key=secret' };
  const bodies: readonly (readonly [says: string, body: Json])[] = [
    ['nothing', null],
    ['an empty text', ''],
    ['a page', '<html><body>Moved <a href="https://user:pw@new.example">here</a></body></html>'],
    ['what looks like a success', { success: true, message: 'success', status: 'success', request_id: 'r', uuid: 'u', dispatch_id: 'd' }],
  ];
  const moves = [301, 302, 303, 307, 308].flatMap((status) => bodies.map(([says, body]) => [status, says, body] as const));

  describe.each(sends.map(([vendor, operation]) => [vendor, operation] as const))('%s %s', (id, operation) => {
    const vendor = vendors[id];
    const o = vendor.resources[operation.split('.')[0]!]!.operations[operation.split('.')[1]!]!;
    const send = async (reply: Partial<HttpReply>) => {
      const send = scripted(reply);
      const [outcome] = await run({ vendor, operation, inputs: [o.sampleInputs[0]], account: sampleAccount(vendor) }, testHost({ vendor: send }).ports);
      return { failure: failureIn(outcome), asked: send.requests.filter(({ method }) => method !== 'GET').length };
    };

    it.each(moves)('by %i with %s says where to, without what opens it, and does not call a send refused', async (status, _, body) => {
      const { failure, asked } = await send({ status, headers, body });
      const { code, reached, message, todo } = failure;
      expect({ code, reached }).toEqual({ code: 'outcomeUnknown', reached: 'maybe' });
      expect(message).toContain(`moved to https://new.example/v2/messages (HTTP ${status}). The redirect was not followed, and nothing was sent`);
      expect(`${message} ${todo}`).not.toMatch(/pw|secret/);
      expect(todo).toMatch(/Correct the account's base URL;/);
      expect(asked).toBe(1);
    });

    it('says so too where it is not said where to', async () => {
      const { message } = (await send({ status: 302 })).failure;
      expect(message).toContain('the API has moved (HTTP 302). The redirect was not followed');
    });
  });

  it.each(Object.values(vendors).map((vendor) => [vendor.label, vendor] as const))('%s: the check of an account says so', async (_, vendor) => {
    for (const [status] of moves) {
      const unauthenticated = scripted({ status, headers });
      await expect(checkAccount(vendor, sampleAccount(vendor), unauthenticated, testHost().ports)).rejects.toMatchObject({
        code: 'format',
        message: expect.stringContaining(`moved to https://new.example/v2/messages (HTTP ${status})`),
      });
      expect(unauthenticated.requests).toHaveLength(1);
    }
  });
});

describe('an answer of which more came than is read', () => {
  const TOO_LARGE = new TransportError('it is larger than 64.0 MB', 'maybe', 'format');
  const call = (operation: string) => {
    const o = braze.resources[operation.split('.')[0]!]!.operations[operation.split('.')[1]!]!;
    return { vendor: braze, operation, inputs: [o.sampleInputs[0]], account: sampleAccount(braze) };
  };

  it('fails a reading request, which is not repeated', async () => {
    const send = scripted(TOO_LARGE);
    const [outcome] = await run(call('campaign.getMany'), testHost({ vendor: send }).ports);
    expect(failureIn(outcome)).toMatchObject({ code: 'format', message: 'The answer from Braze could not be read: it is larger than 64.0 MB.' });
    expect(send.requests).toHaveLength(1);
  });

  it('leaves the outcome of a send unknown', async () => {
    const send = scripted(TOO_LARGE);
    const [outcome] = await run(call('campaign.trigger'), testHost({ vendor: send }).ports);
    expect(failureIn(outcome)).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe', message: expect.stringMatching(/larger than 64\.0 MB/) });
    expect(send.requests).toHaveLength(1);
  });
});
