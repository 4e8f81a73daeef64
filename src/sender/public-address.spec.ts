import { describe, expect, it } from '@jest/globals';
import { isPublicAddress, isThisMachine } from './public-address.js';

/** By the registries of IANA (Special-Purpose Addresses), and what data centres answer inside. */
const hostile: Record<string, string[]> = {
  'this machine': ['127.0.0.1', '127.255.255.254', '0.0.0.0', '0.1.2.3', '::1', '::'],
  'a private network (RFC 1918)': ['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.254', '192.168.0.1'],
  'a private network of IPv6 (RFC 4193)': ['fc00::1', 'fd12:3456:789a::1'],
  'the same link': ['169.254.0.1', 'fe80::1', 'fe80::1%eth0', 'febf::1'],
  'a site as it was once (RFC 3879)': ['fec0::1'],
  'metadata of a data centre': ['169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '168.63.129.16', '192.0.0.192'],
  "a carrier's network (RFC 6598)": ['100.64.0.1', '100.127.255.254'],
  'many at once': ['224.0.0.1', '239.255.255.250', '255.255.255.255', 'ff02::1', 'ff0e::1'],
  'IPv4 inside of IPv6, mapped': ['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '::ffff:93.184.216.34'],
  'IPv4 inside of IPv6, compatible or translated': ['::127.0.0.1', '::ffff:0:127.0.0.1', '::a00:1'],
  NAT64: ['64:ff9b::7f00:1', '64:ff9b::a9fe:a9fe', '64:ff9b:1::1', '64:ff9b::5db8:d822'],
  '6to4 and Teredo': ['2002:7f00:1::', '2002:a00:1::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  documentation: ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
  'benchmarks, protocols, reserved': [
    '198.18.0.1',
    '192.0.0.8',
    '192.88.99.1',
    '240.0.0.1',
    '100::1',
    '5f00::1',
    '4000::1',
  ],
  'what is no address': ['', 'localhost', '0177.0.0.1', '0x7f.0.0.1', '2130706433', '127.1', '1.2.3.4.5', 'fe80::1::1'],
};

describe('where a name leads', () => {
  it.each(Object.entries(hostile).flatMap(([what, addresses]) => addresses.map((address) => [address, what])))(
    'nothing is sent to %s (%s)',
    (address) => {
      expect(isPublicAddress(address)).toBe(false);
    },
  );

  it.each([
    '93.184.216.34',
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.1',
    '172.15.255.255',
    '172.32.0.1',
    '192.167.255.255',
    '100.63.255.255',
    '100.128.0.1',
    '169.253.1.1',
    '223.255.255.254',
    '2606:4700:4700::1111',
    '2a00:1450:4001:81b::200e',
  ])('%s is a machine of the public internet', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it('this machine is known for what it is, in a demonstration', () => {
    expect(['127.0.0.1', '::1'].map(isThisMachine)).toEqual([true, true]);
    expect(['10.0.0.1', '::ffff:127.0.0.1', '0.0.0.0', '93.184.216.34', 'x'].map(isThisMachine)).toEqual(
      Array.from({ length: 5 }, () => false),
    );
  });
});
