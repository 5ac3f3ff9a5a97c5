import { TransportError, type JsonObject } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { failureIn, jsonOf, NOON, run, scripted, testHost } from '../../support/host';
import { account, call, rows, urls } from './reading';

const BLOCK = 'bbbbbbbb-0000-4000-8000-000000000001';
const TEMPLATE = 'eeeeeeee-0000-4000-8000-000000000001';

/** What the two kinds have in common: their list, and how they are created. */
const KINDS = [
  {
    ...{ resource: 'contentBlock', path: '/content_blocks', member: 'content_blocks', id: 'content_block_id', name: 'name' },
    input: { name: 'footer', content: '<p>Hi</p>' } as JsonObject,
    made: { content_block_id: 'new', liquid_tag: '{{content_blocks.${footer}}}', created_at: '2026-01-15T12:00:00Z' } as JsonObject,
  },
  {
    ...{ resource: 'template', path: '/templates/email', member: 'templates', id: 'email_template_id', name: 'template_name' },
    input: { template_name: 'footer', subject: 'Hi', body: '<p>Hi</p>' } as JsonObject,
    made: { email_template_id: 'new' } as JsonObject,
  },
];

describe.each(KINDS)('$resource', ({ resource, path, member, id, name, input, made }) => {
  const row = (n: number): JsonObject => ({ [id]: `id-${n}`, [name]: `name-${n}` });
  const page = (from: number, count: number) => ({ body: { count, [member]: Array.from({ length: count }, (_each, i) => row(from + i)) } });
  const lost = new TransportError('socket hang up', 'maybe');

  it('is listed by the thousand; the first page has no offset, which must be greater than 0', async () => {
    const send = scripted(page(0, 1000), page(1000, 2));
    expect(await rows(`${resource}.getMany`, {}, send)).toHaveLength(1002);
    expect(urls(send)).toEqual([`${path}/list?limit=1000`, `${path}/list?limit=1000&offset=1000`]);
  });

  it('that moved to the next page while the list was read is returned once', async () => {
    const listed = await rows(`${resource}.getMany`, {}, scripted(page(0, 1000), page(999, 3)));
    expect(listed).toEqual(Array.from({ length: 1002 }, (_each, n) => row(n)));
  });

  it('is listed by times in UTC with microseconds', async () => {
    const send = scripted(page(0, 1));
    await rows(`${resource}.getMany`, { modified_after: '2026-01-01T10:00:00.25+02:00', modified_before: '2026-01-02T00:00' }, send);
    // The time without a zone is in the host's zone, Europe/Paris.
    expect(Object.fromEntries(new URL(send.requests[0]!.url).searchParams)).toEqual({
      ...{ modified_after: '2026-01-01T08:00:00.250000', modified_before: '2026-01-01T23:00:00.000000', limit: '1000' },
    });
  });

  it('is not listed for a time that ends before it begins', async () => {
    const send = scripted();
    const outcome = await call(`${resource}.getMany`, { modified_after: '2026-01-02', modified_before: '2026-01-01' }, send);
    expect(failureIn(outcome)).toMatchObject({ code: 'validation', field: 'modified_before', message: expect.stringContaining("'Modified After'") });
    expect(send.requests).toEqual([]);
  });

  it('that was created although the answer was lost is found by its name and time, and not created again', async () => {
    const since = { ...made, [name]: 'footer', created_at: '2026-01-15T12:00:00Z' };
    const before = { ...since, [id]: 'old', created_at: '2026-01-14T12:00:00Z' };
    const other = { ...since, [id]: 'other', [name]: 'header' };
    const send = scripted(lost, { body: { count: 3, [member]: [before, since, other] } });
    expect(jsonOf(await call(`${resource}.create`, input, send))).toEqual(made);
    expect(send.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
    const day = new URL(send.requests[1]!.url).searchParams.get('modified_after');
    expect(Date.parse(`${day}Z`)).toBeLessThan(NOON);
  });

  it('that another request of the run created is not taken for its own', async () => {
    const found = (each: string): JsonObject => ({ ...made, [id]: each, [name]: 'footer', created_at: '2026-01-15T12:00:00Z' });
    const listed = (...ids: string[]) => ({ body: { count: ids.length, [member]: ids.map(found) } });
    const send = scripted(lost, listed('a'), lost, listed('a', 'b'));
    const outcomes = await run(
      { vendor: braze, operation: `${resource}.create`, inputs: [input, input], account: account() },
      testHost({ vendor: send }).ports,
    );
    expect(outcomes.map((outcome) => jsonOf(outcome)[id])).toEqual(['a', 'b']);
  });

  it.each([
    ['nothing of the name', []],
    ['two of the name', ['a', 'b']],
  ])('may or may not be created where there is %s', async (_, ids) => {
    const found = ids.map((each) => ({ ...made, [id]: each, [name]: 'footer', created_at: '2026-01-15T12:00:00Z' }));
    const send = scripted(lost, { body: { count: ids.length, [member]: found } });
    expect(failureIn(await call(`${resource}.create`, input, send))).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe' });
    expect(send.requests).toHaveLength(2);
  });

  it('is not updated with nothing', async () => {
    for (const nothing of [{}, { tags: [] }, { tags: '' }]) {
      const send = scripted({ body: { message: 'success' } });
      const key = resource === 'template' ? { email_template_id: TEMPLATE } : { content_block_id: BLOCK };
      expect(failureIn(await call(`${resource}.update`, { ...key, ...nothing }, send))).toMatchObject({ code: 'validation', reached: 'no' });
      expect(send.requests).toEqual([]);
    }
  });
});

describe('a content block', () => {
  it.each([
    ['a name with a space', { name: 'two words' }, 'name', /letters, digits, hyphens and underscores/],
    ['a name of 100 characters', { name: 'x'.repeat(100) }, 'name', /.*/],
    ['content of 50 KB', { content: 'é'.repeat(25_600) }, 'content', /smaller|Shorten/],
    ['blank content', { content: '  ' }, 'content', /.*/],
  ])('is not created with %s', async (_, over, field, says) => {
    const send = scripted();
    const error = failureIn(await call('contentBlock.create', { name: 'footer', content: 'Hi', ...over }, send));
    expect(error).toMatchObject({ code: 'validation', field, reached: 'no' });
    expect(`${error.message} ${error.todo}`).toMatch(says);
    expect(send.requests).toEqual([]);
  });

  it('keeps the blanks of its content', async () => {
    const send = scripted({ body: KINDS[0]!.made });
    await call('contentBlock.create', { name: 'footer', content: '\n  <p>Hi</p>\n', tags: [] }, send);
    expect(send.requests[0]!.json).toEqual({ name: 'footer', content: '\n  <p>Hi</p>\n' });
  });
});
