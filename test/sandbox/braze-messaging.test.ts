import { BrazeBench, DEMO_ID } from './brazeHelpers';

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const PUSH = { alert: 'a', title: 't' };
const send = (messages: object, more: object = {}) => bench.post('/messages/send', { external_user_ids: ['user1'], messages, ...more });

describe('null', () => {
  const asset_url = 'https://example.com/a.png';
  it.each([
    [{ apple_push: { alert: 'a', asset_url: null } }, 'success'],
    [{ android_push: { send_to_sync: true, alert: null, title: null } }, 'success'],
    [{ apple_push: { alert: 'a', asset_url, asset_file_type: null } }, 'Bad Request'],
    [{ in_app_message: { type: null, message: 'x'.repeat(141) } }, 'Slideup Message Length Exceeded'],
  ])('is as if the member were not there: %j', async (messages, message) => {
    expect((await send(messages)).body.message).toBe(message);
  });
});

it.each(['constructor', 'toString', '__proto__'])('nobody has the custom attribute %s without having set it', async (custom_attribute_name) => {
  const audience = { custom_attribute: { custom_attribute_name, comparison: 'exists' } };
  const { body } = await send({ android_push: PUSH }, { external_user_ids: undefined, broadcast: true, audience });
  expect((await bench.batch(body.dispatch_id)).count).toBe(0);
});

it('an alias that is named twice gets one message', async () => {
  const alias = { alias_name: 'demo-0001', alias_label: 'crm' };
  const { body } = await send({ android_push: PUSH }, { external_user_ids: undefined, user_aliases: [alias, { ...alias }], segment_id: DEMO_ID });
  expect(await bench.shown(body.dispatch_id)).toEqual(['android_push crm:demo-0001: t / a (sent)']);
});
