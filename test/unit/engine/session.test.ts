import { checkAccount, session, signIn, TransportError, type HttpRequest } from '../../../engine';
import { addresses } from '../../../ports/addresses';
import { bryj } from '../../../vendors/bryj';
import { acme, listing } from '../../support/acme';
import { run, sampleAccount, scripted, testHost, jsonOf, failureIn } from '../../support/host';

const signedIn = (token: string) => ({ headers: { authorization: token } });
const call: HttpRequest = { method: 'GET', url: 'https://core.bryj.ai/api/x', headers: {}, reply: 'json', timeoutMs: 1000 };
const sent = (send: ReturnType<typeof scripted>) => send.requests.map(({ url, headers }) => [url.replace('https://core.bryj.ai', ''), headers.Authorization]);

describe('a session by token', () => {
  it('signs in before the first call and keeps the token', async () => {
    const unauthenticated = scripted(signedIn('Bearer one'), { body: 1 });
    const send = session(bryj, sampleAccount(bryj), unauthenticated, testHost().ports);
    await send(call);
    await send(call);
    expect(unauthenticated.requests[0]).toMatchObject({ method: 'POST', json: { user: { email: 'name@example.com', password: 'test-password' } } });
    expect(sent(unauthenticated)).toEqual([
      ['/users/sign_in', undefined],
      ['/api/x', 'Bearer one'],
      ['/api/x', 'Bearer one'],
    ]);
  });

  it('renews it once on a 401 and sends the refused call once more', async () => {
    const unauthenticated = scripted(signedIn('Bearer one'), { status: 401 }, signedIn('two'), { body: 'ok' });
    const reply = await session(bryj, sampleAccount(bryj), unauthenticated, testHost().ports)(call);
    expect(reply.body).toBe('ok');
    expect(sent(unauthenticated)).toEqual([
      ['/users/sign_in', undefined],
      ['/api/x', 'Bearer one'],
      ['/users/sign_in', undefined],
      ['/api/x', 'Bearer two'],
    ]);
  });

  it('gives a second 401 back, and does not go round', async () => {
    const unauthenticated = scripted(signedIn('Bearer one'), { status: 401 }, signedIn('Bearer two'), { status: 401 });
    expect((await session(bryj, sampleAccount(bryj), unauthenticated, testHost().ports)(call)).status).toBe(401);
    expect(unauthenticated.requests).toHaveLength(4);
  });

  it('shares one sign-in among parallel requests', async () => {
    const unauthenticated = scripted(signedIn('Bearer one'), {});
    const account = sampleAccount(bryj);
    const { ports } = testHost();
    await Promise.all([1, 2, 3].map(() => session(bryj, account, unauthenticated, ports)(call)));
    expect(sent(unauthenticated).filter(([path]) => path === '/users/sign_in')).toHaveLength(1);
  });

  it('renews a token that says when it ends, before it does', async () => {
    const { ports, clock } = testHost();
    const token = (name: string) => `Bearer ${name}.${Buffer.from(JSON.stringify({ exp: clock.now / 1000 + 600 })).toString('base64url')}.x`;
    const unauthenticated = scripted(signedIn(token('one')), {}, {}, signedIn(token('two')), {});
    const send = session(bryj, sampleAccount(bryj), unauthenticated, ports);
    await send(call);
    clock.now += 539_000;
    await send(call);
    clock.now += 2_000;
    await send(call);
    expect(sent(unauthenticated).map(([path]) => path)).toEqual(['/users/sign_in', '/api/x', '/api/x', '/users/sign_in', '/api/x']);
  });

  it('does not go on with the token of another password', async () => {
    const unauthenticated = scripted(signedIn('Bearer one'), {}, signedIn('Bearer two'), {});
    const { ports } = testHost();
    const account = sampleAccount(bryj);
    await session(bryj, account, unauthenticated, ports)(call);
    await session(bryj, { ...account, credential: { ...account.credential, password: 'changed' } }, unauthenticated, ports)(call);
    expect(sent(unauthenticated)[3]).toEqual(['/api/x', 'Bearer two']);
  });
});

describe('signing in', () => {
  const account = sampleAccount(bryj);
  const attempt = (...answers: Parameters<typeof scripted>) => {
    const unauthenticated = scripted(...answers);
    return { unauthenticated, done: signIn(bryj, account, unauthenticated, { now: () => 0, addresses }) };
  };

  it('falls back on the older path', async () => {
    const { unauthenticated, done } = attempt({ status: 404 }, signedIn('x'));
    await expect(done).resolves.toEqual({ header: 'Authorization', value: 'Bearer x' });
    expect(sent(unauthenticated).map(([path]) => path)).toEqual(['/users/sign_in', '/users/sign_in.json']);
  });

  it('with a wrong password is tried once, and says what to check', async () => {
    const { unauthenticated, done } = attempt({ status: 401, body: { error: 'Invalid Email or password.' } });
    await expect(done).rejects.toMatchObject({
      code: 'authentication',
      message: 'Bryj answered: Invalid Email or password.',
      todo: expect.stringContaining('password of the account'),
    });
    expect(unauthenticated.requests).toHaveLength(1);
  });

  it('answered with 200 and no token has failed', async () => {
    await expect(attempt({ body: '<html>' }).done).rejects.toMatchObject({ code: 'authentication', message: expect.stringContaining('without a token') });
  });

  it('that reaches nobody has sent nothing', async () => {
    await expect(attempt(new TransportError('the host name is unknown', 'no')).done).rejects.toMatchObject({
      code: 'unavailable',
      reached: 'no',
      message: `Could not reach Bryj to sign in: the host name is unknown (no answer from ${new URL(String(account.credential.base_url)).origin}).`,
      todo: expect.stringContaining('base URL'),
    });
  });

  it('needs a complete account', async () => {
    const unauthenticated = scripted();
    await expect(
      signIn(bryj, { ...account, credential: { ...account.credential, email: '' } }, unauthenticated, { now: () => 0, addresses }),
    ).rejects.toMatchObject({
      code: 'validation',
      field: 'email',
    });
    await expect(
      signIn(bryj, { ...account, credential: { ...account.credential, base_url: 'core.bryj.ai' } }, unauthenticated, { now: () => 0, addresses }),
    ).rejects.toMatchObject({
      code: 'validation',
      field: 'base_url',
    });
    expect(unauthenticated.requests).toHaveLength(0);
  });

  it('is how an account is checked, and nothing else is called', async () => {
    const unauthenticated = scripted(signedIn('x'));
    await expect(checkAccount(bryj, account, unauthenticated, testHost().ports)).resolves.toMatch(/^Signed in successfully\./);
    expect(unauthenticated.requests).toHaveLength(1);
  });

  it('keeps the password out of every error', async () => {
    const leaky = sampleAccount(bryj, { password: 's3cret/pass' });
    const unauthenticated = scripted({ status: 422, body: { error_message: 'bad s3cret/pass and Bearer abc.def' } });
    await expect(signIn(bryj, leaky, unauthenticated, { now: () => 0, addresses })).rejects.toMatchObject({
      message: 'Bryj answered: bad *** and Bearer ***.',
    });
  });
});

it('a 401 in the middle of a run renews the token once and the run goes on', async () => {
  const account = sampleAccount(bryj);
  const unauthenticated = scripted(signedIn('Bearer one'), { body: { request_id: 'r1' } }, { status: 401 }, signedIn('Bearer two'), {
    body: { request_id: 'r2' },
  });
  const host = testHost({ unauthenticated });
  const inputs = ['CMP_1', 'CMP_2'].map((campaign_id) => ({ campaign_id, messages: [{ user_id: 'u' }] }));
  const outcomes = await run(
    { vendor: bryj, operation: 'batch.trigger', inputs, account },
    { ...host.ports, vendor: session(bryj, account, unauthenticated, host.ports) },
  );
  expect(outcomes.map((outcome) => jsonOf(outcome).request_id)).toEqual(['r1', 'r2']);
});

it('a sign-in that is refused in the middle of a call is the error of the call', async () => {
  const account = sampleAccount(bryj);
  const unauthenticated = scripted({ status: 401, body: { error: 'Invalid Email or password.' } });
  const host = testHost({ unauthenticated });
  const [outcome] = await run(
    { vendor: bryj, operation: 'batch.cancel', inputs: [{ request_id: 'r' }], account },
    { ...host.ports, vendor: session(bryj, account, unauthenticated, host.ports) },
  );
  expect(failureIn(outcome)).toMatchObject({ code: 'authentication', reached: 'no' });
  expect(unauthenticated.requests).toHaveLength(1);
});

it('a refused account is asked for once, also where the run is to go on after failures', async () => {
  const account = sampleAccount(bryj);
  const unauthenticated = scripted({ status: 401, body: { error: 'Invalid Email or password.' } });
  const host = testHost({ unauthenticated });
  const inputs = ['CMP_1', 'CMP_2'].map((campaign_id) => ({ campaign_id, messages: [{ user_id: 'u' }] }));
  const call = { vendor: bryj, operation: 'batch.trigger', inputs, account, options: { continueOnFail: true } };
  const outcomes = await run(call, { ...host.ports, vendor: session(bryj, account, unauthenticated, host.ports) });
  expect(outcomes.map(({ state }) => state)).toEqual(['failed', 'notTried']);
  expect(unauthenticated.requests).toHaveLength(1);
});

describe('the credentials of an account that does not sign in', () => {
  const paging = { by: 'token', param: 'page', next: () => undefined } as const;
  const list = listing(paging);
  const account = { id: 'a', credential: { key: 'k e y' } };
  const sentBy = async (auth: object, request: Partial<HttpRequest> = {}) => {
    const unauthenticated = scripted({});
    await session(acme({ list }, { auth: () => auth }), account, unauthenticated, testHost().ports)({ ...call, ...request });
    return unauthenticated.requests[0]!;
  };

  it('stand in a header, with what the vendor wants before them', async () => {
    expect((await sentBy({ by: 'header', header: 'X-Key', field: 'key' }, { headers: { accept: 'x' } })).headers).toEqual({ accept: 'x', 'X-Key': 'k e y' });
    expect((await sentBy({ by: 'header', header: 'X-Key', field: 'key', prefix: 'Bearer ' })).headers).toEqual({ 'X-Key': 'Bearer k e y' });
    expect((await sentBy({ by: 'header', header: 'X-Key', field: 'none' })).headers).toEqual({ 'X-Key': '' });
  });

  it('are a name and a password', async () => {
    expect(await sentBy({ by: 'basic', user: 'key', password: 'none' })).toMatchObject({ basic: { username: 'k e y', password: '' } });
  });

  it('stand in the body, or else in the address', async () => {
    const auth = { by: 'parameter', param: 'a key', field: 'key' };
    expect(await sentBy(auth, { json: { x: 1 } })).toMatchObject({ json: { x: 1, 'a key': 'k e y' }, url: call.url });
    expect((await sentBy(auth)).url).toBe(`${call.url}?a%20key=k%20e%20y`);
    expect((await sentBy(auth, { url: `${call.url}?y=2` })).url).toBe(`${call.url}?y=2&a%20key=k%20e%20y`);
    expect((await sentBy(auth, { json: [1] })).url).toBe(`${call.url}?a%20key=k%20e%20y`);
  });

  it('are in the request already', async () => {
    expect(await sentBy({ by: 'request' })).toEqual(call);
  });

  it.each(['header', 'basic', 'parameter', 'request'])('by %s are not sent where the account is not complete', async (by) => {
    const unauthenticated = scripted({});
    const send = session(
      acme({ list }, { auth: () => ({ by, header: 'X', field: 'key', user: 'key', password: 'key', param: 'key' }) }),
      { id: 'a', credential: {} },
      unauthenticated,
      testHost().ports,
    );
    for (let time = 0; time < 2; time++) await expect(send(call)).rejects.toMatchObject({ code: 'validation', field: 'key' });
    expect(unauthenticated.requests).toHaveLength(0);
  });

  it('of a complete account are checked once, however many requests there are', async () => {
    const read = jest.fn(addresses.read);
    const send = session(acme({ list }), account, scripted({}), { ...testHost().ports, addresses: { read } });
    await send(call);
    const once = read.mock.calls.length;
    await send(call);
    expect([once > 0, read.mock.calls.length]).toEqual([true, once]);
  });

  describe('are checked', () => {
    const check = async (over: object, ...answers: Parameters<typeof scripted>) => {
      const unauthenticated = scripted(...answers);
      const done = checkAccount(acme({ list }, over), account, unauthenticated, testHost().ports);
      return { done, unauthenticated };
    };
    const refused = {
      readFailure: ({ status }: { status: number }) => (status >= 400 ? { code: 'permission', reached: 'yes', message: 'Not that.', todo: 'Ask.' } : undefined),
    };

    it('by a reading', async () => {
      const { done, unauthenticated } = await check({});
      await expect(done).resolves.toBe('ok');
      expect(unauthenticated.requests).toMatchObject([{ method: 'GET', url: 'https://api.acme.example/things', headers: { 'X-Key': 'k e y' } }]);
      await expect((await check(refused, { status: 403 })).done).rejects.toMatchObject({ code: 'permission' });
    });

    it('by a refusal, where that proves the key as well', async () => {
      const provesToo = ({ code }: { code: string }) => (code === 'permission' ? 'genuine' : undefined);
      const of = (code: string) => ({
        check: { by: 'thing.list', proves: 'ok', provesToo },
        readFailure: () => ({ code, reached: 'yes', message: 'No.', todo: 'Ask.' }),
      });
      await expect((await check(of('permission'), { status: 403 })).done).resolves.toBe('genuine');
      await expect((await check(of('authentication'), { status: 401 })).done).rejects.toMatchObject({ code: 'authentication' });
    });

    it('by a knock, which any answer but one that leads elsewhere passes', async () => {
      const knock = { check: { by: 'reach', proves: 'there' } };
      for (const status of [200, 401, 404, 500]) {
        const { done, unauthenticated } = await check(knock, { status });
        await expect(done).resolves.toBe('there');
        expect(unauthenticated.requests.map(({ url, headers }) => [url, headers['X-Key']])).toEqual([['https://api.acme.example/', undefined]]);
      }
      await expect((await check(knock, { status: 302, headers: { location: 'https://login.example/' } })).done).rejects.toMatchObject({
        reached: 'no',
        status: 302,
      });
      await expect((await check(knock, new TransportError('the host name is unknown', 'no'))).done).rejects.toMatchObject({
        code: 'unavailable',
        reached: 'no',
        message: expect.stringMatching(/: the host name is unknown \(no answer from https:\/\/api\.acme\.example\)\.$/),
        todo: "Check the account's base URL and the network connection, then try again.",
      });
      await expect((await check(knock, new Error('a slip'))).done).rejects.toThrow('a slip');
    });
  });
});
