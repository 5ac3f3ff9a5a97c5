import { OwnBryj, REPORT } from '../../support/ownBryj';
import { wireCases } from '../../support/wireCases';
import { Bench, choice, num, report, str, type Values } from './bench';

/** What comes over a real connection, in Node-RED's own runtime. */
let bench: Bench;
let own: OwnBryj;
beforeAll(async () => {
  bench = await Bench.open();
  own = await OwnBryj.open();
});
afterEach(async () => {
  await bench.reset();
  own.reset();
});
afterAll(async () => {
  await bench.close();
  await own.close();
});

const read = (values: Values = {}) => bench.run([bench.account({ baseUrl: str(own.url) }), report({ requestId: str('r1'), ...values })]);

it.each(wireCases.map((each) => [each.says, each] as const))('%s', async (_, { set, expected, asked }) => {
  set(own, (ms) => bench.clock.advance(ms));
  const messages = await read({ sendRows: choice('all') });
  if ('code' in expected) {
    expect(bench.failure).toMatchObject({ code: expected.code, message: expect.stringMatching(expected.says) });
    expect(messages).toEqual([]);
  } else {
    expect(bench.caught).toEqual([]);
    expect((messages[0]!.payload as { userId: string }[]).map(({ userId }) => userId)).toStrictEqual(expected);
  }
  if (asked.report !== undefined) expect(own.asked(REPORT)).toBe(asked.report);
  if (asked.file !== undefined) expect(own.asked('/file')).toBe(asked.file);
});

describe('what was handed on before a failure is told', () => {
  const ROWS = 3_000;
  const head = 'app_id,campaign_id,user_id,device_id,sent_at,request_id,channel,error_message\n';
  const rows = Array.from({ length: ROWS }, (_, i) => `APP_1,CMP_1,u${i},d,2026-01-15 07:39:00 UTC,r1,push,\n`).join('');
  const broken = () => own.at('/file', (response) => void response.end(`${head}${rows}one,cell,less\n`));

  it('with a message for each row', async () => {
    broken();
    const messages = await read();
    expect(messages.length).toBeGreaterThan(0);
    expect(bench.failure.message).toContain(`Before that, ${messages.length} rows were sent on in ${messages.length} messages`);
    expect(bench.failure.cause).toMatchObject({ code: 'format', handedOn: { rows: messages.length, messages: messages.length } });
  });

  it('with a message for some rows', async () => {
    broken();
    const messages = await read({ sendRows: choice('groups'), rowsPerMessage: num(10) });
    const sent = messages.reduce((sum, { payload }) => sum + (payload as unknown[]).length, 0);
    expect(sent).toBeGreaterThan(0);
    expect(bench.failure.message).toContain(`Before that, ${sent} rows were sent on in ${messages.length} messages`);
    expect(bench.failure.cause).toMatchObject({ handedOn: { rows: sent, messages: messages.length } });
  });

  it('with the pieces of a file', async () => {
    own.at('/file', (response) => {
      response.writeHead(200, { 'content-length': head.length + rows.length + 100 });
      response.end(`${head}${rows}`);
    });
    const messages = await read({ output: choice('file'), fileTo: choice('buffers') });
    const sent = messages.reduce((sum, { payload }) => sum + (payload as Buffer).length, 0);
    expect(bench.failure.message).toContain(`Before that, ${sent} bytes were sent on in ${messages.length} messages`);
    expect(bench.failure.cause).toMatchObject({ handedOn: { bytes: sent, messages: messages.length } });
  });

  it('and is not told with all rows in one message, of which none went', async () => {
    broken();
    expect(await read({ sendRows: choice('all') })).toEqual([]);
    expect(bench.failure.message).not.toContain('handed on');
    expect(bench.failure.cause.handedOn).toBeUndefined();
  });
});
