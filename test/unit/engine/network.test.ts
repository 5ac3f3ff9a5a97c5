import { networkOf, type Network } from '../../../engine';

/**
 * The first and the last address of each range, and what lies beside them. From IANA's registries of special-purpose addresses, and not from the
 * table under test.
 */
const RANGES: readonly (readonly [range: string, network: Network, first: string, last: string, before?: string, after?: string])[] = [
  ['this network', 'private', '0.0.0.1', '0.255.255.255', undefined, '1.0.0.0'],
  ['10/8', 'private', '10.0.0.0', '10.255.255.255', '9.255.255.255', '11.0.0.0'],
  ['100.64/10', 'private', '100.64.0.0', '100.127.255.255', '100.63.255.255', '100.128.0.0'],
  ['127/8', 'loopback', '127.0.0.0', '127.255.255.255', '126.255.255.255', '128.0.0.0'],
  ['169.254/16', 'private', '169.254.0.0', '169.254.255.255', '169.253.255.255', '169.255.0.0'],
  ['172.16/12', 'private', '172.16.0.0', '172.31.255.255', '172.15.255.255', '172.32.0.0'],
  ['192.0.0/24', 'reserved', '192.0.0.0', '192.0.0.255', '191.255.255.255', '192.0.1.0'],
  ['192.0.2/24, documentation', 'reserved', '192.0.2.0', '192.0.2.255', '192.0.1.255', '192.0.3.0'],
  ['192.88.99/24, relays of 6to4', 'reserved', '192.88.99.0', '192.88.99.255', '192.88.98.255', '192.88.100.0'],
  ['192.168/16', 'private', '192.168.0.0', '192.168.255.255', '192.167.255.255', '192.169.0.0'],
  ['198.18/15, benchmarks', 'reserved', '198.18.0.0', '198.19.255.255', '198.17.255.255', '198.20.0.0'],
  ['198.51.100/24, documentation', 'reserved', '198.51.100.0', '198.51.100.255', '198.51.99.255', '198.51.101.0'],
  ['203.0.113/24, documentation', 'reserved', '203.0.113.0', '203.0.113.255', '203.0.112.255', '203.0.114.0'],
  ['224/4, multicast', 'reserved', '224.0.0.0', '239.255.255.255', '223.255.255.255'],
  ['240/4, and broadcast', 'reserved', '240.0.0.0', '255.255.255.255'],
  ['the unspecified address', 'loopback', '::', '::'],
  ['the same of IPv4', 'loopback', '0.0.0.0', '0.0.0.0'],
  ['::1', 'loopback', '::1', '0:0:0:0:0:0:0:1'],
  ['IPv4-compatible', 'reserved', '::2', '::ffff:ffff'],
  ['local NAT64', 'reserved', '64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff'],
  ['discard', 'reserved', '100::', '100::ffff'],
  ['protocols and Teredo', 'reserved', '2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', '2000:ffff::', '2001:200::'],
  ['2001:db8::/32, documentation', 'reserved', '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db7:ffff::', '2001:db9::'],
  ['6to4', 'reserved', '2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2001:ffff::', '2003::'],
  ['3fff::/20, documentation', 'reserved', '3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff', '3ffe:ffff::', '3fff:1000::'],
  ['outside of 2000::/3', 'reserved', '4000::', '5f00:ffff::'],
  ['fc00::/7', 'private', 'fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fe80::/10', 'private', 'fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fec0::/10, which is given up', 'reserved', 'fec0::', 'feff:ffff::'],
  ['multicast', 'reserved', 'ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
];

it.each(RANGES.map((each) => [each[0], each] as const))('%s', (_, [, network, first, last, before, after]) => {
  for (const each of [first, last]) {
    expect([each, networkOf(each)]).toEqual([each, network]);
    if (each.includes(':')) expect(networkOf(`[${each}]`)).toBe(network);
  }
  for (const each of [before, after]) if (each !== undefined) expect([each, networkOf(each)]).toEqual([each, 'public']);
});

it.each<[string, Network]>([
  ['[::ffff:7f00:1]', 'loopback'],
  ['::ffff:10.0.0.1', 'private'],
  ['[0:0:0:0:0:ffff:a9fe:a9fe]', 'private'],
  ['::ffff:8.8.8.8', 'public'],
  // As an IPv6-only network has the addresses of all the others.
  ['64:ff9b::7f00:1', 'loopback'],
  ['64:ff9b::10.0.0.1', 'private'],
  ['64:ff9b::8.8.8.8', 'public'],
])('what stands for an IPv4 address is where that is: %s is %s', (host, network) => {
  expect(networkOf(host)).toBe(network);
});

it.each<[string, Network]>([
  ['localhost', 'loopback'],
  ['LOCALHOST.', 'loopback'],
  ['a.localhost', 'loopback'],
  ['printer.local', 'private'],
  ['metadata.google.internal', 'private'],
  ['nas.lan', 'private'],
  ['router.home.arpa', 'private'],
  ['box.localdomain', 'private'],
  ['intranet', 'private'],
  ['intranet.', 'private'],
  ['fe80::1%eth0', 'private'],
  ['core.bryj.ai', 'public'],
  ['core.bryj.ai.', 'public'],
  ['xn--bcher-kva.example', 'public'],
  ['my_bucket.s3.eu-west-1.amazonaws.com', 'public'],
  ['local.example', 'public'],
  ['10.example', 'public'],
])('%s is %s', (host, network) => {
  expect(networkOf(host)).toBe(network);
});

it.each([
  '',
  '2130706433',
  '0x7f.1',
  '0177.0.0.0x1',
  '1.2.3',
  '1.2.3.4.5',
  '256.1.1.1',
  '1::2::3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  ':::',
  'g::1',
  'a..example',
  'a b.example',
])('%j, which no client leaves so, is not public', (host) => {
  expect(networkOf(host)).not.toBe('public');
});
