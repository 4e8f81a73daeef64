import { describe, expect, it } from '@jest/globals';
import { networkOf } from './networks.js';

describe('the network of an address', () => {
  it.each([
    ['192.0.2.77', '192.0.2.0/24'],
    ['::ffff:192.0.2.77', '192.0.2.0/24'],
    ['::FFFF:192.0.2.77', '192.0.2.0/24'],
    ['2001:db8:cafe:1::5', '20010db8cafe/48'],
    ['2001:0DB8:CAFE:ffff:1:2:3:4', '20010db8cafe/48'],
    ['2001:db8::1', '20010db80000/48'],
    ['2001::cafe:2:3:4:5:6', '20010000cafe/48'],
    ['::1', '000000000000/48'],
    ['fe80::1%eth0', 'fe8000000000/48'],
    ['::', '000000000000/48'],
    ['64:ff9b::192.0.2.1', '0064ff9b0000/48'],
    ['', 'unknown'],
    ['athar', 'unknown'],
    ['192.0.2', 'unknown'],
  ])('%s is in %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
