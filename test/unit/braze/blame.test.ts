import { braze } from '../../../vendors/braze';
import { failureIn, run, sampleAccount, scripted, testHost } from '../../support/host';

/** "Message with Fatal Errors": nothing of the request was done, and today's answers say which objects are to blame. */
const call = async (operation: string, inputs: readonly object[], body: object) => {
  const send = scripted({ status: 400, body: body as never });
  const outcomes = await run({ vendor: braze, operation, inputs: inputs as never, account: sampleAccount(braze) }, testHost({ vendor: send }).ports);
  return { outcomes, send };
};

const track = (user: string) => ({ kind: 'attributes', user, custom_attributes: { a: 1 } });

it('a refusal that names objects goes to their items, and the others learn that it was not they', async () => {
  const { outcomes, send } = await call('user.track', [track('a'), track('b'), track('c')], {
    message: 'Bad Request',
    errors: [{ type: "'external_id' is blocked", input_array: 'attributes', index: 1 }],
  });
  expect(send.requests).toHaveLength(1);
  const [first, second, third] = outcomes.map(failureIn);
  expect(second).toMatchObject({ code: 'rejected', message: "Braze answered: Bad Request: 'external_id' is blocked." });
  for (const other of [first, third]) {
    expect(other).toMatchObject({
      code: 'rejected',
      message: "Braze answered: Bad Request: 'external_id' is blocked. This concerns other items in the same request.",
      todo: expect.stringContaining('nothing in the request was processed'),
    });
  }
});

it('so it is with the recipients of a message', async () => {
  const { outcomes } = await call(
    'campaign.trigger',
    ['a', 'b'].map((id) => ({ campaign_id: '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064', recipients: [{ external_user_id: id }] })),
    { message: 'Bad Request', errors: ['odd', { type: 'no such user', input_array: 'recipients', index: 0 }] },
  );
  expect(outcomes.map((outcome) => failureIn(outcome)!.message)).toEqual([
    'Braze answered: Bad Request: odd: no such user.',
    'Braze answered: Bad Request: odd: no such user. This concerns other items in the same request.',
  ]);
});

it('a refusal that names none is that of all', async () => {
  const { outcomes } = await call('user.track', [track('a'), track('b')], { message: 'Bad Request', errors: ['nothing is right'] });
  expect(outcomes.map((outcome) => failureIn(outcome)!.message)).toEqual(Array(2).fill('Braze answered: Bad Request: nothing is right.'));
});

it.each([
  ['email.setStatus', { email: ['a@example.com', 'b@example.com'], subscription_state: 'unsubscribed' }, 'email'],
  ['email.removeSpam', { email: ['a@example.com', 'b@example.com'] }, 'email'],
  [
    'pushToken.remove',
    {
      push_tokens: [
        { app_id: 'x', token: 'a' },
        { app_id: 'x', token: 'b' },
      ],
    },
    'push_tokens',
  ],
  ['user.delete', { identifier: 'external_ids', external_ids: ['a', 'b'], confirm: true }, 'external_ids'],
  ['user.export', { identifier: 'external_ids', external_ids: ['a', 'b'] }, 'external_ids'],
])('%s lays errors beside a success at those whom they name, and says the others', async (operation, input, list) => {
  const body = { message: 'success', deleted: 2, users: [{ external_id: 'a' }], errors: ['something minor', { type: 'odd one', input_array: list, index: 1 }] };
  const send = scripted({ status: 201, body });
  const [first, second] = await run({ vendor: braze, operation, inputs: [input], account: sampleAccount(braze) }, testHost({ vendor: send }).ports);
  expect(first).toMatchObject({ state: 'done', warnings: expect.arrayContaining([expect.stringContaining('something minor')]) });
  expect(failureIn(second)).toMatchObject({ code: 'rejected', message: 'Braze answered: odd one.' });
});

it('what is done to one thing has the errors as doubts', async () => {
  const send = scripted({ status: 201, body: { message: 'success', errors: ['something minor'] } });
  const call = { vendor: braze, operation: 'message.cancelSchedule', inputs: [{ schedule_id: 'x' }], account: sampleAccount(braze) };
  const [outcome] = await run(call, testHost({ vendor: send }).ports);
  expect(outcome).toMatchObject({ state: 'done', warnings: ['Braze accepted the request and added: something minor.'] });
});
