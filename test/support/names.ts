import dns, { type LookupAddress } from 'node:dns';
import { isIPv6 } from 'node:net';

/**
 * Lets names stand for addresses, for whoever looks them up in this process, until the test is over. Names that are not given are looked up as
 * always.
 */
export const nameServer = (names: Readonly<Record<string, readonly string[]>>): void => {
  const found = (host: string): LookupAddress[] | undefined => names[host]?.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  const { lookup } = dns;
  jest.spyOn(dns, 'lookup').mockImplementation(((host: string, ...rest: unknown[]) => {
    const all = found(host);
    if (!all) return (lookup as unknown as (...given: unknown[]) => void)(host, ...rest);
    const callback = rest.at(-1) as (error: null, address: unknown, family?: number) => void;
    const [options] = rest as [{ readonly all?: boolean }];
    process.nextTick(() => (options.all ? callback(null, all) : callback(null, all[0]!.address, all[0]!.family)));
  }) as never);
  const asked = dns.promises.lookup;
  jest.spyOn(dns.promises, 'lookup').mockImplementation((async (host: string, options: { readonly all?: boolean }) => {
    const all = found(host);
    if (!all) return await asked(host, options as never);
    return options.all ? all : all[0];
  }) as never);
};
