import { locationIn, shownAddress } from '../base/address';
import { BOUNDS } from '../base/bounds';
import { utf8Bytes } from '../base/bytes';
import { ByteSum } from '../base/checksum';
import { sayDuration } from '../base/dates';
import { CampaignError, type Failure } from '../base/errors';
import { TransportError, type HttpReply } from '../base/http';
import { isOwnNetwork, networkOf } from '../base/network';
import type { Address, Ports } from '../base/ports';
import { waitsFor, type Patience } from '../request/retry';
import type { Checks } from '../request/waiting';
import { retryAfter } from '../base/retryAfter';
import type { Excerpt } from '../base/excerpt';

/** Files behind URLs, and what is needed to read them completely. */
export interface Source {
  readonly urls: readonly string[];
  /** Content included in the answer itself; then the only URL is that of the answer and is not fetched. */
  readonly content?: string;
  readonly baseUrl: string;
  /** The documented columns, in order. */
  readonly columns?: readonly string[];
  readonly timeoutMs: number;
  readonly patience: Patience;
  /** Statuses that mean "not there yet", and how long to keep checking. */
  readonly pending?: { readonly statuses: readonly number[]; readonly longestMs: number; checks(): Checks };
  /** Asks the vendor again, because URLs expire; returns the new ones in the same order. */
  refresh(): Promise<readonly string[]>;
  fail(failure: Failure): CampaignError;
  /** Masks excerpts of the files before they are shown. */
  readonly shown: Excerpt;
}

export type FilePorts = Pick<Ports, 'unauthenticated' | 'addresses' | 'sleep' | 'random' | 'now' | 'csv' | 'zip' | 'signal' | 'log' | 'progress'>;

/** The end of a URL: enough to identify a file, without the signature that grants access. */
export const nameOf = (url: string): string => shownAddress(url).split('/').slice(-2).join('/');

/** Statuses that redirect; RFC 9110, 15.4. */
const LEADS_ON = [301, 302, 303, 307, 308];

/** The part of a URL that is shown in messages. */
const shown = (address: string): string => shownAddress(address).slice(0, 80);

const notFetched = (what: string): Failure => ({
  code: 'permission',
  reached: 'no',
  repeatable: false,
  message: `The response contains a file URL ${what}`,
  todo: "Check the account's base URL; only a vendor or sandbox inside the private network may link to such files.",
});

/**
 * Opens a file at a third-party URL and follows redirects. The parsed and checked form is what is requested, so that clients cannot read the URL
 * differently; the client checks the addresses that a name resolves to when it connects.
 */
const open = async (url: string, source: Source, ports: FilePorts): Promise<HttpReply> => {
  const base = ports.addresses.read(source.baseUrl);
  const publicOnly = base === undefined || !isOwnNetwork(base.host);
  const first = ports.addresses.read(url);
  if (!first) throw source.fail(notFetched(`that is neither http nor https and is not downloaded: ${shown(url)}.`));
  let address: Address = first;
  for (let hop = 0; hop <= BOUNDS.redirects.most; hop++) {
    const inside = notFetched(`inside a private network, which is not downloaded: ${address.shown.slice(0, 80)}.`);
    if (publicOnly && networkOf(address.host) !== 'public') throw source.fail(inside);
    const reply = await ports
      .unauthenticated(
        {
          method: 'GET',
          url: address.href,
          headers: { 'accept-encoding': 'identity' },
          reply: 'stream',
          timeoutMs: source.timeoutMs,
          ...(publicOnly && { publicOnly }),
        },
        ports.signal,
      )
      .catch((error: unknown) => {
        throw error instanceof TransportError && error.code === 'permission' ? source.fail(inside) : error;
      });
    const location = locationIn(reply.headers);
    if (!LEADS_ON.includes(reply.status) || reply.headers.location === undefined) return reply;
    const next: Address | undefined = location === undefined ? undefined : ports.addresses.read(location, address.href);
    if (next === undefined) {
      throw source.fail({
        code: 'format',
        reached: 'yes',
        status: reply.status,
        message: `The file ${nameOf(url)} is redirected (HTTP ${reply.status}) to an invalid URL: '${shown(reply.headers.location)}'.`,
        todo: 'Request the report again later; if the problem persists, contact the vendor.',
      });
    }
    address = next;
  }
  throw source.fail({
    code: 'unavailable',
    reached: 'yes',
    message: `The file ${nameOf(url)} is redirected more than ${BOUNDS.redirects.most} times.`,
    todo: 'Request the report again later.',
  });
};

/** What identifies a version of an answer's file; taken from the answer to a full request, so that like is compared with like. */
interface Version {
  readonly url: string;
  readonly headers: HttpReply['headers'];
}

/** Whether two answers declare different content. The same content may have other validators at another URL. */
const saysOther = (first: Version, now: Version): boolean => {
  const differs = (name: string): boolean => first.headers[name] !== undefined && now.headers[name] !== undefined && first.headers[name] !== now.headers[name];
  const isPackedAlike = first.headers['content-encoding'] === now.headers['content-encoding'];
  return (
    (isPackedAlike && differs('content-length')) || (first.url === now.url && (differs('etag') || (now.headers.etag === undefined && differs('last-modified'))))
  );
};

/**
 * The complete bytes of part `part`: an expired URL is renewed, and a broken download is resumed. What was already passed on is read again, compared
 * and skipped; if it has changed, the file fails with `format`.
 */
export async function* partBytes(part: number, urls: { now: readonly string[] }, source: Source, ports: FilePorts): AsyncGenerator<Uint8Array> {
  if (source.content !== undefined) {
    yield utf8Bytes(source.content);
    return;
  }
  const checks = source.pending?.checks();
  let handedOn = 0;
  const sum = new ByteSum();
  let first: Version | undefined;
  let refreshed = false;
  let waits = waitsFor(source.patience, () => ports.random());
  const changed = (url: string): CampaignError =>
    source.fail({
      code: 'format',
      reached: 'yes',
      message: `The file ${nameOf(url)} changed while it was being read: the download was interrupted after ${handedOn} bytes, and the file is a different one now.`,
      todo: 'Download it again from the start. The part that was already output belongs to the earlier file.',
    });
  for (;;) {
    const url = urls.now[part]!;
    let failure: Failure;
    try {
      const reply = await open(url, source, ports);
      if (reply.stream && reply.status === 200) {
        if (handedOn === 0) checks?.ready();
        const version = { url, headers: reply.headers };
        if (handedOn === 0) first = version;
        else if (saysOther(first!, version)) throw changed(url);
        let seen = 0;
        const skipped = new ByteSum();
        for await (const chunk of reply.stream) {
          const left = Math.min(chunk.length, Math.max(0, handedOn - seen));
          seen += chunk.length;
          if (left > 0) skipped.add(chunk.subarray(0, left));
          // Compared as soon as all of them have arrived, before anything after them is passed on.
          if (left > 0 && seen >= handedOn && !skipped.equals(sum)) throw changed(url);
          if (left === chunk.length) continue;
          const fresh = left === 0 ? chunk : chunk.subarray(left);
          sum.add(fresh);
          handedOn = seen;
          yield fresh;
        }
        const promised = reply.isUnpacked ? Number.NaN : Number(reply.headers['content-length'] ?? Number.NaN);
        // Complete, but shorter than what was passed on.
        if (seen < handedOn && !(seen < promised)) throw changed(url);
        if (Number.isNaN(promised) || seen >= promised) return;
        failure = {
          code: 'unavailable',
          reached: 'yes',
          message: `The file ${nameOf(url)} ended after ${seen} of ${promised} bytes.`,
          todo: 'Request the report again later.',
        };
      } else if (source.pending?.statuses.includes(reply.status) && handedOn === 0) {
        const what = `The file ${nameOf(url)} is not available yet (HTTP ${reply.status}).`;
        if (!(await checks!.next(what))) {
          throw source.fail({
            code: 'notReady',
            reached: 'yes',
            status: reply.status,
            message: `${what} It was requested for ${sayDuration(source.pending.longestMs)}.`,
            todo: 'Allow a longer wait. A file that takes much longer than usual may be too large for a download link; check whether the vendor sent an email.',
          });
        }
        waits = waitsFor(source.patience, () => ports.random());
        continue;
      } else if (reply.status < 300) {
        failure = {
          code: 'format',
          reached: 'yes',
          status: reply.status,
          message: `The file ${nameOf(url)} is not available: HTTP ${reply.status} contains no file.`,
          todo: 'Request the report again later.',
          repeatable: false,
        };
      } else if ((reply.status === 403 || reply.status === 404) && !refreshed && !source.pending) {
        refreshed = true;
        urls.now = await source.refresh();
        if (part < urls.now.length) continue;
        failure = {
          code: 'notFound',
          reached: 'yes',
          status: reply.status,
          message: `The file ${nameOf(url)} is gone, and the new response contains fewer files.`,
          todo: 'Request the report again.',
          repeatable: false,
        };
      } else {
        const isLimited = reply.status === 429;
        const gone = reply.status < 500 && !isLimited;
        const wait = retryAfter(reply.headers, ports.now());
        failure = {
          code: isLimited ? 'rateLimited' : gone ? 'notFound' : 'unavailable',
          reached: 'yes',
          status: reply.status,
          message: `The file ${nameOf(url)} could not be downloaded: HTTP ${reply.status}.`,
          todo: gone ? 'Request the report again; its links expire after a while.' : 'Request the report again later.',
          ...(gone && { repeatable: false }),
          ...(wait !== undefined && { retryAfterMs: wait }),
        };
      }
    } catch (error) {
      if (error instanceof CampaignError || ports.signal?.aborted) throw error;
      const why = error instanceof TransportError || error instanceof Error ? error.message : String(error);
      failure = {
        code: 'unavailable',
        reached: 'yes',
        message: `The download of ${nameOf(url)} was interrupted after ${handedOn} bytes: ${why}.`,
        todo: 'Request the report again later.',
      };
    }
    const wait = failure.repeatable === false ? undefined : waits.next(failure);
    if (wait === undefined) throw source.fail(failure);
    ports.log('info', `${failure.message} Resuming in ${Math.round(wait)} ms.`);
    await ports.sleep(wait, ports.signal);
  }
}

/**
 * Handles empty parts, which lack even a header line. According to the documents, every file that a vendor names contains a table. If others do, an
 * empty one may mean nobody, and the user is warned; if none does, the answer is not usable.
 * @returns a function to call for each empty part; it throws for the last one if all are empty
 */
export const nothingIn = ({ urls, fail }: Source, ports: Pick<FilePorts, 'log'>): ((part: number) => void) => {
  let empty = 0;
  return (part) => {
    empty++;
    if (empty === urls.length) {
      throw fail({
        code: 'format',
        reached: 'yes',
        message: `The ${urls.length === 1 ? `file ${nameOf(urls[0]!)} is` : `${urls.length} files are`} empty: there is not even a header line.`,
        todo: 'Request the report again later; the vendor may have changed its format.',
      });
    }
    ports.log(
      'warn',
      `The file ${nameOf(urls[part]!)}, number ${part + 1} of ${urls.length}, is empty: it does not even have a header line. The result contains everything in the other files.`,
    );
  };
};

/** The bytes of all parts, concatenated unchanged. */
export async function* wholeOf(source: Source, ports: FilePorts): AsyncGenerator<Uint8Array> {
  const urls = { now: source.urls };
  for (let part = 0; part < source.urls.length; part++) {
    let isEmpty = true;
    for await (const chunk of partBytes(part, urls, source, ports)) {
      isEmpty &&= chunk.length === 0;
      yield chunk;
    }
    if (isEmpty) throw source.fail(noBytes(source.urls[part]!));
  }
}

/** An archive is never zero bytes long. */
export const noBytes = (url: string): Failure => ({
  code: 'format',
  reached: 'yes',
  message: `The file ${nameOf(url)} is empty: it has 0 bytes.`,
  todo: 'Ask for it again later.',
});
