import { DAY, DRAFT, FINISHED, HorisenBench, HOUR, LIST, RECURRING, SMALL, SMS, START, TEMPLATE } from './horisenHelpers';

let bench: HorisenBench;
beforeEach(async () => void (bench = await HorisenBench.open()));
afterEach(() => bench.close());

const created = async (more: object = {}) => (await bench.create(more)).body.uuid;

describe('a new campaign', () => {
  it('comes back whole, with its uuid and times', async () => {
    const { status, body } = await bench.create({ query_type: 'all' });
    expect(status).toBe(201);
    const now = new Date(START).toISOString();
    expect(body).toMatchObject({ ...SMS, query_type: 'all', query: null, webpush_title: null, created_dt: now, updated_dt: now, next_dt: null, last_dt: null });
    expect((await bench.get(body.uuid)).body).toEqual(body);
  });

  it('rests as a draft', async () => {
    const uuid = await created({ schedule_type: 'once', schedule_rrule: '2024-02-01 13:00:00' });
    await bench.advance(2 * HOUR);
    expect(await bench.status(uuid)).toBe('draft');
    expect(await bench.batches(uuid)).toEqual([]);
  });

  it('runs as soon as it is saved, when it is active and now', async () => {
    const { body } = await bench.create({ status: 'active' });
    expect(body).toMatchObject({ status: 'active', last_dt: new Date(START).toISOString(), next_dt: null });
    expect(await bench.shown(body.uuid)).toEqual(['john: Hello John (sent)', 'johnny: Hello Jonathan (sent)', 'jane: Hello Jane (sent)']);
    await bench.advance(2000);
    expect(await bench.status(body.uuid)).toBe('finished');
    expect(await bench.batches(body.uuid)).toHaveLength(1);
  });

  it('runs once at its time in UTC', async () => {
    const uuid = await created({ status: 'active', schedule_type: 'once', schedule_rrule: '2024-02-01 13:30:00' });
    expect((await bench.get(uuid)).body).toMatchObject({ status: 'active', next_dt: '2024-02-01T13:30:00.000Z', last_dt: null });
    expect(await bench.shown(uuid)).toContain('jane: Hello Jane (pending)');
    await bench.advance(1.5 * HOUR - 1);
    expect((await bench.batches(uuid)).map(({ state }) => state)).toEqual(['scheduled']);
    await bench.advance(1);
    expect((await bench.batches(uuid)).map(({ state, sendAt }) => [state, sendAt])).toEqual([['sent', START + 1.5 * HOUR]]);
    expect((await bench.get(uuid)).body).toMatchObject({ status: 'active', next_dt: null, last_dt: '2024-02-01T13:30:00.000Z' });
    await bench.advance(DAY);
    expect(await bench.status(uuid)).toBe('finished');
  });

  it('runs by its rule, until that has ended', async () => {
    const uuid = await created({
      status: 'active',
      schedule_type: 'scheduled',
      schedule_rrule: 'RRULE:FREQ=WEEKLY;BYDAY=MO,FR;BYHOUR=9;BYMINUTE=0;BYSECOND=0;COUNT=3',
    });
    expect((await bench.get(uuid)).body.next_dt).toBe('2024-02-02T09:00:00.000Z');
    await bench.advance(DAY);
    expect((await bench.get(uuid)).body).toMatchObject({ status: 'active', last_dt: '2024-02-02T09:00:00.000Z', next_dt: '2024-02-05T09:00:00.000Z' });
    await bench.leap(30 * DAY);
    expect((await bench.get(uuid)).body).toMatchObject({ status: 'finished', last_dt: '2024-02-09T09:00:00.000Z', next_dt: null });
    expect((await bench.batches(uuid)).map(({ sendAt }) => new Date(sendAt).getUTCDate())).toEqual([2, 5, 9]);
  });

  it('is forgotten by the fault acceptAndDrop', async () => {
    await bench.fault({ kind: 'acceptAndDrop' });
    const { status, body } = await bench.create({ status: 'active' });
    expect(status).toBe(201);
    expect((await bench.get(body.uuid)).status).toBe(404);
  });
});

describe('a clone', () => {
  const clone = (more: object = {}) => bench.api('POST', '', { clone_uuid: TEMPLATE, ...more });

  it('fills in the variables and takes over the rest', async () => {
    const { status, body } = await clone({ template_vars: { temp: '-22C', wind: '100km/h' }, name: 'Bad weather conditions' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: 'Bad weather conditions',
      status: 'draft',
      sending_type: 'sms',
      template: 'It is -22C and the wind blows at 100km/h, @first_name',
    });
    expect(body.uuid).not.toBe(TEMPLATE);
    expect((await bench.get(TEMPLATE)).body.template).toContain('{temp}');
  });

  it('needs nothing but its source, and leaves variables that are not given', async () => {
    expect((await clone()).body).toMatchObject({ name: 'Weather warning', template: 'It is {temp} and the wind blows at {wind}, @first_name' });
  });

  it('may override anything, and then runs', async () => {
    const { body } = await clone({ template_vars: { x: '1' }, template: '{x} for @last_name', status: 'active', recipient_lists: SMALL });
    expect((await bench.shown(body.uuid))[0]).toBe('john: 1 for Smith (sent)');
  });

  it('sends at once when its source is active and now', async () => {
    const source = await created({ status: 'active' });
    const { body } = await clone({ clone_uuid: source });
    expect(await bench.batches(body.uuid)).toHaveLength(1);
  });

  it('of a finished campaign is a draft', async () => {
    expect((await clone({ clone_uuid: FINISHED })).body.status).toBe('draft');
  });

  it('keeps a serialised message whole, whatever the values are', async () => {
    const template = JSON.stringify({ messages: [{ body: { textMessage: { content: 'He said {words}' } } }] });
    const source = await created({ sending_type: 'telegram', template });
    const { body } = await clone({ clone_uuid: source, template_vars: { words: '"no"\n' } });
    expect(JSON.parse(body.template)).toEqual({ messages: [{ body: { textMessage: { content: 'He said "no"\n' } } }] });
  });

  it.each([
    [{ clone_uuid: '99999999-c1b1-11ee-b153-774c9d3a7957' }, 'clone_uuid'],
    [{ clone_uuid: 'newest' }, 'clone_uuid'],
    [{ clone_uuid: undefined, template_vars: {} }, 'clone_uuid'],
    [{ template_vars: { temp: 5 } }, 'template_vars'],
    [{ template_vars: ['temp'] }, 'template_vars'],
    [{ status: 'finished' }, 'status'],
    [{ created_dt: '2024-02-01T12:00:00Z' }, 'created_dt'],
  ])('does not take %j', async (more, name) => {
    const answer = await clone(more);
    expect(answer.status).toBe(400);
    expect(answer.body.items.map((item) => item.name)).toEqual([name]);
  });
});

describe('an update', () => {
  const put = (uuid: string, body: object) => bench.api('PUT', `/${uuid}`, body);

  it('replaces all of it', async () => {
    const uuid = await created({ query_type: 'all' });
    await bench.advance(1000);
    const { status, body } = await put(uuid, { ...SMS, name: 'Newer' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      uuid,
      name: 'Newer',
      query_type: null,
      created_dt: new Date(START).toISOString(),
      updated_dt: new Date(START + 1000).toISOString(),
    });
  });

  it('that makes it active lets it run', async () => {
    await put(DRAFT, { ...SMS, status: 'active' });
    expect(await bench.shown(DRAFT)).toHaveLength(3);
    await put(DRAFT, { ...SMS, status: 'active' });
    expect(await bench.batches(DRAFT)).toHaveLength(2);
  });

  it('changes nothing that has gone out', async () => {
    await put(DRAFT, { ...SMS, status: 'active' });
    await put(DRAFT, { ...SMS, template: 'Changed' });
    expect((await bench.shown(DRAFT))[0]).toBe('john: Hello John (sent)');
  });

  it.each(['stopped', 'finished', 'draft'])('takes the status %s', async (status) => {
    const { body } = await put(RECURRING, { ...SMS, status });
    expect(body).toMatchObject({ status, next_dt: null });
    await bench.advance(3 * DAY);
    expect(await bench.batches(RECURRING)).toEqual([]);
  });

  it('is not made of parts, nor of what belongs to answers and clones', async () => {
    expect((await put(DRAFT, { name: 'Newer' })).body.items).toHaveLength(6);
    const { body } = await bench.get(DRAFT);
    expect((await put(DRAFT, body)).body.items.map(({ name }) => name)).toEqual(['uuid', 'created_dt', 'updated_dt', 'next_dt', 'last_dt']);
    expect((await put(DRAFT, { ...SMS, clone_uuid: TEMPLATE })).body.items.map(({ name }) => name)).toEqual(['clone_uuid']);
  });
});

describe('the status', () => {
  it('stops and resumes a recurrence', async () => {
    const stopped = await bench.set(RECURRING, 'stopped');
    expect(stopped).toMatchObject({ status: 200, text: '' });
    expect((await bench.get(RECURRING)).body).toMatchObject({ status: 'stopped', next_dt: null });
    await bench.advance(2 * DAY);
    expect(await bench.batches(RECURRING)).toEqual([]);
    await bench.set(RECURRING, 'active');
    expect((await bench.get(RECURRING)).body).toMatchObject({ status: 'active', next_dt: '2024-02-04T07:00:00.000Z' });
  });

  it('launches a draft once, however often it is said', async () => {
    await bench.set(DRAFT, 'active');
    await bench.set(DRAFT, 'active');
    expect(await bench.batches(DRAFT)).toHaveLength(1);
    await bench.advance(2000);
    expect(await bench.status(DRAFT)).toBe('finished');
  });

  it('may be stopped twice', async () => {
    expect((await bench.set(RECURRING, 'stopped')).status).toBe(200);
    expect((await bench.set(RECURRING, 'stopped')).status).toBe(200);
  });

  it.each(['active', 'stopped'])('of a finished campaign does not become %s', async (status) => {
    expect(await bench.set(FINISHED, status)).toMatchObject({ status: 400, body: { items: [{ name: 'status' }] } });
  });

  it.each([[{ status: 'draft' }], [{ status: 'finished' }], [{}], ['"stopped"'], ['stopped'], [{ status: 'active', name: 'x' }]])(
    'does not take %j',
    async (body) => {
      expect((await bench.api('PATCH', `/${DRAFT}`, body)).status).toBe(400);
      expect(await bench.status(DRAFT)).toBe('draft');
    },
  );

  it('does not become active when its time has passed, but by a setting', async () => {
    const uuid = await created({ schedule_type: 'once', schedule_rrule: '2024-02-01 13:00:00' });
    await bench.advance(2 * HOUR);
    expect((await bench.set(uuid, 'active')).body.items).toEqual([{ name: 'schedule_rrule', message: 'This value must be in the future' }]);
    await bench.settings({ overdue: 1 });
    expect((await bench.set(uuid, 'active')).status).toBe(200);
    expect(await bench.batches(uuid)).toMatchObject([{ state: 'sent', sendAt: START + 2 * HOUR }]);
  });
});

describe('deleting', () => {
  it('removes a campaign, and it is gone', async () => {
    const gone = await bench.api('DELETE', `/${RECURRING}`);
    expect(gone).toMatchObject({ status: 204, text: '' });
    expect(await bench.api('DELETE', `/${RECURRING}`)).toMatchObject({ status: 404, text: '' });
    expect(await bench.get(RECURRING)).toMatchObject({ status: 404, text: '' });
    await bench.advance(DAY);
    expect(await bench.batches(RECURRING)).toEqual([]);
  });
});

describe('a campaign that is not there', () => {
  it.each(['GET', 'PUT', 'PATCH', 'DELETE'])('is answered by 404 without a body: %s', async (method) => {
    const body = method === 'PUT' ? SMS : method === 'PATCH' ? { status: 'stopped' } : undefined;
    expect(await bench.api(method, '/99999999-c1b1-11ee-b153-774c9d3a7957', body)).toMatchObject({ status: 404, text: '' });
  });
});

describe('extra fields', () => {
  it('tell the runs, and how their messages fared', async () => {
    const uuid = await created({ status: 'active', recipient_lists: `${LIST},${SMALL}` });
    const { body } = await bench.get(uuid, '?fields=tasks,messages');
    const [task] = body.tasks as { uuid: string }[];
    expect(body.tasks).toEqual([{ uuid: expect.any(String), executed_dt: new Date(START).toISOString(), recipients: 503 }]);
    expect(body.messages).toEqual([
      { task_uuid: task?.uuid, status: 'sent', count: 493 },
      { task_uuid: task?.uuid, status: 'no mobile', count: 10 },
    ]);
    expect((await bench.get(uuid, '?fields=tasks&fields=messages')).body).toEqual(body);
    expect((await bench.get(uuid)).body).not.toHaveProperty('tasks');
    expect(await bench.get(uuid, '?fields=clicks')).toMatchObject({ status: 400, body: { items: [{ name: 'fields' }] } });
  });
});
