/** Upper bounds on everything the pack accepts from outside. The table in docs/large-files.md is generated from these. */
export interface Bound {
  /** What is bounded, as worded in the documents. */
  readonly what: string;
  readonly most: number;
  /** `bytes`, `ms`, or the name of what is counted. */
  readonly unit: string;
  /** What happens above the bound; one sentence. */
  readonly beyond: string;
}

const bounds = <const B extends Readonly<Record<string, Bound>>>(all: B): B => all;

export const BOUNDS = bounds({
  redirects: { what: 'Redirects of a download', most: 3, unit: 'redirects', beyond: 'The download fails.' },
  answerBytes: {
    what: 'Unpacked size of an API response',
    most: 64_000_000,
    unit: 'bytes',
    beyond: 'The request fails with `format`; if the request may have sent something, the outcome is unknown. Files have no such limit.',
  },
  answerMs: {
    what: 'Time for an API response to arrive, from its headers on',
    most: 5 * 60_000,
    unit: 'ms',
    beyond: 'It counts as no answer. Files may take any amount of time, as long as data keeps arriving.',
  },
  answerDepth: { what: 'Nesting depth of a response', most: 500, unit: 'levels', beyond: 'The response counts as not understood.' },
  refusalBytes: { what: 'What is read of an error response', most: 100_000, unit: 'bytes', beyond: 'The rest is ignored.' },
  samePages: {
    what: 'Consecutive pages that contain only what earlier pages of the list contained',
    most: 5,
    unit: 'pages',
    beyond: 'The list fails with `format`, because it may be incomplete.',
  },
  sameRows: {
    what: 'Rows of such pages if nothing distinguishes identical rows',
    most: 1_000,
    unit: 'rows',
    beyond: 'Likewise; fewer are treated as rows that happen to be identical.',
  },
  preflightRows: {
    what: 'Rows of a list that are read to check a send',
    most: 2_000,
    unit: 'rows',
    beyond: 'Rows further down are not checked.',
  },
  pauseMs: {
    what: 'Time for which a vendor can pause an account',
    most: 24 * 60 * 60_000,
    unit: 'ms',
    beyond: 'The limit is reported, and the next run tries anyway, because a header may be wrong.',
  },
  skewMs: { what: "How far a vendor's clock may differ from ours", most: 60 * 60_000, unit: 'ms', beyond: 'It is not trusted.' },
  accounts: {
    what: 'Accounts for which a process remembers limits, tokens and created IDs',
    most: 1_000,
    unit: 'accounts',
    beyond: 'The oldest is forgotten and signs in again.',
  },
  tokens: {
    what: 'Tokens and signatures of an account that a process remembers in order to mask them',
    most: 16,
    unit: 'tokens',
    beyond: 'The oldest is forgotten; that many newer ones exist by then.',
  },
  madeIds: { what: 'IDs that are remembered as created by an account', most: 10_000, unit: 'IDs', beyond: 'The oldest are forgotten.' },
  watchedRequests: {
    what: 'Requests whose reports one trigger waits for at the same time',
    most: 100,
    unit: 'requests',
    beyond: 'Further ones are rejected; those of a campaign are picked up later.',
  },
  keyBytes: {
    what: 'Each of the up to three lists of keys by which a trigger recognizes rows it has returned',
    most: 16_000,
    unit: 'bytes',
    beyond: 'Rows wait until their moment has passed and no longer needs keys.',
  },
  n8nOnceKeys: {
    what: 'Send-once keys that a node remembers in n8n',
    most: 250_000,
    unit: 'keys',
    beyond: 'Nothing is sent with further keys, and the error says so.',
  },
  nodeRedOnceKeys: {
    what: 'Send-once keys that a node remembers in Node-RED',
    most: 200_000,
    unit: 'keys',
    beyond: 'Nothing is sent with further keys, and the error says so.',
  },
  journeyEntries: {
    what: 'List entries that a process remembers for messages that are resent after a failure, in Node-RED',
    most: 200_000,
    unit: 'entries',
    beyond: 'The oldest runs are forgotten.',
  },
  pickerEntries: {
    what: 'Entries that a picker shows at a time in Node-RED',
    most: 1_000,
    unit: 'entries',
    beyond: 'The rest can be found by typing part of the name.',
  },
  depth: { what: 'Nesting depth of a value', most: 100, unit: 'levels', beyond: 'The item is rejected.' },
  csvRecord: { what: 'A single record in a CSV file or report', most: 1_000_000, unit: 'characters', beyond: 'The file is rejected, with the line number.' },
  exportLine: {
    what: 'A single line in a zipped export',
    most: 16_000_000,
    unit: 'characters',
    beyond: 'Reading stops there with an error that contains the line number.',
  },
  exportDepth: { what: 'Nesting depth of a line in an export', most: 200, unit: 'levels', beyond: 'The line is rejected.' },
});
