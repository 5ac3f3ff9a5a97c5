import { isFailed, type HttpReply, type JsonObject, type Paging, type Send } from '../../../engine';
import { nextLink } from '../../../engine/base/linkHeader';
import { acme, call, listing } from '../../support/acme';
import { failureIn, liveHost, run } from '../../support/host';

const HOST = 'https://api.acme.example';
const LINKED: Paging = { by: 'link' };

/** The vendor answers at these URLs, to the key alone; what is read until the list ends or fails, and what was asked for. */
const readOn = async (answers: Readonly<Record<string, Partial<HttpReply>>>, base = HOST) => {
  const vendor = acme({ list: listing(LINKED, { request: () => ({ method: 'GET', path: '/things', query: { sort: 'a b' } }) }) }, { baseUrl: () => base });
  const reached: string[] = [];
  const unauthenticated: Send = async ({ url, headers }) => {
    reached.push(url);
    const answer = answers[url];
    if (!answer || headers['X-Key'] !== 'test-key') throw new Error(`Nobody answers at ${url}`);
    return { status: 200, headers: {}, body: null, ...answer };
  };
  const asked = call(vendor, 'thing.list');
  const [outcome] = await run(asked, liveHost(vendor, asked.account, { unauthenticated }).ports);
  const rows: JsonObject[] = [];
  if (!outcome || isFailed(outcome) || outcome.output.kind === 'object') throw failureIn(outcome);
  try {
    for await (const page of outcome.output.rows()) rows.push(...page);
  } catch (error) {
    return { rows, reached, error };
  }
  return { rows, reached };
};

const page = (id: number, link?: string): Partial<HttpReply> => ({ body: { things: [{ id }] }, ...(link !== undefined && { headers: { link } }) });
const FIRST = `${HOST}/things?sort=a%20b`;

describe('a list whose pages are linked', () => {
  it('is read from link to link, with the key, until no page is next', async () => {
    const answers = {
      [FIRST]: page(1, '</things?cursor=x%2Fy&sort=a%20b>; rel="next"'),
      [`${HOST}/things?cursor=x%2Fy&sort=a%20b`]: page(2, '</things?cursor=0>; rel="prev",</things?cursor=z>; rel="next"'),
      [`${HOST}/things?cursor=z`]: page(3, '</things?cursor=1>; rel="prev"'),
    };
    expect(await readOn(answers)).toEqual({ rows: [{ id: 1 }, { id: 2 }, { id: 3 }], reached: Object.keys(answers) });
  });

  it('is one page if there is no link', async () => {
    expect(await readOn({ [FIRST]: page(1) })).toEqual({ rows: [{ id: 1 }], reached: [FIRST] });
  });

  it.each([
    ['a whole URL of its own host', `${HOST}/v1/things?cursor=2`, '/v1/things?cursor=2'],
    ['a path that does not know the folder of a proxy', '/things?cursor=2', '/v1/things?cursor=2'],
    ['a path with dots', '/v1/x/../things?cursor=2', '/v1/things?cursor=2'],
    ['a path above the folder', '/../../things?cursor=2', '/v1/things?cursor=2'],
    ['a query alone', '?cursor=2', '/v1/things?cursor=2'],
  ])('follows %s', async (_, target, path) => {
    const first = `${HOST}/v1/things?sort=a%20b`;
    const answers = { [first]: page(1, `<${target}>; rel="next"`), [`${HOST}${path}`]: page(2) };
    expect(await readOn(answers, `${HOST}/v1/`)).toEqual({ rows: [{ id: 1 }, { id: 2 }], reached: [first, `${HOST}${path}`] });
  });

  it.each([
    ['another host', 'https://evil.example/things?cursor=2'],
    ['another host without a scheme', '//evil.example/things?cursor=2'],
    ['another host behind a backslash', '\\\\evil.example/things?cursor=2'],
    ['its own host without encryption', 'http://api.acme.example/things?cursor=2'],
    ['another port of its own host', 'https://api.acme.example:8443/things?cursor=2'],
    ['a name that begins as its own', 'https://api.acme.example.evil.example/things?cursor=2'],
    ['its own host as a user', 'https://api.acme.example@evil.example/things?cursor=2'],
    ['what is no web address', 'ftp://api.acme.example/things'],
  ])('never follows %s', async (_, target) => {
    const { rows, reached, error } = await readOn({ [FIRST]: page(1, `<${target}>; rel="next"`) });
    expect({ rows, reached }).toEqual({ rows: [{ id: 1 }], reached: [FIRST] });
    expect(error).toMatchObject({
      code: 'format',
      message: expect.stringMatching(/^Acme named a next page that is not at the account's own address: '.*'\. It was not read, so the list is incomplete\.$/),
    });
  });

  it('ends with an error if a page was read before', async () => {
    const again = '</things?cursor=2>; rel="next"';
    expect(await readOn({ [FIRST]: page(1, again), [`${HOST}/things?cursor=2`]: page(2, again) })).toMatchObject({
      rows: [{ id: 1 }, { id: 2 }],
      error: { code: 'format', message: expect.stringContaining('was already read') },
    });
  });
});

it.each<[string, string | undefined]>([
  ['</a?b=1>; rel="next"', '/a?b=1'],
  ['</p>; rel="prev",</n>; rel="next"', '/n'],
  ['</p>;rel=prev , </n>;rel=next', '/n'],
  ['</n>; title="a, b; rel=\\"prev\\""; rel="next"', '/n'],
  ['</p>; rel="prev"; title="rel=next", </n,m;o>; REL="Next archives"', '/n,m;o'],
  ['</p>; rel="prev"', undefined],
  ['</p>; rel="nextish"', undefined],
  ['/n; rel="next"', undefined],
  ['', undefined],
])('the next link of %s is %s', (header, target) => expect(nextLink(header)).toBe(target));

it('an answer without the header has none', () => expect(nextLink(undefined)).toBeUndefined());
