import { Credentials } from 'n8n-core';
import {
  ICredentialsHelper,
  type ICredentialDataDecryptedObject,
  type ICredentials,
  type ICredentialType,
  type IHttpRequestHelper,
  type IHttpRequestOptions,
  type INode,
  type INodeCredentialsDetails,
  type INodeProperties,
  type IRequestOptionsSimplified,
  type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

/** Credentials as n8n keeps them: what preAuthentication gave is stored, and handed out with the next request. */
export class Accounts extends ICredentialsHelper {
  constructor(
    readonly types: Readonly<Record<string, ICredentialType>>,
    /** By credential id. */
    readonly stored: Record<string, ICredentialDataDecryptedObject>,
  ) {
    super();
  }

  private type(name: string): ICredentialType {
    return this.types[name]!;
  }

  getParentTypes(): string[] {
    return [];
  }

  isCredentialUsableByNode(): boolean {
    return true;
  }

  async authenticate(
    data: ICredentialDataDecryptedObject,
    name: string,
    options: IHttpRequestOptions | IRequestOptionsSimplified,
  ): Promise<IHttpRequestOptions> {
    const { authenticate } = this.type(name);
    return typeof authenticate === 'function' ? await authenticate(data, options as IHttpRequestOptions) : (options as IHttpRequestOptions);
  }

  /** After `preAuthentication` in n8n's `credentials-helper.js`. */
  async preAuthentication(
    helpers: IHttpRequestHelper,
    data: ICredentialDataDecryptedObject,
    name: string,
    node: INode,
    expired: boolean,
  ): Promise<ICredentialDataDecryptedObject | undefined> {
    const type = this.type(name);
    const token = type.properties.find((property) => property.type === 'hidden' && property.typeOptions?.expirable)?.name;
    if (token === undefined || !type.preAuthentication || (data[token] !== '' && !expired)) return undefined;
    const fresh = (await type.preAuthentication.call(helpers, data)) as ICredentialDataDecryptedObject;
    if (fresh[token] === undefined) return undefined;
    await this.updateCredentials(node.credentials![name]!, name, fresh);
    return Object.assign(data, fresh);
  }

  async runPreAuthentication(): Promise<undefined> {
    return undefined;
  }

  async getCredentials({ id, name }: INodeCredentialsDetails, type: string): Promise<ICredentials> {
    return new Credentials({ id, name }, type);
  }

  async getDecrypted(_additional: IWorkflowExecuteAdditionalData, { id }: INodeCredentialsDetails, type: string): Promise<ICredentialDataDecryptedObject> {
    const defaults = Object.fromEntries(this.type(type).properties.map((property) => [property.name, property.default]));
    return { ...(defaults as ICredentialDataDecryptedObject), ...this.stored[id!] };
  }

  async updateCredentials({ id }: INodeCredentialsDetails, _type: string, data: ICredentialDataDecryptedObject): Promise<void> {
    this.stored[id!] = { ...this.stored[id!], ...data };
  }

  async updateCredentialsOauthTokenData(): Promise<void> {
    throw new Error('No OAuth here');
  }

  getCredentialsProperties(type: string): INodeProperties[] {
    return this.type(type).properties;
  }
}
