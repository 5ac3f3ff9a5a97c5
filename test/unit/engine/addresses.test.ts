import { networkOf } from '../../../engine';
import { locationIn } from '../../../engine/base/address';
import { addresses } from '../../../ports/addresses';
import { privateAddresses } from '../../support/privateAddresses';

describe('an address', () => {
  it('is given in its normal form, without a user and a fragment', () => {
    expect(addresses.read(' HTTPS://user:pw@Files.Example.:8443/a/../b?x=1#y ')).toEqual({
      href: 'https://files.example.:8443/b?x=1',
      scheme: 'https',
      host: 'files.example',
      shown: 'https://files.example.:8443/b',
    });
    expect(addresses.read('http://127.0.0.1:4010')?.shown).toBe('http://127.0.0.1:4010');
  });

  it.each([
    '',
    'http://',
    'http://[::1',
    'http://a b/',
    'http://a:99999/',
    'ftp://files.example/x',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:,x',
    '/x',
  ])('%j is none', (text) => {
    expect(addresses.read(text)).toBeUndefined();
  });

  it.each(privateAddresses(4010))('is read as clients do: %s', (_, text) => {
    expect(['loopback', 'private']).toContain(networkOf(addresses.read(text)!.host));
  });
});

describe('a redirect', () => {
  const BASE = 'http://a.example/b/c/d;p?q';
  const to = (location: string) => {
    const text = locationIn({ location });
    return text === undefined ? undefined : addresses.read(text, BASE)?.href;
  };

  // RFC 3986, 5.4: the examples there, for http.
  it.each([
    ['g', 'http://a.example/b/c/g'],
    ['./g', 'http://a.example/b/c/g'],
    ['g/', 'http://a.example/b/c/g/'],
    ['/g', 'http://a.example/g'],
    ['//g', 'http://g/'],
    ['?y', 'http://a.example/b/c/d;p?y'],
    ['g?y', 'http://a.example/b/c/g?y'],
    ['#s', BASE],
    ['g#s', 'http://a.example/b/c/g'],
    ['g;x=1/./y', 'http://a.example/b/c/g;x=1/y'],
    ['.', 'http://a.example/b/c/'],
    ['..', 'http://a.example/b/'],
    ['../g', 'http://a.example/b/g'],
    ['../..', 'http://a.example/'],
    ['../../../g', 'http://a.example/g'],
    ['/./g', 'http://a.example/g'],
    ['g.', 'http://a.example/b/c/g.'],
    ['g?y/../x', 'http://a.example/b/c/g?y/../x'],
    ['https://files.example:8443/x?y=1', 'https://files.example:8443/x?y=1'],
    ['HTTPS://Files.example/x', 'https://files.example/x'],
    ['/my file.csv', 'http://a.example/my%20file.csv'],
    // The bytes of UTF-8, as clients hand a header over.
    ['/caf\u00c3\u00a9.csv', 'http://a.example/caf%C3%A9.csv'],
    ['//\u00ef\u00bc\u0091\u00ef\u00bc\u0090.0.0.1/x', 'http://10.0.0.1/x'],
    ['\\\\files.example\\x', 'http://files.example/x'],
  ])('to %s leads to %s', (location, address) => {
    expect(to(location)).toBe(address);
  });

  it.each(['', ' ', 'https:', 'http://', 'ftp://files.example/x', 'javascript:alert(1)', 'http://[::1', 'http://a b/x'])('to %j leads nowhere', (location) => {
    expect(to(location)).toBeUndefined();
  });
});
