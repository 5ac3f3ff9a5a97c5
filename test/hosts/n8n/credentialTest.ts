import {
  NodeApiError,
  Workflow,
  type ICredentialDataDecryptedObject,
  type ICredentialType,
  type IHttpRequestOptions,
  type INode,
  type INodeTypes,
} from 'n8n-workflow';
import { OutboundHttp } from './outbound';
import { Container } from './engine';

/** Through n8n's own expressions, as it reads a test's request. */
export const readExpression = (value: unknown, $credentials: object): unknown => {
  const nodeTypes = { getByName: () => undefined, getByNameAndVersion: () => undefined, getKnownTypes: () => ({}) } as unknown as INodeTypes;
  const workflow = new Workflow({ nodes: [], connections: {}, active: false, nodeTypes });
  const node = { id: 'n', name: 'N', type: 't', typeVersion: 1, position: [0, 0], parameters: {} } as INode;
  return workflow.expression.getSimpleParameterValue(node, value as string, 'internal', { $credentials });
};

/**
 * Tests an account as n8n's `credentials-tester.service.js` does: signs in where the type does, attaches the account, sends, and reads the rules as
 * far as n8n's own error still has the answer.
 * @returns what n8n shows; undefined where the account is good
 */
export const testAccount = async (type: ICredentialType, stored: ICredentialDataDecryptedObject): Promise<string | undefined> => {
  const { request, rules = [] } = type.test!;
  const http = Container.get(OutboundHttp).requests();
  const data = { ...stored };
  const read = (value: unknown): unknown => (value === undefined ? undefined : readExpression(value, data));
  try {
    const fresh = await type.preAuthentication?.call({ helpers: { httpRequest: (options: IHttpRequestOptions) => http.request(options) } }, data);
    Object.assign(data, fresh);
    const options = {
      ...request,
      url: read(request.url ?? ''),
      ...(request.baseURL !== undefined && { baseURL: read(request.baseURL) }),
    } as IHttpRequestOptions;
    const { authenticate } = type;
    const answer = (await http.request(typeof authenticate === 'function' ? await authenticate(data, options) : options)) as
      | Record<string, unknown>
      | undefined;
    const said = rules.find((each) => each.type === 'responseSuccessBody' && answer?.[each.properties.key] === each.properties.value);
    return said?.properties.message;
  } catch (error) {
    const { cause, message } = new NodeApiError({ name: '' } as INode, error as never);
    const status = (cause as { response?: { status?: number } } | undefined)?.response?.status;
    const rule = rules.find((each) => each.type === 'responseCode' && each.properties.value === status);
    return rule ? rule.properties.message : message;
  }
};
