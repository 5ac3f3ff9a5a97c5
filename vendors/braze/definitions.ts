import { operation, promisedObjects, type AnyOperation, type JsonObject } from '../../engine';
import { CUSTOM_EVENTS } from './endpoint';
import { onlyToday } from './onlyToday';

/** What is specific to one list of definitions. */
interface Definitions {
  readonly path: string;
  readonly permission: string;
  readonly label: string;
  readonly action: string;
  readonly description: string;
  /** Section of Braze's pages. */
  readonly docs: string;
  /** Member of the answer that holds the rows, which is also what is listed. */
  readonly member: string;
  readonly sample: JsonObject;
}

/** What Braze knows by name since it was first recorded: 50 a page, in the order of the alphabet; the next page is in the `Link` header. */
export const definitionsOf = ({ path, permission, member, docs, sample, ...texts }: Definitions): AnyOperation =>
  operation({
    ...texts,
    docs: `Braze, "${docs}"`,
    onlyWith: onlyToday(`the definitions of ${member}`),
    fields: {},
    retry: 'safe',
    permission,
    quota: CUSTOM_EVENTS,
    returns: 'list',
    paging: { by: 'link' },
    request: () => ({ method: 'GET', path }),
    parse: ({ body }) => ({ rows: promisedObjects(body, member) }),
    sample,
    sampleReply: { message: 'success', [member]: [sample] },
    sampleInputs: [{}, {}],
  });
