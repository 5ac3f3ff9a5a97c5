/** The most that the pack takes of anything that others make. They stand in the README, which is made from this table. */
export interface Bound {
  /** What is bounded, as the README says it. */
  readonly what: string;
  readonly most: number;
  /** `bytes`, `ms`, or what is counted. */
  readonly unit: string;
  /** What happens beyond it; one sentence. */
  readonly beyond: string;
}

const bounds = <const B extends Readonly<Record<string, Bound>>>(all: B): B => all;

export const BOUNDS = bounds({
  redirects: { what: 'Redirects of a download', most: 3, unit: 'redirects', beyond: 'The download fails.' },
  answerBytes: {
    what: 'An answer of an API, unpacked',
    most: 64_000_000,
    unit: 'bytes',
    beyond: 'The request fails with `format`; of a request that may have sent something the outcome is unknown. Files have no such limit.',
  },
  answerMs: {
    what: 'The time in which an answer of an API comes, from its head on',
    most: 5 * 60_000,
    unit: 'ms',
    beyond: 'It counts as no answer. Files may take any time, as long as they are not silent.',
  },
  answerDepth: { what: 'Lists and objects inside one another in an answer', most: 500, unit: 'levels', beyond: 'The answer counts as not understood.' },
  refusalBytes: { what: 'What is read of a refusal', most: 100_000, unit: 'bytes', beyond: 'The rest is left out.' },
  samePages: {
    what: 'Pages in a row that bring nothing but what earlier pages of the list brought',
    most: 5,
    unit: 'pages',
    beyond: 'The list fails with `format`, as it may not be complete.',
  },
  sameRows: {
    what: 'Rows of such pages where nothing tells two rows apart that look alike',
    most: 1_000,
    unit: 'rows',
    beyond: 'Likewise; fewer count as rows that happen to look alike.',
  },
  preflightRows: {
    what: 'Rows of a list that are read for the check of a send',
    most: 2_000,
    unit: 'rows',
    beyond: 'What stands further down is not checked.',
  },
  pauseMs: {
    what: 'The time for which a vendor can have an account left alone',
    most: 24 * 60 * 60_000,
    unit: 'ms',
    beyond: 'It is told, and the next run asks all the same: a header may be wrong.',
  },
  skewMs: { what: 'How far the clock of a vendor may be from ours', most: 60 * 60_000, unit: 'ms', beyond: 'It is not believed.' },
  accounts: {
    what: 'Accounts that a process remembers with their limits, their tokens and what they made',
    most: 1_000,
    unit: 'accounts',
    beyond: 'The oldest is forgotten, and signs in anew.',
  },
  tokens: {
    what: 'Tokens and signatures of an account that a process knows, to mask them',
    most: 16,
    unit: 'tokens',
    beyond: 'The oldest is forgotten; there are that many newer ones by then.',
  },
  madeIds: { what: 'IDs that are remembered of what an account made', most: 10_000, unit: 'IDs', beyond: 'The oldest are forgotten.' },
  watchedRequests: {
    what: 'Requests whose reports one trigger waits for at a time',
    most: 100,
    unit: 'requests',
    beyond: 'More are refused; of those of a campaign, taken up later.',
  },
  keyBytes: {
    what: 'Each of the at most three lists of keys by which a trigger knows what it told',
    most: 16_000,
    unit: 'bytes',
    beyond: 'Rows wait until their moment is over and needs no keys.',
  },
  n8nOnceKeys: {
    what: 'Send-once keys that a node remembers in n8n',
    most: 250_000,
    unit: 'keys',
    beyond: 'Nothing is sent under further ones, and the error says so.',
  },
  nodeRedOnceKeys: {
    what: 'Send-once keys that a node remembers in Node-RED',
    most: 200_000,
    unit: 'keys',
    beyond: 'Nothing is sent under further ones, and the error says so.',
  },
  journeyEntries: {
    what: 'Entries of lists that a process remembers for messages that come back after a failure, in Node-RED',
    most: 200_000,
    unit: 'entries',
    beyond: 'The oldest runs are forgotten.',
  },
  pickerEntries: {
    what: 'Entries that a picker shows at once in Node-RED',
    most: 1_000,
    unit: 'entries',
    beyond: 'The rest is found by typing a part of the name.',
  },
  depth: { what: 'Levels of lists and objects inside one another in a value', most: 100, unit: 'levels', beyond: 'The item is refused.' },
  csvRecord: { what: 'One record of a CSV file or report', most: 1_000_000, unit: 'characters', beyond: 'The file is refused, with the line.' },
  exportLine: { what: 'One line of a zipped export', most: 16_000_000, unit: 'characters', beyond: 'Reading ends there, with a failure that names the line.' },
  exportDepth: { what: 'Lists and objects inside each other in a line of an export', most: 200, unit: 'levels', beyond: 'The line is refused.' },
});
