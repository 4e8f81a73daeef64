import { isIP } from 'node:net';

export type UrlProblem =
  | 'url.invalid'
  | 'url.not_https'
  | 'url.credentials'
  | 'url.fragment'
  | 'url.port'
  | 'url.address'
  | 'url.inside_name';

const words: Record<UrlProblem, string> = {
  'url.invalid': 'This is no complete address: write https://name/path.',
  'url.not_https': 'The address must begin with https://.',
  'url.credentials': 'The address must hold no user name and no password: messages are signed.',
  'url.fragment': 'The address must have no part after #.',
  'url.port': 'Only the ports 443 and 8443 are sent to.',
  'url.address': 'Write the name of the server, not its number.',
  'url.inside_name': 'This name is not one of the public internet.',
};

/** Names that mean something inside of a network only (RFC 6761, RFC 6762, RFC 8375, RFC 9476, and what data centres use). */
const insideNames = [
  'localhost',
  'local',
  'internal',
  'intranet',
  'lan',
  'home.arpa',
  'invalid',
  'test',
  'onion',
  'alt',
];

const isLoopbackHost = (host: string) => host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

/**
 * May messages be sent to this address? What it is written as; where its name leads is asked at each attempt (src/sender/public-address.ts).
 * @param demonstration lets through http and any port to this machine itself, so that somebody can try it
 * @returns the address in its one spelling (names in ASCII, IDNA), or what is wrong with it
 */
export function allowedUrl(
  text: string,
  demonstration: boolean,
): { url: string } | { problem: UrlProblem; message: string } {
  const refuse = (problem: UrlProblem) => ({ problem, message: words[problem] });
  if (!URL.canParse(text)) return refuse('url.invalid');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return refuse('url.credentials');
  if (url.hash !== '') return refuse('url.fragment');
  if (demonstration && /^https?:$/.test(url.protocol) && isLoopbackHost(url.hostname)) return { url: url.href };
  if (url.protocol !== 'https:') return refuse('url.not_https');
  if (!['', '8443'].includes(url.port)) return refuse('url.port');
  // Also 0x7f.1 and 2130706433: the parser has turned them into dotted numbers.
  if (url.hostname.startsWith('[') || isIP(url.hostname) !== 0) return refuse('url.address');
  const name = url.hostname.replace(/\.$/, '');
  const inside = insideNames.some((end) => name === end || name.endsWith(`.${end}`));
  if (inside || !name.includes('.')) return refuse('url.inside_name');
  return { url: url.href };
}
