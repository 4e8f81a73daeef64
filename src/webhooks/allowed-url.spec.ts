import { describe, expect, it } from '@jest/globals';
import { allowedUrl } from './allowed-url.js';

const problemOf = (text: string, demonstration = false) => {
  const result = allowedUrl(text, demonstration);
  return 'problem' in result ? result.problem : null;
};

describe('an address that messages are to be sent to', () => {
  it.each([
    ['https://hooks.example.org/athar', 'https://hooks.example.org/athar'],
    ['https://hooks.example.org:8443/a?b=c', 'https://hooks.example.org:8443/a?b=c'],
    ['https://HOOKS.example.org:443', 'https://hooks.example.org/'],
    // Names in other scripts are kept in the one spelling that is looked up (IDNA, UTS 46).
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['https://hooks。example。org/', 'https://hooks.example.org/'],
  ])('%s is taken', (text, url) => {
    expect(allowedUrl(text, false)).toEqual({ url });
  });

  it.each([
    ['hooks.example.org', 'url.invalid'],
    ['https://', 'url.invalid'],
    ['http://hooks.example.org/', 'url.not_https'],
    ['ftp://hooks.example.org/', 'url.not_https'],
    ['file:///etc/passwd', 'url.not_https'],
    ['gopher://hooks.example.org/', 'url.not_https'],
    ['https://user@hooks.example.org/', 'url.credentials'],
    ['https://user:secret@hooks.example.org/', 'url.credentials'],
    ['https://hooks.example.org/#part', 'url.fragment'],
    ['https://hooks.example.org:22/', 'url.port'],
    ['https://hooks.example.org:6379/', 'url.port'],
    ['https://hooks.example.org:80/', 'url.port'],
    ['https://93.184.216.34/', 'url.address'],
    ['https://127.0.0.1/', 'url.address'],
    ['https://2130706433/', 'url.address'],
    ['https://0x7f000001/', 'url.address'],
    ['https://0177.0.0.1/', 'url.address'],
    ['https://127.1/', 'url.address'],
    ['https://①②⑦.⓪.⓪.①/', 'url.address'],
    ['https://[::1]/', 'url.address'],
    ['https://[::ffff:169.254.169.254]/', 'url.address'],
    ['https://localhost/', 'url.inside_name'],
    ['https://localhost./', 'url.inside_name'],
    ['https://anything.localhost/', 'url.inside_name'],
    ['https://metadata.google.internal/', 'url.inside_name'],
    ['https://printer.local/', 'url.inside_name'],
    ['https://router.home.arpa/', 'url.inside_name'],
    ['https://intranet/', 'url.inside_name'],
  ])('%s is refused: %s', (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  it('a demonstration may send to this machine itself, without a certificate and to any port, and to no other', () => {
    for (const text of ['http://127.0.0.1:5555/', 'http://localhost:5555/', 'http://[::1]:5555/', 'https://127.0.0.1/'])
      expect([text, problemOf(text, true)]).toEqual([text, null]);
    expect(problemOf('http://10.0.0.1:5555/', true)).toBe('url.not_https');
    expect(problemOf('http://hooks.example.org/', true)).toBe('url.not_https');
    expect(problemOf('ftp://127.0.0.1/', true)).toBe('url.not_https');
    expect(problemOf('http://user:x@127.0.0.1/', true)).toBe('url.credentials');
  });
});
