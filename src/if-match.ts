import { Problem } from './errors.js';

/**
 * The revision in an If-Match header (RFC 9110, 13.1.1), as our ETags have it: a number in quotes.
 * @throws Problem precondition.missing, precondition.failed
 */
export function seenRevision(ifMatch: string | undefined): number {
  if (ifMatch === undefined) throw new Problem('precondition.missing');
  const seen = /^"(\d{1,9})"$/.exec(ifMatch)?.[1];
  if (!seen) throw new Problem('precondition.failed');
  return Number(seen);
}
