import { BROKEN_REPORTS, ODD_REPORT, ODD_WARNING, reportOf } from '../../support/reportVendor';
import { Bench, bool, choice, report, str } from './bench';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const get = async (parts: Parameters<typeof reportOf>[0]) => {
  const own = await reportOf(parts);
  const messages = await bench.run([
    report({ requestId: str('r1'), waitUntilReady: bool(false), output: choice('rows'), sendRows: choice('all') }),
    bench.account({ baseUrl: str(own.url) }),
  ]);
  own.close();
  return messages;
};

describe('a report that holds', () => {
  it.each(BROKEN_REPORTS)('%s fails by name, with a code', async (_, part, says) => {
    const messages = await get([part]);
    expect(messages).toEqual([]);
    expect(bench.failure).toMatchObject({ code: 'format', message: expect.stringMatching(says) });
  });

  it('headers in odd forms and an empty part gives its rows, and tells of the part', async () => {
    const [message] = await get(ODD_REPORT);
    expect(bench.caught).toEqual([]);
    expect((message!.payload as { userId: string; status: string }[]).map(({ userId, status }) => [userId, status])).toEqual([
      ['u1', 'sent'],
      ['u2', 'sent'],
    ]);
    expect(bench.said).toMatch(new RegExp(ODD_WARNING.source.slice(1)));
  });
});
