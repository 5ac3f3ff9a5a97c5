import type { AnyVendor, JsonObject } from '../../engine';
import { formStateOf } from '../shared/formState';
import { accountType, SET } from '../shared/outline';
import type { VendorPart } from '../shared/part';
import type { NamesAnswer, NamesRequest, PickAnswer, PickRequest } from '../shared/pickers';
import { migrate } from '../shared/saved';
import { isSecret } from '../shared/secret';
import { chosenAccount } from './accounts';
import type { Ask } from './picker';
import type { EditorNode } from './red';
import { editorText } from './texts';

const valuesOf = (account: EditorNode) => migrate(account as never).values;

/** An account's fields without its secrets, by wire name: limits may depend on the account. */
export const credentialIn = ({ vendor, account: form }: VendorPart, id: string): JsonObject => {
  const account = RED.nodes.node(id);
  const open = form.filter((field) => !isSecret(field));
  const { shown, values } = formStateOf(open, account?.type === accountType(vendor) ? valuesOf(account) : {});
  return Object.fromEntries(shown.map(({ name, wire }) => [wire, values[name]])) as JsonObject;
};

/** Tells the runtime to use a secret as deployed. */
const DEPLOYED = '__PWRD__';

type Failed = Extract<PickAnswer, { readonly ok: false }>;

const failure = (message: string, todo = ''): Failed => ({ ok: false, code: 'unexpected', message, todo });

/** Asks one of the runtime's routes for an account. */
const post = <T>(vendor: AnyVendor, route: string, request: object): Promise<T | Failed> =>
  new Promise((resolve) => {
    $.ajax({
      url: `${RED.settings.apiRootUrl}${SET}/${accountType(vendor)}/${route}`,
      method: 'POST',
      contentType: 'application/json',
      data: JSON.stringify(request),
      success: (answer) => resolve(answer as T),
      error: ({ status, statusText }) => resolve(failure(`${editorText('form.unreachable')} (${status} ${statusText})`)),
    });
  });

/** The names of the properties that the last message of a node had; none if there was no message since Node-RED started. */
export const lastFields = async (vendor: AnyVendor, node: string): Promise<readonly string[]> => {
  const answer = await post<NamesAnswer>(vendor, 'fields', { id: node });
  return answer.ok ? answer.names : [];
};

/** Makes the runtime ask the vendor with the selected account, deployed or not. */
const withAccount = async <T>({ vendor, account: form }: VendorPart, route: string, request: object): Promise<T | Failed> => {
  const id = chosenAccount();
  if (id === '') return failure(editorText('form.noAccount'), editorText('form.chooseAccount'));
  const account = RED.nodes.node(id);
  // An account passed to a subflow is known only at run time.
  if (!account) return failure(editorText('form.unknownAccount'), editorText('form.giveId'));
  const secrets = Object.fromEntries(form.filter(isSecret).map(({ name }) => [name, account.credentials?.[name] ?? DEPLOYED]));
  return await post(vendor, route, { id, values: valuesOf(account), secrets, ...request });
};

/** Looks up the entries of a picker. */
export const askWith =
  (part: VendorPart): Ask =>
  (source, filter) =>
    withAccount<PickAnswer>(part, 'pick', { source, filter } satisfies Partial<PickRequest>);

/** Reads the names of a campaign's variables. */
export const readNamesWith = (part: VendorPart, operation: string, target: string): Promise<NamesAnswer> =>
  withAccount<NamesAnswer>(part, 'names', { operation, target } satisfies Partial<NamesRequest>);
