import type { IExecuteFunctions, IHttpRequestOptions, ILoadOptionsFunctions, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

/** Where a node runs: an execution, the editor that fills a picker, the call that resumes an execution, or a trigger's poll. */
export type Host = IExecuteFunctions | ILoadOptionsFunctions | IWebhookFunctions | IPollFunctions;

/** n8n's HTTP helper, with or without an account's credentials. */
export type Client = (options: IHttpRequestOptions) => Promise<unknown>;
