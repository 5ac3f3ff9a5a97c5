/** A link: its target, then its parameters. Commas and semicolons may occur inside both (RFC 8288, 3). */
const LINK = /<([^>]*)>((?:\s*;\s*[^\s=;,]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))?)*)/g;
const PARAMETER = /;\s*([^\s=;,]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/g;

/**
 * The target of the link to the next page in an answer's `Link` header, as written there: `</items?cursor=abc>; rel="next"` (RFC 8288, "Web Linking").
 * @returns undefined if there is none, which is so on the last page, and if one page holds everything
 */
export const nextLink = (header: string | undefined): string | undefined => {
  for (const [, target = '', parameters = ''] of (header ?? '').matchAll(LINK)) {
    for (const [, name = '', quoted, bare = ''] of parameters.matchAll(PARAMETER)) {
      if (name.toLowerCase() === 'rel' && (quoted ?? bare).toLowerCase().split(/\s+/).includes('next')) return target.trim();
    }
  }
  return undefined;
};
