import { operation, type AnyOperation, type Field, type Fields, type JsonObject, type Problem } from '../../engine';
import { promisedStatus } from './accepted';
import { unconfirmed } from './confirm';
import type { Endpoint } from './endpoint';
import { MOST_IN_ONE_REQUEST } from './identifiers';
import { laidOut } from './nonFatal';

/** A switch without which nothing is sent, and why, as the end of a sentence. */
interface Confirmation {
  readonly field: Field & { readonly todo: string };
  readonly what: string;
}

/** What is done to the entries of a list. */
interface CleanUp extends Pick<AnyOperation, 'label' | 'action' | 'description' | 'docs' | 'onlyWith'> {
  readonly endpoint: Endpoint;
  /** Wire name of the list, its field, and what an entry is called in a result. */
  readonly list: string;
  readonly field: Field;
  readonly one: string;
  /** Member of a result that says it is done. */
  readonly done: string;
  readonly confirm?: Confirmation;
  readonly samples: readonly [string, string];
}

/** Endpoints that do one thing to up to 50 addresses or numbers, which may come from several items. */
export const cleanUp = ({ endpoint: { path, permission, quota }, list, field, one, done, confirm, samples, ...texts }: CleanUp): AnyOperation => {
  const fields: Fields = { [list]: field, ...(confirm && { confirm: confirm.field }) };
  const entriesIn = (input: JsonObject): readonly string[] => input[list] as readonly string[];
  const confirmed = confirm && { confirm: true };
  const [first] = samples;
  return operation({
    ...texts,
    fields,
    check: (input): readonly Problem[] => (confirm ? unconfirmed(confirm.field, input.confirm === true, confirm.what) : []),
    retry: 'idempotent',
    permission,
    quota,
    returns: 'object',
    batch: { max: MOST_IN_ONE_REQUEST, splitBy: [list] },
    request: (inputs) => ({ method: 'POST', path, body: { json: { [list]: inputs.flatMap(entriesIn) } } }),
    parse(reply, inputs) {
      const status = promisedStatus(reply);
      return laidOut(
        reply,
        list,
        inputs.map((input) => ({ [one]: entriesIn(input)[0] ?? '', [done]: true, status })),
      );
    },
    sample: { [one]: first, [done]: true, status: 'processed' },
    sampleReply: { message: 'success' },
    sampleInputs: [
      { [list]: [first], ...confirmed },
      { [list]: [...samples], ...confirmed },
    ],
  });
};
