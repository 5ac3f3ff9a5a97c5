import { blocks, code, plain, table } from './markdown.mts';
import { choicesOf } from './fields.mts';
import type { AnyVendor, Known } from './types.mts';

/** The statuses with which vendors refuse. */
const STATUSES = [400, 401, 402, 403, 404, 409, 413, 429, 500] as const;
const SIGN_IN = 'signIn';

/** A pattern of a vendor's message as a person reads it: alternatives apart, what varies as dots. */
export const wordsOf = ({ source }: RegExp): string =>
  source
    .replace(/\((\w+ )\)\?/g, '$1')
    .replace(/\(([^()]*)\)/g, (_, inner: string) => inner.replaceAll('|', '/'))
    .split('|')
    .map((each) =>
      code(
        each
          .replace(/^\^|\$$/g, '')
          .replaceAll('.*', '…')
          .replace(/([\w ])\?/g, '$1')
          .replaceAll('\\', ''),
      ),
    )
    .join(' or ');

interface Meaning {
  readonly code: string;
  readonly todo: string;
}

const meaningOf = (vendor: AnyVendor, status: number, operation: string): Meaning | undefined => {
  const failure = vendor.readFailure({ status, headers: {}, body: {} }, operation);
  return failure && { code: failure.code, todo: failure.todo };
};

const same = (one: Meaning | undefined, other: Meaning | undefined): boolean => one?.code === other?.code && one?.todo === other?.todo;

/** The values of an account that nobody has touched, which signs in if the vendor has such accounts. */
const signingIn = ({ credential }: AnyVendor): never =>
  Object.fromEntries(
    Object.entries(credential).flatMap(([name, field]) => {
      const value = choicesOf(field).some((option) => option.value === SIGN_IN) ? SIGN_IN : 'default' in field ? field.default : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  ) as never;

/** What a bare status means, where a vendor's words do not say more; a sign-in apart if it differs. */
const statusRows = (vendor: AnyVendor): readonly (readonly string[])[] => {
  const [resource = '', { operations }] = Object.entries(vendor.resources)[0]!;
  const operation = `${resource}.${Object.keys(operations)[0]}`;
  const signsIn = vendor.auth(signingIn(vendor)).by === 'token';
  const all = STATUSES.flatMap((status) => {
    const plainly = meaningOf(vendor, status, operation);
    const atSignIn = meaningOf(vendor, status, SIGN_IN);
    const shown = status === 500 ? '408, 5xx' : String(status);
    return [
      ...(plainly ? [{ shown, isSignIn: false, meaning: plainly }] : []),
      ...(atSignIn && !same(plainly, atSignIn) && signsIn ? [{ shown, isSignIn: true, meaning: atSignIn }] : []),
    ];
  });
  const meanings = new Map(all.map(({ meaning }) => [`${meaning.code} ${meaning.todo}`, meaning]));
  return [...meanings.values()].map((meaning) => {
    const shownOf = (wanted: boolean): string =>
      all.flatMap(({ shown, isSignIn, meaning: its }) => (isSignIn === wanted && same(its, meaning) ? [shown] : [])).join(', ');
    const [plainly, atSignIn] = [shownOf(false), shownOf(true)];
    return [[plainly, atSignIn && `at sign-in ${atSignIn}`].filter(Boolean).join('; '), code(meaning.code), plain(meaning.todo)];
  });
};

/** The refusals of a vendor: by its words, where its documents have them, and by the status. */
export const errorsText = (vendor: AnyVendor, known: readonly Known[]): string =>
  blocks(
    `What all codes mean, and what to do, is on the page [Errors](../errors.md). ${vendor.label}'s own refusals become these codes:`,
    known.length > 0
      ? table(
          ['If the answer says', 'Code', 'What to do'],
          known.map(({ says, code: meaning, todo }) => [wordsOf(says), code(meaning), plain(todo)]),
        )
      : undefined,
    known.length > 0 ? 'By the HTTP status, if no such words are in the answer:' : undefined,
    table(['HTTP status', 'Code', 'What to do'], statusRows(vendor)),
    'If the request may have sent something, 408 and 5xx end in `outcomeUnknown` instead: see [What an answer means](../sending.md#what-an-answer-means).',
  );
