import ipaddr from 'ipaddr.js';

/** Public by its number, and a service inside of a data centre all the same: Azure's WireServer. */
const insideDataCentres = new Set(['168.63.129.16']);

/**
 * Is this the address of a machine of the public internet? Asked at each attempt about the very address that is connected to, so that a name
 * that leads elsewhere a moment later (DNS rebinding) leads nowhere. Everything is refused that is not known to be public: what is private,
 * this machine, this link, a carrier's network, for many, for documentation, reserved (IANA Special-Purpose Address Registries, RFC 6890),
 * and every IPv6 address that carries an IPv4 address inside (mapped, 6to4, Teredo, NAT64), because it leads where that one does.
 */
export function isPublicAddress(address: string): boolean {
  // ipaddr.js reads 0177.1 as well: only the one plain spelling that a resolver gives is an address here.
  if (address.includes('%') || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast' || insideDataCentres.has(parsed.toString())) return false;
  if (parsed.kind() === 'ipv4') return ipaddr.IPv4.isValidFourPartDecimal(address);
  // 2000::/3 is all that is given out (RFC 4291, 2.4). Outside of it lie NAT64's prefixes and what is not assigned.
  return ((parsed as ipaddr.IPv6).parts[0] & 0xe000) === 0x2000;
}

/** This machine itself: allowed in a demonstration only. */
export const isThisMachine = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.parse(address).range() === 'loopback';
