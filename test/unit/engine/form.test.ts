import { formOf, inputFrom, optionsFrom } from '../../../engine';
import { trigger } from '../../../vendors/bryj/trigger';
import { getReport } from '../../../vendors/bryj/getReport';
import { getScheduled } from '../../../vendors/bryj/getScheduled';
import { fileOf } from '../../support/host';

const names = (place: string, o = trigger) =>
  formOf(o)
    .filter((each) => each.place === place)
    .map(({ name }) => name);

describe('the form of an operation with recipients', () => {
  it('asks for the campaign, then for the recipients by their source, and keeps the rest apart', () => {
    expect(names('main')).toEqual(['campaignId', 'recipientsFrom', 'userColumn', 'variables', 'variableColumns', 'messages', 'file']);
    expect(names('more')).toEqual(['sendAt', 'sendAs']);
    expect(names('options')).toEqual(['dryRun']);
  });

  const item = { User: 'u1', firstname: 'Anne', lastname: 'Blanc', age: 40 };
  const base = { campaignId: 'CMP_1', recipientsFrom: 'items', userColumn: 'User', messages: [], file: 'data' };
  const messages = (values: object) => inputFrom(trigger, { ...base, ...values }, item);

  it('makes an item a recipient, all its other fields the variables', () => {
    expect(messages({ variables: 'all' })).toEqual({
      campaign_id: 'CMP_1',
      messages: [{ user_id: 'u1', template_variables: { firstname: 'Anne', lastname: 'Blanc', age: 40 } }],
    });
  });

  it('takes only the chosen fields, renamed', () => {
    expect(messages({ variables: 'chosen', variableColumns: [{ variable: 'firstname' }, { variable: 'name', column: 'lastname' }] })).toEqual({
      campaign_id: 'CMP_1',
      messages: [{ user_id: 'u1', template_variables: { firstname: 'Anne', name: 'Blanc' } }],
    });
  });

  it('takes none', () => {
    expect(messages({ variables: 'none' })).toMatchObject({ messages: [{ user_id: 'u1', template_variables: {} }] });
  });

  it('takes a list as it stands, or a file, and never both', () => {
    const list = [{ user_id: 'a' }];
    expect(inputFrom(trigger, { ...base, recipientsFrom: 'json', messages: list }, item)).toEqual({ campaign_id: 'CMP_1', messages: list });
    const file = fileOf('');
    expect(inputFrom(trigger, { ...base, recipientsFrom: 'file' }, item, (name) => (name === 'data' ? file : undefined))).toEqual({
      campaign_id: 'CMP_1',
      file,
    });
  });
});

it('a report is waited for only where the user says so', () => {
  expect(optionsFrom(getReport, { waitUntilReady: false, longestWait: 5, simplify: true })).toEqual({ simplify: true });
  expect(optionsFrom(getReport, { waitUntilReady: true, longestWait: 5, askEvery: 2, simplify: false, returnAll: false, limit: 7 })).toEqual({
    longestWaitMs: 300_000,
    askEveryMs: 2_000,
    simplify: false,
    limit: 7,
  });
  expect(optionsFrom(getReport, { waitUntilReady: true })).toEqual({ longestWaitMs: 7_200_000, askEveryMs: 600_000, simplify: true });
});

it('a list offers a limit, and a reading no dry run', () => {
  expect(names('main', getScheduled)).toEqual(['campaignId', 'returnAll', 'limit', 'simplify']);
  expect(names('options', getScheduled)).toEqual([]);
});
