import { Missing, promisedAddress, promisedAddresses } from '../../../engine/catalogue/promised';

describe('an address that a document promises', () => {
  it.each(['https://files.example/a', 'HTTP://files.example', 'ftp://files.example/a', 'https:files.example', 's3+x://bucket/a'])('may be %s', (url) => {
    expect([promisedAddress({ url }, 'url'), promisedAddresses({ urls: [url] }, 'urls')]).toEqual([url, [url]]);
  });

  it.each([
    ['files.example/a'],
    ['/a'],
    [''],
    ['1x://files.example/a'],
    ['mailto:a@example.com'],
    ['https://files.example/a b'],
    ['see https://files.example/a'],
    [7],
    [null],
    [undefined],
  ])('is not %j', (url) => {
    expect(() => promisedAddress({ url } as never, 'url')).toThrow(Missing);
    expect(() => promisedAddresses({ urls: ['https://files.example/a', url] } as never, 'urls')).toThrow(Missing);
  });

  it('stands in a list, which may be empty but has to be one', () => {
    expect(promisedAddresses({ urls: [] }, 'urls')).toEqual([]);
    for (const body of [{}, { urls: 'https://files.example/a' }, { urls: null }, [], null, 'x'])
      expect(() => promisedAddresses(body as never, 'urls')).toThrow(Missing);
  });
});
