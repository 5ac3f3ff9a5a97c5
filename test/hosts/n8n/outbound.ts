import type { IHttpRequestOptions } from 'n8n-workflow';
import { Container } from './engine';

interface Requests {
  request(options: IHttpRequestOptions): Promise<unknown>;
}
interface Outbound {
  requests(options?: unknown): Requests;
}

export const { OutboundHttp } = jest.requireActual<{ OutboundHttp: new () => Outbound }>(
  require.resolve('@n8n/backend-network', { paths: [require.resolve('n8n-core')] }),
);

/** Lets n8n's own client send something else than it is asked to, until mocks are restored. */
const instead = (change: (options: IHttpRequestOptions) => IHttpRequestOptions): void => {
  const outbound = Container.get(OutboundHttp);
  const { requests } = outbound;
  jest.spyOn(outbound, 'requests').mockImplementation((given) => {
    const own = requests.call(outbound, given);
    return { ...own, request: (options) => own.request(change(options)) };
  });
};

/** Lets a server of the test's stand at public addresses, for n8n's own client, until mocks are restored. */
export const standIn = (places: Readonly<Record<string, string>>): void =>
  instead((options) => {
    const [place, url] = Object.entries(places).find(([each]) => (options.baseURL ?? options.url).startsWith(each)) ?? ['', ''];
    const { baseURL } = options;
    return { ...options, ...(baseURL === undefined ? { url: options.url.replace(place, url) } : { baseURL: baseURL.replace(place, url) }) };
  });

/**
 * n8n's client as n8n-core 2.0.0 has it, until mocks are restored: `convertN8nRequestToAxios` takes whatever is said of statuses for "none is an error".
 */
export const asInOldest = (): void => instead((options) => ({ ...options, ignoreHttpStatusErrors: Boolean(options.ignoreHttpStatusErrors) }));
