import './environment';
import { BROKEN_REPORTS, ODD_REPORT, ODD_WARNING, reportOf } from '../../support/reportVendor';
import { Stage } from './stage';

const stage = new Stage('bryj');

const get = async (parts: Parameters<typeof reportOf>[0], parameters: object = {}, onError?: 'continueErrorOutput') => {
  const own = await reportOf(parts);
  const ran = await stage.run(
    { resource: 'batch', operation: 'getReport', requestId: 'r1', output: 'rows', ...parameters },
    [{ json: {} }],
    onError && { onError },
    {
      accounts: stage.account({ baseUrl: own.url }),
    },
  );
  own.close();
  return ran;
};

describe('a report that holds', () => {
  it.each(BROKEN_REPORTS)('%s fails by name, with a code', async (_, part, says) => {
    const ran = await get([part], {}, 'continueErrorOutput');
    expect(ran.jsons('Node', 0)).toEqual([]);
    expect(ran.jsons('Node', 1)).toMatchObject([{ error: expect.stringMatching(says), details: { code: 'format', reached: 'yes' } }]);
  });

  it('headers in odd forms and an empty part gives its rows, and tells of the part', async () => {
    const ran = await get(ODD_REPORT);
    expect(ran.jsons('Node').map(({ userId, status }) => [userId, status])).toEqual([
      ['u1', 'sent'],
      ['u2', 'sent'],
    ]);
    expect(ran.hints('Node')).toEqual([expect.stringMatching(ODD_WARNING)]);
  });
});
