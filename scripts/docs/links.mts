import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { anchorOf } from './markdown.mts';

/** This repository, as documents that are read elsewhere link to it. */
const HERE = /^https:\/\/github\.com\/campaign-nodes\/campaign-nodes\/(?:blob|tree)\/main\//;

/** A document without what is code, in which brackets are no links. */
const withoutCode = (text: string): string => text.replace(/^(```|~~~)[^\n]*\n[\s\S]*?^\1\s*$/gm, '').replace(/`[^`\n]*`/g, '');

/** A heading's text as it is read: links and emphasis are gone. */
const readAs = (heading: string): string =>
  heading
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .trim();

/** The anchors of a document; headings that read the same are counted. */
export const anchorsIn = (text: string): ReadonlySet<string> => {
  const seen = new Map<string, number>();
  const headings = [...text.replace(/^(```|~~~)[^\n]*\n[\s\S]*?^\1\s*$/gm, '').matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => anchorOf(readAs(heading!)));
  return new Set(
    headings.map((anchor) => {
      const before = seen.get(anchor) ?? 0;
      seen.set(anchor, before + 1);
      return before === 0 ? anchor : `${anchor}-${before}`;
    }),
  );
};

/** The targets of all links and pictures of a document: in the text, in references, and in HTML. */
export const targetsIn = (text: string): readonly string[] => {
  const plain = withoutCode(text);
  return [/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g, /^\[[^\]]+\]:\s*(\S+)/gm, /\b(?:href|src)="([^"]+)"/g].flatMap((form) =>
    [...plain.matchAll(form)].map(([, target]) => target!),
  );
};

/** What is wrong with a document's links; empty if nothing is. Pages of others are not called. */
export const brokenLinks = (root: string, file: string): readonly string[] => {
  const text = readFileSync(join(root, file), 'utf8');
  return targetsIn(text).flatMap((target) => {
    const own = HERE.exec(target);
    if (/^[a-z][a-z0-9+.-]*:/i.test(target) && !own) return URL.canParse(target) ? [] : [`${target} is no URL`];
    const [path = '', anchor] = (own ? target.slice(own[0].length) : target).split('#');
    const aim = path === '' ? (own ? '' : file) : own ? path : posix.join(dirname(file).replaceAll('\\', '/'), path);
    if (aim.startsWith('..') || !existsSync(join(root, aim))) return [`${target} leads to nothing`];
    if (anchor === undefined) return [];
    if (statSync(join(root, aim)).isDirectory()) return [`${target} has an anchor in a folder`];
    return anchorsIn(readFileSync(join(root, aim), 'utf8')).has(anchor) ? [] : [`${target} has no such heading`];
  });
};
