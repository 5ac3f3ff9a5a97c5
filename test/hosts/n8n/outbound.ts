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

/** Lets a server of the test's stand at public addresses, for n8n's own client, until mocks are restored. */
export const standIn = (places: Readonly<Record<string, string>>): void => {
  const outbound = Container.get(OutboundHttp);
  const { requests } = outbound;
  jest.spyOn(outbound, 'requests').mockImplementation((given) => {
    const own = requests.call(outbound, given);
    return {
      ...own,
      request: (options) => {
        const [place, url] = Object.entries(places).find(([each]) => (options.baseURL ?? options.url).startsWith(each)) ?? ['', ''];
        const { baseURL } = options;
        return own.request({ ...options, ...(baseURL === undefined ? { url: options.url.replace(place, url) } : { baseURL: baseURL.replace(place, url) }) });
      },
    };
  });
};
