import {
  asksAgain,
  asksInVain,
  brokenOff,
  comesBack,
  follows,
  listens,
  lookedUp,
  none,
  notUnderstood,
  refreshes,
  refused,
  refusedTwice,
  renews,
  renewsInVain,
  repeats,
  unknown,
  unreached,
  waits,
  type Cell,
} from './cells.ts';
import type { FaultName } from './faults.ts';

/** The columns: what a request is there for, by which it follows what a second one would do. */
export const classes = {
  read: 'Read',
  list: 'Page of a list',
  poll: 'Poll of a trigger',
  signIn: 'Sign-in',
  reportPart: 'File of a report',
  exportFile: 'File of an export',
  idempotent: 'Change that may be repeated',
  once: 'Create a draft',
  send: 'Send',
  upload: 'CSV upload',
} as const;

export type ClassName = keyof typeof classes;

type Row = Readonly<Record<ClassName, Cell>>;

/** The same for all, but for those that are named. */
const all = (cell: Cell, others: Partial<Row> = {}): Row => ({
  read: cell,
  list: cell,
  poll: cell,
  signIn: cell,
  reportPart: cell,
  exportFile: cell,
  idempotent: cell,
  once: cell,
  send: cell,
  upload: cell,
  ...others,
});

/** What must not be made twice, and no answer tells what became of it. */
const lost = { once: lookedUp, send: unknown, upload: unknown } as const;

/** A 2xx that is not what the document promises. A sign-in then has no token, which is a matter of the account. */
const odd = all(notUnderstood, { ...lost, signIn: refused('authentication') });

/** The API answers itself, or its base URL is wrong: a password or a message goes nowhere else. Files are where the vendor says. */
const moved = all(notUnderstood, { ...lost, reportPart: follows, exportFile: follows });

const NO_BODY = none('The request has no body.');
const forbidden = refused('permission', 'authentication');

/**
 * What must happen when something goes wrong, by what goes wrong and by what the request is there for. It follows from two rules. A request that
 * may reach people, or makes a thing, is accepted (documented and understood), refused (documented, or 4xx), or its outcome is unknown; only a
 * refusal may be sent again. A request that does no harm twice is repeated where that can help. Tests are made from this table in both hosts
 * (`n8n.test.ts`, `nodeRed.test.ts`), and so is that of docs/sending.md.
 */
export const table: Readonly<Record<FaultName, Row>> = {
  limitSeconds: all(waits),
  limitDate: all(waits),
  limitReset: all(waits),
  limitGarbage: all(waits),
  limitHour: all(comesBack),
  error500: all(repeats, lost),
  page502: all(repeats, lost),
  error503: all(repeats, lost),
  nobody: all(unreached),
  resetBefore: all(repeats, lost),
  resetAfter: all(repeats, lost),
  brokenUpload: all(NO_BODY, {
    signIn: none('The body is a single piece.'),
    once: none('The body is a single piece.'),
    send: none('The body is a single piece.'),
    upload: brokenOff,
  }),
  silenceBefore: all(repeats, lost),
  silenceAfter: all(repeats, lost),
  cut: all(repeats, lost),
  malformed: odd,
  empty: odd,
  foreign: odd,
  noContent: odd,
  accepted202: odd,
  drip: all(listens),
  moved301: moved,
  found302: moved,
  kept307: moved,
  unauthorizedOnce: all(renews, { signIn: refused('authentication'), reportPart: refused('notFound'), exportFile: refused('notFound') }),
  unauthorized: all(renewsInVain, { signIn: refused('authentication'), reportPart: refused('notFound'), exportFile: refused('notFound') }),
  forbiddenOnce: all(forbidden, { reportPart: refreshes, exportFile: asksAgain }),
  notFound: all(refused('notFound'), { signIn: refusedTwice('notFound'), reportPart: refusedTwice('notFound'), exportFile: asksInVain }),
  tooLargeEarly: all(refused('rejected', 'validation', 'authentication'), {
    read: NO_BODY,
    list: NO_BODY,
    poll: NO_BODY,
    reportPart: NO_BODY,
    exportFile: NO_BODY,
    idempotent: NO_BODY,
  }),
};
