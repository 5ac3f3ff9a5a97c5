/**
 * Where a host is. `loopback`: this machine. `private`: an internal network. `reserved`: other addresses without public services, or addresses that
 * cannot be classified. `public`: everything else.
 */
export type Network = 'loopback' | 'private' | 'reserved' | 'public';

/** IANA's registries of special-purpose addresses (RFC 6890), and multicast. The first matching range wins. */
const RANGES: readonly (readonly [network: Network, ranges: readonly string[]])[] = [
  // Connecting to the unspecified address reaches this machine.
  ['loopback', ['0.0.0.0/32', '127.0.0.0/8', '::/128', '::1/128']],
  ['private', ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', 'fe80::/10']],
  ['reserved', ['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4']],
  // Protocol assignments including Teredo; documentation; 6to4, which embeds an IPv4 address.
  ['reserved', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']],
  ['public', ['0.0.0.0/0', '2000::/3']],
];

/** IPv6 prefixes with an IPv4 address in the last 32 bits: IPv4-mapped, and NAT64 (RFC 6052). */
const CARRIERS = ['::ffff:0:0/96', '64:ff9b::/96'];

const NAMES: readonly (readonly [network: Network, names: RegExp])[] = [
  ['loopback', /(^|\.)localhost$/],
  // Names outside public DNS: RFC 6762, 8375, and ICANN's `internal`; single-label names are resolved through a search list.
  ['private', /^[^.]+$|\.(local|internal|lan|home\.arpa|localdomain)$/],
  ['public', /^(?!.*\.\.)[a-z0-9_-][a-z0-9._-]*\.[a-z0-9-]*[a-z][a-z0-9-]*$/],
];

/** An address as numbers: four of 8 bits, or eight of 16 bits. */
type Numbers = readonly number[];

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

const ipv4 = (text: string): Numbers | undefined => {
  const numbers = IPV4.test(text) ? text.split('.').map(Number) : [256];
  return numbers.every((each) => each < 256) ? numbers : undefined;
};

const groupsOf = (text: string): number[] =>
  text === '' ? [] : text.split(':').map((each) => (/^[0-9a-f]{1,4}$/.test(each) ? Number.parseInt(each, 16) : NaN));

const ipv6 = (text: string): Numbers | undefined => {
  if (!text.includes(':')) return undefined;
  // The zone index does not affect the address.
  const plain = text.replace(/%.*$/, '').replace(/(?<=:)[\d.]+$/, (tail) => {
    const four = ipv4(tail);
    return four ? `${((four[0]! << 8) | four[1]!).toString(16)}:${((four[2]! << 8) | four[3]!).toString(16)}` : tail;
  });
  const [before = '', after, ...more] = plain.split('::');
  const [head, tail] = [groupsOf(before), groupsOf(after ?? '')];
  const left = 8 - head.length - tail.length;
  if (more.length > 0 || (after === undefined ? left !== 0 : left < 1)) return undefined;
  const groups = [...head, ...Array.from({ length: left }, () => 0), ...tail];
  return groups.some(Number.isNaN) ? undefined : groups;
};

const numbersOf = (text: string): Numbers | undefined => ipv4(text) ?? ipv6(text);

/** Whether an address is in a range such as `10.0.0.0/8`. */
const isIn = (numbers: Numbers, range: string): boolean => {
  const [base = '', bits = ''] = range.split('/');
  const start = numbersOf(base)!;
  if (start.length !== numbers.length) return false;
  const width = start.length === 4 ? 8 : 16;
  return start.every((each, i) => {
    const unlike = Math.max(0, width - Math.max(0, Number(bits) - i * width));
    return each >> unlike === numbers[i]! >> unlike;
  });
};

/** @param host as in {@link Address}, or an address that a name resolved to */
export const networkOf = (host: string): Network => {
  const name = host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.+$/, '');
  const numbers = numbersOf(name);
  // A numeric form that clients would have normalized is not a valid name.
  if (!numbers)
    return /(^|\.)(\d+|0x[0-9a-f]*)$/.test(name) || name.includes(':') ? 'reserved' : (NAMES.find(([, names]) => names.test(name))?.[0] ?? 'reserved');
  if (CARRIERS.some((range) => isIn(numbers, range)))
    return networkOf(
      numbers
        .slice(6)
        .flatMap((each) => [each >> 8, each & 255])
        .join('.'),
    );
  return RANGES.find(([, ranges]) => ranges.some((range) => isIn(numbers, range)))?.[0] ?? 'reserved';
};

/** Whether a host is this machine or in a private network. */
export const isOwnNetwork = (host: string): boolean => ['loopback', 'private'].includes(networkOf(host));
