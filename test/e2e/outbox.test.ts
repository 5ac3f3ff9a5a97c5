import type { Browser } from 'playwright-core';
import { rehearse, type Rehearsal } from '../support/sandbox';
import { launch, OutboxPage } from './outboxPage';

jest.setTimeout(120_000);

const VIEWS = ['messages', 'batches', 'profiles', 'catalogs', 'requests', 'faults'] as const;
const EVIL = '<img src=x onerror="document.title=1">';
const PUSH = {
  android_push: {
    title: 'Hello {{${first_name}}}',
    alert: 'Your {{api_trigger_properties.${product}}} is waiting',
    custom_uri: 'https://example.com/cart',
    image_url: 'https://example.com/shoes.png',
    buttons: [{ text: 'Buy', uri: 'https://example.com/buy' }],
  },
};
const email = (body: string): object => ({
  email: { app_id: '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064', from: 'Shop <shop@example.com>', subject: 'Your order', body },
});
const EMAIL = email('<h1>Thank you</h1>');
const HOSTILE = email(
  '<h1>Thank you</h1><script>parent.document.title = "taken"</script><img src="https://example.com/pixel.gif" onerror="parent.document.title = \'taken\'">',
);

let browser: Browser;
let sandbox: Rehearsal;
let outbox: OutboxPage;
const post = (path: string, body: object): Promise<Response> =>
  fetch(`${sandbox.baseUrls.braze}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer demo-rest-api-key' },
    body: JSON.stringify(body),
  });
const send = (external_user_ids: string[], messages: object = PUSH): Promise<Response> => post('/messages/send', { external_user_ids, messages });

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  sandbox = await rehearse();
  outbox = await OutboxPage.open(browser, sandbox.url);
});
afterEach(async () => {
  const { complaints } = outbox;
  await outbox.close();
  await sandbox.close();
  expect(complaints).toEqual([]);
});

/** Something in each view. */
const fill = async (): Promise<void> => {
  await post('/users/track', { attributes: [{ external_id: 'shopper', first_name: 'Ada', plan: 'gold' }] });
  await send(['user2'], EMAIL);
  await send(['shopper', 'ghost']);
  await send([]);
  await sandbox.control('POST', '/faults', { vendor: 'bryj', fault: { kind: 'status', status: 503 }, times: 3 });
};

describe('accessibility', () => {
  it.each(VIEWS.flatMap((view) => (['light', 'dark'] as const).map((colorScheme) => [view, colorScheme] as const)))(
    '%s, %s: axe finds nothing',
    async (view, colorScheme) => {
      await fill();
      await outbox.page.emulateMedia({ colorScheme });
      await outbox.go(`#/${view}`);
      await outbox.page.locator('.message, .operations').first().waitFor();
      for (const summary of await outbox.page.locator('summary').all()) await summary.click();
      await outbox.screenshot(`${view}-${colorScheme}`);
      expect(await outbox.findings()).toEqual([]);
    },
  );

  it.each(['push', 'webpush', 'inapp', 'email', 'sms'])('axe finds nothing in a message of the kind %s', async (channel) => {
    await send(['user2'], EMAIL);
    await send(['user2', 'shopper']);
    await send(['user2', 'shopper']);
    await send(['user2'], { in_app_message: { message: 'B', image_url: 'https://example.com/a.png', buttons: [{ text: 'OK' }] } });
    await send(['user2'], { web_push: { title: 'A', alert: 'B', custom_uri: 'https://example.com' } });
    await outbox.go(`#/messages?channel=${channel}`);
    await outbox.page.locator('.stage').waitFor();
    expect(await outbox.findings()).toEqual([]);
  });

  it.each(VIEWS)('%s fits on a narrow screen', async (view) => {
    await fill();
    await outbox.page.setViewportSize({ width: 360, height: 740 });
    await outbox.go(`#/${view}`);
    await outbox.page.locator('.message, .operations').first().waitFor();
    await outbox.screenshot(`${view}-narrow`);
    expect(await outbox.overflow()).toBeLessThanOrEqual(0);
    expect(await outbox.findings()).toEqual([]);
  });

  it('nothing moves if somebody wants no movement', async () => {
    const duration = () => outbox.page.locator('.toast').evaluate((toast) => getComputedStyle(toast).transitionDuration);
    await outbox.go('');
    expect(await duration()).not.toBe('0s');
    await outbox.page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await duration()).toBe('0s');
  });
});

describe('with the keyboard', () => {
  const tabsToList = async (): Promise<number> => {
    for (let tabs = 1; tabs <= 20; tabs++) {
      await outbox.page.keyboard.press('Tab');
      if ((await outbox.focused()).startsWith('listbox')) return tabs;
    }
    return Infinity;
  };

  it.each(VIEWS.slice(0, 5))('the first of %s is five tabs away', async (view) => {
    await fill();
    await outbox.go(`#/${view}`);
    await outbox.rows.first().waitFor();
    expect(await tabsToList()).toBeLessThanOrEqual(5);
    // The first one is the one that the list speaks of.
    const active = await outbox.list.getAttribute('aria-activedescendant');
    expect(await outbox.page.locator(`[id="${active}"]`).getAttribute('aria-posinset')).toBe('1');
  });

  it('arrow keys, Home and End move in the list, and show what they come to', async () => {
    await send(['person-1', 'person-2', 'person-3']);
    await outbox.go('#/messages');
    await outbox.list.focus();
    for (const [key, user] of [
      ['ArrowDown', 'person-2'],
      ['ArrowDown', 'person-3'],
      ['ArrowUp', 'person-2'],
      ['Home', 'person-1'],
    ] as const) {
      await outbox.page.keyboard.press(key);
      await outbox.title.filter({ hasText: user }).waitFor();
    }
    await outbox.page.keyboard.press('End');
    const last = await outbox.rows.first().getAttribute('aria-setsize');
    await outbox.page.locator(`[role=option][aria-selected=true][aria-posinset="${last}"]`).waitFor();
  });

  it('arrow keys change the view, and move among the filters', async () => {
    await outbox.go('#/messages');
    await outbox.page.getByRole('tab', { name: 'Messages' }).focus();
    await outbox.page.keyboard.press('ArrowRight');
    expect(await outbox.focused()).toBe('tab Campaigns and batches');
    await outbox.page.keyboard.press('Enter');
    await outbox.page.getByRole('listbox', { name: 'Batches' }).waitFor();
    expect(await outbox.focused()).toBe('tab Campaigns and batches');
  });

  it.each([
    ['the list', () => outbox.list],
    ['the search', () => outbox.page.getByRole('searchbox')],
    ['a filter', () => outbox.chip(/^Braze/)],
    ['an account', () => outbox.page.locator('summary', { hasText: 'Braze' })],
  ])('the focus stays on %s while messages arrive, and so does what is chosen', async (_, element) => {
    await send(['person-1', 'person-2']);
    await outbox.go('#/messages?q=person');
    await outbox.rows.nth(1).click();
    await outbox.title.filter({ hasText: 'person-2' }).waitFor();
    await outbox.go(await outbox.page.evaluate(() => location.hash.replace('q=person&', '')));
    await outbox.title.filter({ hasText: 'person-2' }).waitFor();
    await element().focus();
    const before = await outbox.focused();
    await outbox.page.evaluate(() => {
      const marks = globalThis as { mark?: unknown; wasEmpty?: boolean };
      marks.mark = document.activeElement;
      marks.wasEmpty = false;
      new MutationObserver(() => (marks.wasEmpty ||= document.querySelector('.detail .empty') !== null)).observe(document.body, {
        childList: true,
        subtree: true,
      });
    });
    for (let index = 3; index <= 70; index++) await send([`person-${index}`]);
    await outbox.rows.first().filter({ hasText: 'person-70' }).waitFor();
    expect((await outbox.focused()).replace(/[\d,]+/g, '')).toBe(before.replace(/[\d,]+/g, ''));
    expect(await outbox.page.evaluate(() => (globalThis as { mark?: unknown }).mark === document.activeElement)).toBe(true);
    expect(await outbox.title.textContent()).toBe('person-2');
    expect(await outbox.page.evaluate(() => (globalThis as { wasEmpty?: boolean }).wasEmpty)).toBe(false);
  });
});

describe('messages', () => {
  it('counters are filters, and show in the address', async () => {
    await send(['user2', 'user3', 'ghost']);
    await outbox.go('#/messages?q=waiting');
    await outbox.chip('unknown user 1').click();
    await outbox.total.filter({ hasText: /^1 message$/ }).waitFor();
    expect(await outbox.title.textContent()).toBe('ghost');
    expect(outbox.page.url()).toContain('status=unknown+user');
    await outbox.chip('unknown user 1').click();
    await outbox.total.filter({ hasText: '3 messages' }).waitFor();
  });

  it('are found while somebody types, one person exactly', async () => {
    await send(['person-1', 'person-11']);
    await outbox.go('#/messages');
    await outbox.page.getByRole('searchbox').pressSequentially('person-1');
    await outbox.total.filter({ hasText: /^2 messages$/ }).waitFor();
    await outbox.page.getByRole('searchbox').fill('user:person-1');
    await outbox.total.filter({ hasText: /^1 message$/ }).waitFor();
    expect(await outbox.title.textContent()).toBe('person-1');
  });

  it('a push is on a phone, with picture, button and link; what is missing and who is pushed twice is marked', async () => {
    await post('/users/track', { attributes: [{ external_id: 'shopper', first_name: 'Ada' }] });
    await send(['shopper']);
    await send(['shopper']);
    await outbox.go('#/messages?q=waiting');
    const phone = outbox.page.locator('.phone');
    await phone.getByText('Hello Ada').waitFor();
    expect(await phone.locator('mark').textContent()).toBe('product');
    expect(await phone.locator('.picture').textContent()).toContain('https://example.com/shoes.png');
    expect(await phone.locator('.cta').textContent()).toBe('Buy');
    expect(await outbox.detail.getByRole('link', { name: 'https://example.com/cart' }).getAttribute('rel')).toContain('noreferrer');
    expect(await outbox.rows.first().locator('.pill').allTextContents()).toEqual(['twice', 'missing', 'sent']);
    await outbox.detail.getByRole('link', { name: 'Show all' }).click();
    await outbox.total.filter({ hasText: '2 messages' }).waitFor();
  });

  it('an email is in a frame in which nothing runs, and which loads nothing', async () => {
    const fetched: string[] = [];
    outbox.page.on('requestfinished', (request) => fetched.push(request.url()));
    await send(['user2'], HOSTILE);
    await outbox.go('#/messages?channel=email');
    await outbox.page.frameLocator('iframe').getByRole('heading', { name: 'Thank you' }).waitFor();
    expect(await outbox.page.locator('iframe').getAttribute('sandbox')).toBe('');
    expect(await outbox.page.title()).toBe('Messages · Campaign Sandbox');
    expect(fetched.filter((url) => !url.startsWith(sandbox.url) && url !== 'about:blank')).toEqual([]);
    // The browser says so itself.
    const complaints = outbox.complaints.splice(0);
    expect(complaints.some((text) => text.includes('Blocked script execution'))).toBe(true);
    expect(complaints.filter((text) => !/Blocked script execution|Content Security Policy/.test(text))).toEqual([]);
  });

  it('pictures are fetched if somebody wants them, in messages and in emails', async () => {
    const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');
    const asked: string[] = [];
    await outbox.page.route('https://example.com/**', (route) => {
      asked.push(route.request().url());
      return route.fulfill({ contentType: 'image/png', body: pixel });
    });
    await send(['user2'], email('<h1>Thank you</h1><img alt="" src="https://example.com/mail.png">'));
    await send(['user2']);
    await outbox.go('#/messages?q=waiting');
    await outbox.page.locator('.picture.absent').waitFor();
    expect(asked).toEqual([]);
    await outbox.page.getByLabel('Load pictures').check();
    const picture = outbox.page.locator('img.picture');
    await picture.waitFor();
    await outbox.page.waitForFunction(() => (document.querySelector('img.picture') as HTMLImageElement).naturalWidth === 1);
    await outbox.go('#/messages?channel=email&vendor=braze');
    await outbox.page.frameLocator('iframe').locator('img').waitFor();
    expect(asked).toEqual(['https://example.com/shoes.png', 'https://example.com/mail.png']);
    // Whoever does not want them any more gets none.
    await outbox.go('#/faults');
    await outbox.page.getByLabel('Load pictures').uncheck();
    await outbox.go('#/messages?q=waiting');
    await outbox.page.locator('.picture.absent').waitFor();
  });

  it('are never markup', async () => {
    await send([EVIL], { android_push: { title: EVIL, alert: EVIL } });
    await outbox.go('#/messages');
    await outbox.title.filter({ hasText: EVIL }).waitFor();
    expect(await outbox.page.locator('img').count()).toBe(0);
    expect(await outbox.page.title()).toBe('Messages · Campaign Sandbox');
  });

  it('a hundred thousand of them are a few rows, wherever one scrolls', async () => {
    await sandbox.control('POST', '/bryj/synthetic', { rows: 100_000, prefix: 'many-' });
    await outbox.go('#/messages?vendor=bryj');
    await outbox.total.filter({ hasText: /^100,\d+ messages$/ }).waitFor();
    for (const part of [0.5, 0.99, 0.1]) {
      const top = await outbox.list.evaluate((list, share) => (list.scrollTop = list.scrollHeight * share), part);
      const place = Math.floor(top / 64) + 1;
      await outbox.page.locator(`[role=option][aria-posinset="${place}"]`).filter({ hasNotText: /^…$/ }).waitFor();
      expect(await outbox.rows.count()).toBeLessThan(40);
    }
    await outbox.list.focus();
    await outbox.page.keyboard.press('Home');
    await outbox.title.filter({ hasText: 'many-0000001' }).waitFor();
    // Scrolling is smooth: the usual frame, as other processes want this machine too.
    const median = await outbox.list.evaluate(async (list) => {
      const frames: number[] = [];
      let last = performance.now();
      for (let frame = 0; frame < 60; frame++) {
        list.scrollTop += 40;
        await new Promise(requestAnimationFrame);
        frames.push(performance.now() - last);
        last = performance.now();
      }
      return frames.sort((one, other) => one - other)[30]!;
    });
    expect(median).toBeLessThan(50);
  });

  it('are exported as they are filtered', async () => {
    await send(['user2', 'ghost']);
    await outbox.go('#/messages?status=unknown+user&vendor=braze');
    for (const [name, ending] of [
      ['CSV', 'csv'],
      ['JSON', 'json'],
    ] as const) {
      const [download] = await Promise.all([outbox.page.waitForEvent('download'), outbox.page.getByRole('link', { name, exact: true }).click()]);
      expect(download.suggestedFilename()).toBe(`messages.${ending}`);
      const text = await (await fetch(download.url())).text();
      expect([text.includes('ghost'), text.includes('user2')]).toEqual([true, false]);
    }
  });
});

describe('the other views', () => {
  it('a message leads to its request, and the request to its batch', async () => {
    await send(['user2']);
    await outbox.go('#/messages?q=waiting');
    await outbox.detail.getByRole('link', { name: 'no. 1' }).click();
    await outbox.title.filter({ hasText: 'POST /braze/messages/send' }).waitFor();
    await outbox.detail.getByText('"external_user_ids"').waitFor();
    await outbox.detail.getByText('"dispatch_id"').waitFor();
    expect(await outbox.detail.textContent()).not.toContain('demo-rest-api-key');
    await outbox.detail.getByRole('link', { name: /^batch/ }).click();
    await outbox.title.filter({ hasText: 'Messages without a campaign' }).waitFor();
    await outbox.detail.locator('.phone').waitFor();
  });

  it('two hundred tracked users are there, with what was tracked', async () => {
    for (let request = 0; request < 4; request++) {
      await post('/users/track', { attributes: Array.from({ length: 50 }, (_, index) => ({ external_id: `shopper-${request * 50 + index}`, plan: 'gold' })) });
    }
    await outbox.go('#/profiles');
    await outbox.chip('by requests 200').click();
    await outbox.total.filter({ hasText: '200 profiles' }).waitFor();
    await outbox.detail.getByRole('row', { name: 'plan gold' }).waitFor();
  });

  it('a fault is switched on for an operation, says how often it has hit, and is switched off', async () => {
    await outbox.go('#/faults');
    await outbox.page.getByLabel('What goes wrong').selectOption('Unavailable (503)');
    await outbox.page.getByLabel('How often').selectOption('every request');
    const button = outbox.page.getByRole('toolbar', { name: 'Faults of Braze' }).getByRole('button', { name: 'Send messages' });
    await button.click();
    await button.and(outbox.page.locator('[aria-pressed=true]')).waitFor();
    expect((await send(['user2'])).status).toBe(503);
    expect((await post('/users/track', { attributes: [{ external_id: 'x' }] })).status).toBe(201);
    await button.filter({ hasText: 'hit 1×' }).waitFor();
    await button.click();
    await button.and(outbox.page.locator('[aria-pressed=false]')).waitFor();
    expect((await send(['user2'])).status).toBe(201);
    const anyOf = (vendor: string) => outbox.page.getByRole('toolbar', { name: `Faults of ${vendor}` }).getByRole('button', { name: 'Any request' });
    await anyOf('Braze').click();
    await anyOf('Braze').and(outbox.page.locator('[aria-pressed=true]')).waitFor();
    expect(await anyOf('Bryj').getAttribute('aria-pressed')).toBe('false');
  });

  it('an account is unfolded, and copied as a credential', async () => {
    await outbox.go('');
    const account = outbox.page.locator('.account', { hasText: 'Braze' });
    expect(await account.getByText('demo-rest-api-key').isVisible()).toBe(false);
    await account.locator('summary').click();
    await account.getByRole('button', { name: 'Copy REST API key of Braze' }).click();
    const copied = () => outbox.page.evaluate(() => navigator.clipboard.readText());
    await outbox.page.locator('.toast', { hasText: 'Copied: REST API key of Braze' }).waitFor();
    expect(await copied()).toBe('demo-rest-api-key');
    await account.getByRole('button', { name: 'Copy as n8n credential' }).click();
    await outbox.page.locator('.toast', { hasText: 'n8n credential' }).waitFor();
    expect(JSON.parse(await copied())).toMatchObject([{ type: 'brazeApi', data: { customUrl: sandbox.baseUrls.braze, apiKey: 'demo-rest-api-key' } }]);
  });

  it('the clock is moved forward, and a reset asks first', async () => {
    await outbox.go('#/batches');
    const before = sandbox.requests().length;
    await outbox.page.getByRole('button', { name: '+1 h' }).click();
    await outbox.page.locator('.batch', { hasText: 'in 23 h' }).first().waitFor();
    await send(['user2']);
    expect(sandbox.requests()).toHaveLength(before + 1);
    await outbox.page.getByRole('button', { name: 'Reset the sandbox' }).click();
    await outbox.page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(sandbox.requests()).toHaveLength(before + 1);
    await outbox.page.getByRole('button', { name: 'Reset the sandbox' }).click();
    await outbox.page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
    await outbox.page.locator('.toast', { hasText: 'Reset' }).waitFor();
    expect(sandbox.requests()).toEqual([]);
  });
});
