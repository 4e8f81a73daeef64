import { isIPv4, isIPv6 } from 'node:net';

/**
 * The network that an address belongs to: its first 24 bits for IPv4 (also when written as IPv6, ::ffff:192.0.2.1), its first 48 for IPv6.
 * Addresses themselves are never kept (security.md C16), only keyed hashes of this.
 * @returns for example "192.0.2.0/24" or "20010db8cafe/48"; "unknown" for what is no address
 */
export function networkOf(address: string): string {
  const plain = address.split('%')[0].toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  const ipv4 = mapped ?? plain;
  if (isIPv4(ipv4)) return `${ipv4.split('.').slice(0, 3).join('.')}.0/24`;
  if (!isIPv6(plain)) return 'unknown';
  const [before, after] = plain.split('::');
  const groups = before === '' ? [] : before.split(':');
  // Only the first three groups are looked at: the gap stands for zeros until the groups behind it, of which none is among the first
  // three unless the gap is shorter than that.
  if (after !== undefined) {
    const behind = after === '' ? [] : after.split(':');
    const length = behind.length + (behind.at(-1)?.includes('.') ? 1 : 0);
    while (groups.length + length < 8) groups.push('0');
    groups.push(...behind);
  }
  return `${groups
    .slice(0, 3)
    .map((group) => group.padStart(4, '0'))
    .join('')}/48`;
}
