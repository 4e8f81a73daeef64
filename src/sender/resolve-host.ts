import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isPublicAddress, isThisMachine } from './public-address.js';

export interface Address {
  address: string;
  family: number;
}

/** What a name leads to at this moment. */
export type Resolve = (host: string) => Promise<Address[]>;

/** As this machine resolves names. */
export const resolveHost: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/**
 * The address to connect to. All that a name leads to are looked at: one among them that is not public makes the name one that is not sent to,
 * because the order in which they come is the other side's choice.
 * @param host as in a URL; an IPv6 address in brackets
 * @param thisMachine lets through addresses of this machine: in a demonstration
 * @returns null for one that nothing is sent to
 * @throws the resolver's error when the name leads nowhere
 */
export async function checkedAddress(host: string, resolve: Resolve, thisMachine: boolean): Promise<Address | null> {
  const plain = host.replace(/^\[|\]$/g, '');
  const family = isIP(plain);
  const found = family === 0 ? await resolve(plain) : [{ address: plain, family }];
  const allowed = found.every(({ address }) => isPublicAddress(address) || (thisMachine && isThisMachine(address)));
  return allowed ? (found[0] ?? null) : null;
}
