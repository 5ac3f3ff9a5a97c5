import { bodyOf, call, draft, expectRefused, having, type Raw } from './calling';

const sent = async (over: Raw) => await bodyOf('create', having(draft, { template: undefined, ...over }));
const templateOf = async (over: Raw): Promise<unknown> => JSON.parse(String((await sent(over)).template)) as unknown;

/** "JSON Examples of Message Template Field". */
const TEXT = { messages: [{ body: { textMessage: { content: 'Hello John Doe' } } }] };
const CARD = {
  messages: [
    {
      allowedChannels: ['telegram'],
      body: {
        cardMessage: {
          content: {
            description: 'Card message text',
            media: { url: 'https://staging-assets.horisen.pro/Images/boat.jpg' },
            suggestions: [{ text: 'Visit Us', openUrl: { url: 'https://www.horisen.com' } }],
          },
        },
      },
    },
  ],
};

const card = {
  sending_type: 'telegram',
  specify: 'card',
  card_description: 'Card message text',
  card_media_url: 'https://staging-assets.horisen.pro/Images/boat.jpg',
  suggestions: [{ text: 'Visit Us', url: 'https://www.horisen.com' }],
  allowed_channels: ['telegram'],
};
const text = { sending_type: 'viber', specify: 'text', message_text: 'Hello John Doe' };

describe("a message's template", () => {
  it('of an SMS is its text', async () => {
    expect((await sent({ template: 'It is {temp}, @first_name' })).template).toBe('It is {temp}, @first_name');
  });

  it.each(['email', 'rbm', 'telegram', 'viber', 'whatsapp'])("of %s is the document's text example, serialised", async (sending_type) => {
    expect(await templateOf({ ...text, sending_type, sender: 'news@example.com' })).toEqual(TEXT);
  });

  it("is the document's card example, serialised", async () => {
    expect(await templateOf(card)).toEqual(CARD);
  });

  it('of a card has only what is given', async () => {
    expect(await templateOf({ sending_type: 'rbm', specify: 'card', card_description: 'Hi', suggestions: [], allowed_channels: [] })).toEqual({
      messages: [{ body: { cardMessage: { content: { description: 'Hi' } } } }],
    });
  });

  it.each([
    ['an object', CARD],
    ['a text', JSON.stringify(CARD)],
    ['one with parts that nobody here knows', { messages: [{ body: { locationMessage: { lat: 1 } } }], fallback: true }],
  ])('as JSON goes out as it is: %s', async (_, message) => {
    expect(await templateOf({ sending_type: 'whatsapp', specify: 'json', message })).toEqual(typeof message === 'string' ? CARD : message);
  });

  it('of web push has members of its own, and the text once more', async () => {
    const push = {
      webpush_title: 'News',
      webpush_body: 'Hello @first_name',
      webpush_target_url: 'https://www.example.com/?n=@first_name',
      webpush_icon: 'https://www.example.com/i.png',
      webpush_image: 'http://www.example.com/p.jpg',
    };
    expect(await sent({ sending_type: 'webpush', ...push })).toMatchObject({ sending_type: 'webpush', template: 'Hello @first_name', ...push });
    expect(Object.keys(await sent({ sending_type: 'webpush', webpush_body: 'Hi' })).filter((name) => name.startsWith('webpush'))).toEqual(['webpush_body']);
  });
});

describe('a message is refused', () => {
  it.each<[string, Raw, string, RegExp]>([
    ['without a text', {}, 'template', /'Message' \(template\) is empty/],
    ['with an empty text', { template: ' ' }, 'template', /'Message' \(template\) is empty/],
    ['without a way to write it', { sending_type: 'viber' }, 'specify', /'Format' \(specify\) is empty/],
    ['as text without one', { sending_type: 'viber', specify: 'text' }, 'message_text', /'Message' \(message_text\) is empty/],
    ['with the text of an SMS by another channel', { ...text, template: 'Hi' }, 'template', /is set, but 'sending_type' is not sms/],
    ['as card without a text', { ...card, card_description: undefined }, 'card_description', /'Message' \(card_description\) is empty/],
    [
      'with a picture that is no address',
      { ...card, card_media_url: 'boat.jpg' },
      'card_media_url',
      /'Card Image' \(card_media_url\) is not valid: 'boat.jpg'/,
    ],
    ['with a button that says nothing', { ...card, suggestions: [{ url: 'https://x.ch' }] }, 'suggestions[0].text', /is empty/],
    ['with a button that leads nowhere', { ...card, suggestions: [{ text: 'Go', url: 'x.ch' }] }, 'suggestions[0].url', /is not valid/],
    ['with an unknown channel allowed', { ...card, allowed_channels: ['fax'] }, 'allowed_channels[0]', /must be one of/],
    ['as JSON without any', { sending_type: 'rbm', specify: 'json' }, 'message', /'Message JSON' \(message\) is empty/],
    ['as JSON that does not parse', { sending_type: 'rbm', specify: 'json', message: '{"messages"' }, 'message', /must be a JSON object but is text/],
    ['as JSON without messages', { sending_type: 'rbm', specify: 'json', message: { body: {} } }, 'message', /has no list 'messages'/],
    ['as JSON with no message', { sending_type: 'rbm', specify: 'json', message: { messages: [] } }, 'message', /has an empty list 'messages'/],
    [
      'as JSON with a message that is a text',
      { sending_type: 'rbm', specify: 'json', message: { messages: ['Hi'] } },
      'message.messages[0]',
      /must be an object/,
    ],
    ['of web push without a text', { sending_type: 'webpush', webpush_title: 'Hi' }, 'webpush_body', /'Message' \(webpush_body\) is empty/],
    ['with a target that is no address', { sending_type: 'webpush', webpush_body: 'Hi', webpush_target_url: 'offers' }, 'webpush_target_url', /is not valid/],
    ['with an icon that is no address', { sending_type: 'webpush', webpush_body: 'Hi', webpush_icon: 'i.png' }, 'webpush_icon', /is not valid/],
    ['with an image that is no address', { sending_type: 'webpush', webpush_body: 'Hi', webpush_image: 'ftp://x/i.png' }, 'webpush_image', /is not valid/],
  ])('%s', async (_, over, field, says) => {
    await expectRefused('create', having(draft, { template: undefined, ...over }), field, says);
  });
});

it('a message that may not go out by its own channel is warned of', async () => {
  const warnings = async (allowed_channels: string[]) => {
    const { outcome } = await call('create', having(draft, { template: undefined, ...card, allowed_channels }));
    return outcome?.state === 'done' ? outcome.warnings : undefined;
  };
  expect(await warnings(['viber'])).toEqual([expect.stringContaining('does not include telegram')]);
  expect(await warnings(['viber', 'telegram'])).toEqual([]);
});
