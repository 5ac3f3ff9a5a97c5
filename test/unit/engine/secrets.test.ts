import { BOUNDS, secretsOf, type AnyVendor, type JsonObject } from '../../../engine';
import { vendors } from '../../../vendors';

const vendorOf = (id: string): AnyVendor => vendors.find((each) => each.id === id)!;
const braze = (api_key: string, more: JsonObject = {}) =>
  secretsOf(vendorOf('braze'), { rest_endpoint: 'custom', custom_url: 'http://127.0.0.1:1/x', authentication: 'bearer', api_key, ...more });

const utf8 = (text: string) => Buffer.from(text, 'utf8');
const escapedPoint = (text: string, write: (unit: number) => string) => Array.from({ length: text.length }, (_, i) => write(text.charCodeAt(i))).join('');
const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

/** Each form in which a secret may come back, made by other means than the pattern that finds it. */
const FORMS: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'in a JSON text': (secret) => JSON.stringify({ key: secret }),
  'in a JSON text in a JSON text': (secret) => JSON.stringify({ body: JSON.stringify({ key: secret }) }),
  'in three JSON texts': (secret) => JSON.stringify(JSON.stringify(JSON.stringify(secret))),
  'in JSON, each unit escaped': (secret) => escapedPoint(secret, (unit) => `\\u${hex(unit, 4)}`),
  'in JSON, each unit escaped in capitals': (secret) => escapedPoint(secret, (unit) => `\\u${hex(unit, 4).toUpperCase()}`),
  'percent-encoded': (secret) => encodeURIComponent(secret),
  'percent-encoded in small letters': (secret) => encodeURIComponent(secret).replace(/%../g, (each) => each.toLowerCase()),
  'each byte percent-encoded': (secret) => [...utf8(secret)].map((byte) => `%${hex(byte, 2)}`).join(''),
  'percent-encoded twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'in a form': (secret) => new URLSearchParams({ key: secret }).toString(),
  'in an address': (secret) => new URL(`http://host/?key=${encodeURIComponent(secret)}`).href,
  'in HTML': (secret) => secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;'),
  'behind its name, where it begins like a byte': (secret) => `key=${secret}`,
  'in HTML, by name': (secret) => secret.replace(/&/g, '&amp;').replace(/é/g, '&eacute;').replace(/ü/g, '&uuml;').replace(/€/g, '&euro;'),
  'in HTML, by number': (secret) => [...secret].map((each) => `&#${each.codePointAt(0)!};`).join(''),
  'in HTML, by hexadecimal number': (secret) => [...secret].map((each) => `&#x${each.codePointAt(0)!.toString(16)};`).join(''),
  'in hexadecimal digits': (secret) => utf8(secret).toString('hex'),
  'in hexadecimal capitals': (secret) => utf8(secret).toString('hex').toUpperCase(),
  'in quoted-printable': (secret) => [...utf8(secret)].map((byte) => `=${hex(byte, 2).toUpperCase()}`).join(''),
  'in Base64': (secret) => utf8(secret).toString('base64'),
  'in Base64 behind one byte': (secret) => utf8(`:${secret}`).toString('base64'),
  'in Base64 behind two bytes': (secret) => utf8(`u:${secret}`).toString('base64'),
  'in the Base64 of a request': (secret) => utf8(`POST /x HTTP/1.1\r\nAuthorization: Bearer ${secret}\r\n\r\n{"a":1}`).toString('base64'),
  'in the Base64 of a JSON text': (secret) => utf8(JSON.stringify({ key: secret, more: 'x' })).toString('base64'),
  'in the Base64 of an address': (secret) => utf8(`/x?key=${encodeURIComponent(secret)}&y=1`).toString('base64'),
  'in Base64 for addresses': (secret) => utf8(`??>${secret}?>`).toString('base64url'),
  'in Base64, percent-encoded': (secret) => encodeURIComponent(utf8(`??>${secret}?>`).toString('base64')),
};

const SECRETS = {
  'an ID': 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
  'of odd characters': `q"w/e+r&t y'u\\i<o>p%=?#é€😀ü~`,
  'of eight letters': 'hunter2x',
  'one that begins like a byte': 'C3a9-of-a-key-with-é',
  'a web token of 400 characters': `eyJhbGciOiJIUzI1NiJ9.${utf8('{"sub":"demo","exp":1234567890,"scopes":["a","b"]}'.repeat(5)).toString('base64url')}.c2lnbmF0dXJl`,
};

describe.each(Object.entries(SECRETS))('a secret that is %s', (_, secret) => {
  it.each(Object.entries(FORMS))('is masked %s', (__, write) => {
    const written = write(secret);
    for (const mask of [braze(secret).text, (text: string) => braze(secret).data({ said: [text] }).said[0]!]) {
      const masked = mask(`It said ${written} and more`);
      expect(masked).toMatch(/^It said .*\*\*\*.* and more$/s);
      // Nothing of it is left that is worth anything: at most what stood around it.
      const rest = masked.replace(/^It said |\*\*\*| and more$/g, '');
      expect(rest).not.toContain(written);
      const around = write('').length;
      expect(rest.length).toBeLessThanOrEqual(around + 16);
    }
  });
});

it('a secret that looks like escapes is found where somebody has taken them off', () => {
  expect(braze('ab%41=C3-long-key').text('got abA=C3-long-key')).toBe('got ***');
});

describe('what was cut out of a longer text', () => {
  it('is masked as far as it goes, in pieces of a long one', () => {
    const { text } = braze(SECRETS['a web token of 400 characters']);
    const tail = SECRETS['a web token of 400 characters'].slice(-120);
    expect(text(`... ${tail}`).length).toBeLessThan(80);
  });
});

it.each([96, 97, 1_200, 2_305, 2_353, 4_705, 9_601])('a secret of %i characters garbles no message', (length) => {
  const secret = Array.from({ length }, (_, i) => String.fromCharCode(97 + ((i * 7) % 26))).join('');
  const said = 'Braze answered: the message is not valid. A key is missing.';
  expect(braze(secret).text(said)).toBe(said);
  expect(braze(secret).text(`${said} ${secret}`)).toBe(`${said} ***`);
});

describe('a short secret', () => {
  it.each(['a', 'the', 'x1'])('of few letters garbles no message: %s', (secret) => {
    const said = 'Braze answered: the message is not valid at x1. A key is missing. the x1 a';
    expect(braze(secret).text(said)).toBe(said);
    expect(braze(secret).data({ the: 'the', a: ['a', 'x1'] })).toEqual({ the: 'the', a: ['a', 'x1'] });
  });

  it.each([
    ['{"api_key":"a","b":"a"}', '{"api_key":"***","b":"a"}'],
    ['api_key=a&x=a', 'api_key=***&x=a'],
    ['Authorization: Bearer a, a', 'Authorization: Bearer ***, a'],
    ['{\\"api_key\\":\\"a\\"}', '{\\"api_key\\":\\"***\\"}'],
    ['%22api_key%22%3A%22a%22', '%22api_key%22%3A%22***%22'],
  ])('is masked where its name says what it is: %s', (said, masked) => {
    expect(braze('a').text(said)).toBe(masked);
  });

  it('of some letters is masked where it is a word, and not in data', () => {
    const secrets = braze('admin');
    expect(secrets.text('The key admin (or "admin", %22admin%22, key=admin) is not for administrators')).toBe(
      'The key *** (or "***", %22***%22, key=***) is not for administrators',
    );
    expect(secrets.data({ role: 'admin' })).toEqual({ role: 'admin' });
  });
});

describe('a secret of any characters and any length', () => {
  const characters = [...Array.from({ length: 0x17f }, (_, point) => String.fromCharCode(point)), '\u2028', '€', '😀', '\ud800', '\udfff'].filter(
    (each) => each.trim() !== '',
  );

  it('is looked for without a fault, and found', () => {
    for (const character of characters) {
      // These stand between a name and its value.
      const least = /[=:"']/.test(character) ? 4 : 1;
      for (const length of [1, 3, 4, 7, 8, 20, 100].filter((each) => each >= least)) {
        const secret = character.repeat(length);
        const masked = braze(secret).text(`Braze said: api_key=${secret} .`);
        expect([character, length, masked.includes('***')]).toEqual([character, length, true]);
      }
    }
  });
});

describe('what an account has', () => {
  it('is every field that the catalogue calls a secret, at every vendor', () => {
    for (const vendor of vendors) {
      const names = Object.entries(vendor.credential).flatMap(([name, field]) => (field.type === 'text' && field.secret ? [name] : []));
      expect(names).not.toEqual([]);
      for (const name of names) {
        const { text } = secretsOf(vendor, { [name]: 'canary-in-a-coal-mine' });
        expect(text('a canary-in-a-coal-mine')).toBe('a ***');
      }
    }
  });

  it('is the password in an address as well', () => {
    const { text } = braze('some-long-key', { custom_url: 'https://user:p%40ssw0rd-long@host/x' });
    expect(text('at p%40ssw0rd-long or p@ssw0rd-long')).toBe('at *** or ***');
  });
});

describe('what was got with an account', () => {
  it('is known to whoever uses the account, with the scheme before it or without', () => {
    braze('key-of-somebody').learn('Token zyx-wvu-tsr-qpo');
    expect(braze('key-of-somebody').text('got zyx-wvu-tsr-qpo')).toBe('got ***');
    expect(braze('key-of-another').text('got zyx-wvu-tsr-qpo')).toBe('got zyx-wvu-tsr-qpo');
  });

  it('is whatever a sign-in gives by the name of a secret', () => {
    const secrets = braze('key-with-session');
    secrets.learnAll({ result: [{ auth_token: 'token-number-one-1', refreshToken: 'token-number-two-2' }], token_type: 'bearer', name: 'a-name-of-a-person' });
    expect(secrets.text('token-number-one-1, token-number-two-2, a bearer, a-name-of-a-person')).toBe('***, ***, a bearer, a-name-of-a-person');
  });

  it('is forgotten when there are many newer ones, and the account is not', () => {
    const secrets = braze('key-with-many-tokens');
    for (let i = 0; i <= BOUNDS.tokens.most; i++) secrets.learn(`number-${i}-of-the-tokens`);
    expect(secrets.text('number-0-of-the-tokens number-1-of-the-tokens key-with-many-tokens')).toBe('number-0-of-the-tokens *** ***');
  });
});

describe('what looks like a token of somebody else', () => {
  it.each([
    ['Authorization: Bearer abc.def', 'Authorization: Bearer ***'],
    ['Authorization: Basic dXNlcjpwYXNz', 'Authorization: Basic ***'],
    ['Authorization: Token 0123456789abcdef', 'Authorization: Token ***'],
    ['Bearer authentication is required.', 'Bearer authentication is required.'],
    ['Token expired, basic plans have none', 'Token expired, basic plans have none'],
  ])('%s', (said, masked) => {
    expect(braze('not-in-any-of-them').text(said)).toBe(masked);
  });
});

describe('an error of unknown origin', () => {
  it('is masked in its words, its stack and what it wraps', () => {
    const cause = new Error('caused by key-in-an-error');
    const error = new Error('said key-in-an-error', { cause });
    const masked = braze('key-in-an-error').error(error);
    expect(masked).toBe(error);
    for (const each of [error.message, error.stack, cause.message, cause.stack]) expect(each).not.toContain('key-in-an-error');
    expect(error.message).toBe('said ***');
  });
});

describe('rows of one form, of which columns repeat their texts,', () => {
  const secret = 'sesame-of-rows-1';
  const masks = () => {
    const secrets = braze(secret);
    return { secrets, mask: secrets.rowMask() };
  };

  it('are masked in whichever row a secret is', () => {
    const { secrets, mask } = masks();
    const plain = { note: 'nothing to see here', user: 'u1', list: ['nothing to see here'] };
    const rows: readonly JsonObject[] = [
      plain,
      { ...plain, note: `key ${secret}` },
      plain,
      { ...plain, list: [secret] },
      { ...plain, [secret]: 'nothing to see here' },
      { ...plain, note: `${'x'.repeat(300)}${secret}` },
      { user: plain.note, note: plain.user },
    ];
    const masked = rows.map((row) => mask(row));
    expect(masked).toEqual(rows.map((row) => secrets.data(row)));
    expect(JSON.stringify(masked)).not.toContain(secret);
    // What is clean is not copied.
    expect(masked[0]).toBe(rows[0]);
    expect(masked[2]).toBe(rows[2]);
  });

  it('are masked by what was learned in the meantime', () => {
    const { secrets, mask } = masks();
    const row = { note: 'a-token-learned-later' };
    expect(mask(row)).toBe(row);
    secrets.learn('a-token-learned-later');
    expect(mask(row)).toEqual({ note: '***' });
  });

  it('may have any number of columns', () => {
    const { mask } = masks();
    const row = (last: string): JsonObject =>
      Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`column number ${i}`, i === 199 ? last : 'the same text']));
    expect(mask(row('the same text'))['column number 199']).toBe('the same text');
    expect(mask(row(secret))['column number 199']).toBe('***');
    expect(mask(row('the same text'))['column number 199']).toBe('the same text');
  });
});
