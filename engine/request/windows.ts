import type { HttpReply } from '../base/http';
import type { Json } from '../base/json';
import type { Windows } from '../base/output';
import type { Paging, Parsed, Request } from '../catalogue/operation';

interface Page {
  readonly parsed: Parsed<Json>;
  readonly reply: HttpReply;
}

/** The rows of a list by their place in it, where its pages have numbers and a size that can be chosen; undefined elsewhere. */
export const windowsOf = (paging: Paging | undefined, request: Request, first: Page, ask: (request: Request) => Promise<Page>): Windows<Json> | undefined => {
  if (paging?.by !== 'page' || !paging.size) return undefined;
  const { param, size } = paging;
  return {
    most: size.answered?.(first.reply.body) ?? Number(request.query?.[size.param] ?? size.max),
    async read(from, count) {
      const page = await ask({ ...request, query: { ...request.query, [param]: paging.first + from / count, [size.param]: count } });
      const rows = 'rows' in page.parsed ? page.parsed.rows : [];
      return rows.length <= count ? rows : undefined;
    },
  };
};
