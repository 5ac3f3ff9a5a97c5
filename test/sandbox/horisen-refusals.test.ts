import { HorisenBench, LIST } from './horisenHelpers';

let bench: HorisenBench;
beforeAll(async () => void (bench = await HorisenBench.open()));
afterAll(() => bench.close());

const document = (...messages: unknown[]) => JSON.stringify({ messages });
const text = { body: { textMessage: { content: 'Hello' } } };
const card = (content: object) => document({ body: { cardMessage: { content } } });
const rule = { field: 'city', condition: 'eq', value: 'Bern', operator: 'AND' };
const query = (...rules: unknown[]) => ({ query_type: 'segmentation', query: JSON.stringify({ segmentation: [{ operator: 'OR', rules }] }) });

describe('a campaign is refused with', () => {
  it.each([
    [{ name: undefined }, 'name', 'required'],
    [{ name: '' }, 'name', 'required'],
    [{ sender: null }, 'sender', 'required'],
    [{ template: undefined }, 'template', 'required'],
    [{ name: 5 }, 'name', 'must be a string'],
    [{ status: 'stopped' }, 'status', 'one of active, draft'],
    [{ status: 'finished' }, 'status', 'one of active, draft'],
    [{ sending_type: 'push' }, 'sending_type', 'one of sms, webpush, email'],
    [{ schedule_type: 'later' }, 'schedule_type', 'one of now, once, scheduled'],
    [{ query_type: 'some' }, 'query_type', 'one of all, segmentation'],
    [{ recipient_lists: [LIST] }, 'recipient_lists', 'must be a string'],
    [{ recipient_lists: 'my list' }, 'recipient_lists', 'must be UUIDs'],
    [{ recipient_lists: `${LIST},` }, 'recipient_lists', 'must be UUIDs'],
    [{ recipient_lists: `${LIST},00000000-c1af-11ee-8073-bf4d6e8c1618` }, 'recipient_lists', 'which does not exist'],
    [{ sending_type: 'email', template: document(text) }, 'sender', 'an email address'],
    [{ sending_type: 'webpush', webpush_target_url: 'example.com' }, 'webpush_target_url', 'a URL'],
    [{ sending_type: 'webpush', webpush_icon: 'javascript:alert(1)' }, 'webpush_icon', 'a URL'],
    [{ sending_type: 'viber' }, 'template', 'serialised JSON'],
    [{ sending_type: 'viber', template: '{}' }, 'template', "'messages'"],
    [{ sending_type: 'viber', template: document() }, 'template', "'messages'"],
    [{ sending_type: 'viber', template: document('Hello') }, 'template', 'messages[0].body'],
    [{ sending_type: 'viber', template: document(text, { allowedChannels: ['fax'], ...text }) }, 'template', 'messages[1].allowedChannels'],
    [{ sending_type: 'rbm', template: document({ body: { textMessage: 'Hello' } }) }, 'template', 'textMessage.content'],
    [{ sending_type: 'rbm', template: card({ media: { url: 'boat' } }) }, 'template', 'media.url'],
    [{ sending_type: 'rbm', template: card({ suggestions: [{ openUrl: {} }] }) }, 'template', 'suggestions[0].text'],
    [{ sending_type: 'rbm', template: { messages: [text] } }, 'template', 'must be a string'],
    [{ query_type: 'segmentation' }, 'query', 'serialised JSON'],
    [{ query_type: 'segmentation', query: { segmentation: [] } }, 'query', 'must be a string'],
    [{ query_type: 'segmentation', query: '{' }, 'query', 'is not JSON'],
    [{ query_type: 'segmentation', query: '{"segmentation":[]}' }, 'query', 'not empty'],
    [
      { query_type: 'segmentation', query: '{"segmentation":[{"operator":"AND","rules":[]}]}' },
      'query',
      'segmentation[0].operator must be one of OR, AND NOT, OR NOT',
    ],
    [query(), 'query', 'segmentation[0].rules'],
    [query({ ...rule, field: 'shoe_size' }), 'query', 'rules[0].field'],
    [query({ ...rule, condition: 'like' }), 'query', 'rules[0].condition'],
    [query({ ...rule, operator: 'XOR' }), 'query', 'rules[0].operator'],
    [query(rule, { ...rule, operator: 'OR' }), 'query', 'rules[1].operator must be AND as in the first rule'],
    [query({ ...rule, value: undefined }), 'query', 'rules[0].value is required'],
    [query({ ...rule, value: 7 }), 'query', 'rules[0].value is required'],
    [query({ ...rule, condition: 'in' }), 'query', 'an array of strings with in'],
    [query({ ...rule, value: ['Bern'] }), 'query', 'a string with eq'],
    [query({ ...rule, condition: 'in', value: [] }), 'query', 'rules[0].value is required'],
    [query({ ...rule, condition: 'ann_in_days', value: 'soon' }), 'query', 'a number of days'],
    [{ uuid: 'x' }, 'uuid', 'read-only'],
    [{ serviceUuid: 'x' }, 'serviceUuid', 'not expected'],
  ])('%j: %s ... %s', async (more, name, words) => {
    const { status, body } = await bench.create(more);
    expect(status).toBe(400);
    expect(body).toEqual({ code: 'invalid_request', message: 'Invalid request', items: [{ name, message: expect.stringContaining(words) }] });
  });

  it('everything that is wrong at once', async () => {
    const { body } = await bench.api('POST', '', { sending_type: 'fax' });
    expect(body.items.map(({ name }) => name)).toEqual(['name', 'status', 'schedule_type', 'template', 'sender', 'recipient_lists', 'sending_type']);
  });

  it.each(['[]', '"x"', '{'])('the body %s', async (body) => {
    expect(await bench.api('POST', '', body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });

  it('a body of another type', async () => {
    const headers = { authorization: `Bearer ${bench.token}`, 'content-type': 'text/plain' };
    const answer = await bench.fetch('/news/v1/services/5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11/campaigns', { method: 'POST', headers, body: '{}' });
    expect(answer).toMatchObject({ status: 400, body: { message: 'The body must be application/json' } });
  });

  it('nothing made of it', async () => {
    const { total } = (await bench.api('GET')).body.meta.pagination;
    await bench.create({ status: 'active', recipient_lists: 'x' });
    expect((await bench.api('GET')).body.meta.pagination.total).toBe(total);
  });
});

describe('a campaign is taken with', () => {
  it.each([
    [{ sending_type: 'email', sender: 'news@example.com', template: document(text) }],
    [{ sending_type: 'telegram', template: document({ allowedChannels: ['telegram'], ...text }, { body: { audioMessage: {} } }) }],
    [{ sending_type: 'webpush', webpush_title: 'Hi', webpush_body: 'Hello', webpush_target_url: 'https://example.com', webpush_icon: null, webpush_image: '' }],
    [query({ ...rule, condition: 'isnull', value: '' })],
    [{ ...query(rule), query: `${query(rule).query}\n` }],
    [{ query_type: 'all', query: 'of no account' }],
    [{ recipient_lists: `${LIST}, 11111111-C1AF-11EE-8073-BF4D6E8C1618` }],
  ])('%j', async (more) => {
    const { status, body } = await bench.create(more);
    expect([status, body]).toEqual([201, expect.objectContaining(more)]);
  });
});
