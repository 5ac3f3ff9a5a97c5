import { connect } from 'node:net';
import { CSV, openSandbox, PERSON, WELCOME, type Answer, type Bench } from './helpers';

let bench: Bench;
beforeAll(async () => {
  bench = await openSandbox();
  await bench.signIn();
});
afterAll(() => bench.close());

const message = ({ status, body }: Answer) => [status, body.error_message];

describe('trigger: the campaign identifier', () => {
  it.each([
    ['missing', {}, 'You must provide a campaign identifier'],
    ['blank', { campaign_id: '  ' }, 'Empty campaign identifier'],
    ['a number', { campaign_id: 12 }, 'Campaign identifier must be a String'],
    ['a list', { campaign_id: ['CMP_demo_welcome'] }, 'Campaign identifier must be a String'],
    ['unknown', { campaign_id: 'CMP_nobody' }, 'Unknown campaign with identifier CMP_nobody'],
    ['a draft', { campaign_id: 'CMP_demo_draft' }, 'Campaign identifier CMP_demo_draft for the app identifier APP_demo_android is not ready'],
    ['finished', { campaign_id: 'CMP_demo_finished' }, 'Campaign identifier CMP_demo_finished for the app identifier APP_demo_android is not ready'],
  ])('%s', async (_name, params, expected) => {
    expect(message(await bench.trigger({ messages: [PERSON], ...params }))).toEqual([400, expected]);
  });

  it('is missing when the file stands in the body instead of being attached', async () => {
    const answer = await bench.trigger(CSV, { headers: { 'content-type': 'text/csv' } });
    expect(message(answer)).toEqual([400, 'You must provide a campaign identifier']);
  });

  it('cannot be found without the multipart boundary', async () => {
    const answer = await bench.trigger('x', { headers: { 'content-type': 'multipart/form-data' } });
    expect(message(answer)).toEqual([400, 'You must provide a campaign identifier']);
  });
});

describe('trigger: send_at', () => {
  it.each(['20220510T140000+0200', '2022-05-10T14:00:00+02:00', '2022-05-10T06:55:00-05:00', '2022-05-10T11:55:00+00:00'])('takes %s', async (send_at) => {
    expect((await bench.trigger({ ...WELCOME, send_at, messages: [PERSON] })).status).toBe(200);
  });

  it.each([
    '2022-05-10T14:00:00Z',
    '2022-05-10T14:00:00.000+02:00',
    '2022-05-10T14:00:00',
    '2022-05-10T14:00:00+0200',
    '20220510T140000+02:00',
    '2022-05-10 14:00:00+02:00',
    '2022-02-30T14:00:00+02:00',
    '2022-05-10T24:00:00+02:00',
    '',
    1654514804,
  ])('refuses %p', async (send_at) => {
    expect(message(await bench.trigger({ ...WELCOME, send_at, messages: [PERSON] }))).toEqual([400, 'Invalid time format']);
  });

  it('refuses more than five minutes in the past', async () => {
    const answer = await bench.trigger({ ...WELCOME, send_at: '2022-05-10T11:54:59+00:00', messages: [PERSON] });
    expect(message(answer)).toEqual([400, 'The delivery time is in the past, please change it']);
  });

  it('is read in the multipart form too', async () => {
    expect(message(await bench.upload({ ...WELCOME, send_at: 'tomorrow' }, CSV))).toEqual([400, 'Invalid time format']);
  });
});

describe('trigger: messages or file', () => {
  it.each([
    ['neither', { ...WELCOME }, 'Must provide JSON messages or a CSV file'],
    ['an empty list', { ...WELCOME, messages: [] }, 'Must provide JSON messages or a CSV file'],
    ['both', { ...WELCOME, messages: [PERSON], file: CSV }, 'Must provide either JSON messages or a CSV file'],
    ['no user_id', { ...WELCOME, messages: [PERSON, { template_variables: {} }] }, "Invalid messages : 'user_id' key is missing"],
    [
      'a variable too few',
      { ...WELCOME, messages: [PERSON, { user_id: 'b', template_variables: { firstname: 'B' } }] },
      'Invalid file : missing variables : (lastname, contractnumber)',
    ],
  ])('JSON: %s', async (_name, params, expected) => {
    expect(message(await bench.trigger(params))).toEqual([400, expected]);
  });

  it.each([
    ['no file', WELCOME, undefined, undefined, 'Must provide JSON messages or a CSV file'],
    ['both', { ...WELCOME, messages: '[]' }, CSV, undefined, 'Must provide either JSON messages or a CSV file'],
    ['not a .csv', WELCOME, CSV, 'people.txt', 'Unsupported file format - only csv files are supported'],
    ['no column User', WELCOME, 'user,contractnumber,firstname,lastname\n', undefined, "Invalid file : 'User' column is missing"],
    ['a byte order mark', WELCOME, `\uFEFF${CSV}`, undefined, "Invalid file : 'User' column is missing"],
    ['an empty file', WELCOME, '', undefined, "Invalid file : 'User' column is missing"],
    [
      'variables of another case',
      WELCOME,
      'User,contractNumber,firstname\na,1,b\n',
      undefined,
      'Invalid file : missing variables : (lastname, contractnumber)',
    ],
    [
      'an open quote',
      WELCOME,
      'User,contractnumber,firstname,lastname\na,"1,b,c\n',
      undefined,
      'Error when reading CSV file: Unclosed quoted field in line 2.',
    ],
    ['a stray quote', WELCOME, 'User,contractnumber,firstname,lastname\na,1,b"b,c\n', undefined, 'Error when reading CSV file: Illegal quoting in line 2.'],
    [
      'text after a quote',
      WELCOME,
      'User,contractnumber,firstname,lastname\na,"1"x,b,c\n',
      undefined,
      "Error when reading CSV file: Any value after quoted field isn't allowed in line 2.",
    ],
    ['a short row', WELCOME, 'User,contractnumber,firstname,lastname\na,1,b\n', undefined, 'Error when reading CSV file: Wrong number of fields in line 2.'],
    [
      'Latin-1',
      WELCOME,
      new Uint8Array([...Buffer.from('User,contractnumber,firstname,lastname\na,1,L'), 0xe9, ...Buffer.from('a,c\n')]),
      undefined,
      'Error when reading CSV file: Invalid byte sequence in UTF-8 in line 2.',
    ],
  ])('CSV: %s', async (_name, fields, file, name, expected) => {
    const before = (await bench.batches()).length;
    expect(message(await bench.upload(fields as Record<string, string>, file, name))).toEqual([400, expected]);
    expect((await bench.batches()).length).toBe(before);
  });

  it('takes no file content in a form field', async () => {
    expect(message(await bench.upload({ ...WELCOME, file: CSV }))).toEqual([400, 'Must provide JSON messages or a CSV file']);
  });

  it('does not make a batch of a body that was cut off', async () => {
    const before = (await bench.batches()).length;
    const head = 'Content-Disposition: form-data; name=';
    const body = `--X\r\n${head}"campaign_id"\r\n\r\nCMP_demo_welcome\r\n--X\r\n${head}"file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n${CSV}`;
    // Complete by its length, but without the closing boundary.
    const answer = await bench.trigger(body, { headers: { 'content-type': 'multipart/form-data; boundary=X' } });
    expect(message(answer)).toEqual([400, 'Error when reading CSV file: unexpected end of the multipart data']);

    // Broken off on the wire.
    const seen = bench.sandbox.requests().length;
    const socket = connect(bench.sandbox.port, '127.0.0.1');
    socket.write(
      `POST /bryj/api/campaigns/trigger HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${bench.authorization}\r\nContent-Type: multipart/form-data; boundary=X\r\nContent-Length: ${body.length + 500}\r\n\r\n${body}`,
    );
    await bench.until(() => bench.sandbox.requests().length > seen && bench.last().bodyBytes === body.length);
    socket.destroy();
    await bench.until(async () => (await bench.control('GET', '/overview')).body.vendors[0].uploads.length === 0);
    expect(bench.last()).toMatchObject({ complete: false, authorization: 'present' });
    expect((await bench.batches()).length).toBe(before);
  });
});

describe('the other calls', () => {
  it('cancel', async () => {
    expect(message(await bench.cancel('nothing'))).toEqual([400, 'The request nothing was not found']);
    expect(message(await bench.cancel(''))).toEqual([400, 'You must provide a request_id']);
    const { body } = await bench.trigger({ ...WELCOME, messages: [PERSON] });
    expect(message(await bench.cancel(body.request_id))).toEqual([400, "Request can't be canceled"]);
    const later = await bench.trigger({ ...WELCOME, send_at: '2022-05-10T13:00:00+00:00', messages: [PERSON] });
    expect((await bench.cancel(later.body.request_id)).status).toBe(200);
    expect(message(await bench.cancel(later.body.request_id))).toEqual([400, 'Request already canceled']);
  });

  it('scheduled', async () => {
    expect(message(await bench.scheduled('CMP_nobody'))).toEqual([400, 'Campaign with identifier CMP_nobody was not found']);
  });

  it('report', async () => {
    expect(message(await bench.api('GET', '/api/campaigns/report'))).toEqual([400, 'You must provide a request_id']);
    expect(message(await bench.report(''))).toEqual([400, 'You must provide a request_id']);
    expect(message(await bench.api('GET', '/api/campaigns/report?request_id=a&request_id=b'))).toEqual([400, 'Request identifier must be a String']);
    expect(message(await bench.api('GET', '/api/campaigns/report?request_id[]=a'))).toEqual([400, 'Request identifier must be a String']);
    expect(message(await bench.report('nothing'))).toEqual([400, 'The request nothing was not found']);
    const { body } = await bench.trigger({ ...WELCOME, messages: [PERSON] });
    expect(message(await bench.report(body.request_id))).toEqual([400, 'Request not processed yet']);
  });

  it('answers 404 in JSON elsewhere', async () => {
    expect(await bench.api('GET', '/api/nothing')).toMatchObject({ status: 404, body: { error: 'Not Found' } });
  });
});
