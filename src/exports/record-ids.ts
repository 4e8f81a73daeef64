import type { KeyRing } from '../keys/key-ring.js';

/**
 * Ids under which one recipient knows persons: a domain, a slash and 43 letters of HMAC-SHA-256 over recipient and id. The same person has the same id in
 * every file and feed for one recipient, and another one for each other recipient: a file that got lost tells whose it was, and two recipients cannot put
 * theirs together by ids.
 */
export class RecordIds {
  private readonly domain: string;

  /** @param origin of this service: its name is the domain of the ids */
  constructor(
    private readonly ring: KeyRing,
    origin: string,
    private readonly recipientId: string,
  ) {
    this.domain = domainOf(origin);
  }

  person(id: string): string {
    return this.of('record', id);
  }

  /** Of the note that stands with the person. */
  note(id: string): string {
    return this.of('note', id);
  }

  private of(what: 'record' | 'note', id: string): string {
    return `${this.domain}/${this.ring.mac('export', what, this.recipientId, id).toString('base64url')}`;
  }
}

/** The name of the service. An address in numbers of IPv6 cannot stand in an id of PFIF. */
export function domainOf(origin: string): string {
  const { hostname } = new URL(origin);
  return hostname.startsWith('[') ? 'localhost' : hostname;
}
