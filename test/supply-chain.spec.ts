import { describe, expect, it } from '@jest/globals';
import { filesBelow, textOf } from './support/source-files.js';

interface LockedPackage {
  version?: string;
  resolved?: string;
  integrity?: string;
  license?: string;
  link?: boolean;
  dev?: boolean;
  hasInstallScript?: boolean;
}
const manifest = JSON.parse(textOf('package.json'));
const lock: { lockfileVersion: number; packages: Record<string, LockedPackage> } = JSON.parse(
  textOf('package-lock.json'),
);
const ours = new Set(['', 'web', 'node_modules/athar-web']);
const locked = Object.entries(lock.packages).filter(([path, one]) => !ours.has(path) && !one.link);

describe('what others wrote', () => {
  it('is locked by its hash, and comes from the registry alone', () => {
    expect(locked.length).toBeGreaterThan(200);
    expect(
      locked.filter(([, one]) => !/^sha512-[\w+/]{86}==$/.test(one.integrity ?? '')).map(([path]) => path),
    ).toEqual([]);
    // What comes from a repository or an address of its own says so here; what comes from the registry does not (.npmrc).
    const elsewhere = locked.filter(([, one]) => one.resolved !== undefined);
    expect(elsewhere.map(([path]) => path)).toEqual([]);
  });

  it('is named by one exact version, and no more than 40 packages directly', () => {
    const direct = Object.entries<string>({ ...manifest.dependencies, ...manifest.optionalDependencies });
    expect(direct.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
    expect(direct.length).toBeLessThanOrEqual(40);
  });

  it('runs nothing of its own while it is installed', () => {
    expect(textOf('.npmrc').split('\n')).toContain('ignore-scripts=true');
    for (const step of ['preinstall', 'install', 'postinstall', 'prepare'])
      expect(manifest.scripts).not.toHaveProperty(step);
  });

  it('may be given on under the AGPL', () => {
    const compatible = new Set([
      'MIT',
      'MIT-0',
      'ISC',
      'BSD-2-Clause',
      'BSD-3-Clause',
      '0BSD',
      'Apache-2.0',
      'BlueOak-1.0.0',
      'CC0-1.0',
      'Python-2.0',
      'AGPL-3.0-or-later',
      'MPL-2.0',
      'Unlicense',
      '(MIT OR CC0-1.0)',
      'MIT OR Apache-2.0',
    ]);
    const shipped = locked.filter(([, one]) => !one.dev);
    const others = shipped.filter(([, one]) => !compatible.has(one.license ?? 'none'));
    expect(others.map(([path, one]) => `${path}: ${one.license}`)).toEqual([]);
  });

  it('brings no second HTTP client, XML parser, template engine or spreadsheet reader that nobody decided on', () => {
    const refused =
      /(^|\/)(axios|got|request|superagent|libxmljs2?|xml2js|fast-xml-parser|sax|handlebars|ejs|pug|mustache|nunjucks|xlsx|exceljs|node-serialize|serialize-javascript|jsonwebtoken|ldapjs|memcached|graphql|ws|socket\.io)$/;
    const shipped = locked.filter(([, one]) => !one.dev).map(([path]) => path.replace(/^.*node_modules\//, ''));
    expect(shipped.filter((name) => refused.test(name))).toEqual([]);
  });
});

describe('what must be secret', () => {
  /** Shapes that tokens and keys have; each was seen to match its kind. */
  const shapes: [what: string, shape: RegExp, sample: string][] = [
    [
      'a private key',
      /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[\w+/=]{20}/,
      `-----BEGIN PRIVATE KEY-----\n${'MIIE'.repeat(9)}`,
    ],
    ['a cloud access key', /\b(AKIA|ASIA)[0-9A-Z]{16}\b/, `AKIA${'Q3'.repeat(8)}`],
    ['a token of a code host', /\b(gh[pousr]_[A-Za-z0-9]{36}|glpat-[\w-]{20})/, `ghp_${'a1'.repeat(18)}`],
    ['a token of a registry', /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=\s*\S/, '//registry.example/:_authToken=x'],
    ['a token of a chat or a payment service', /\bxox[abprs]-[\w-]{10,}|\bsk_live_\w{16,}/, `xoxb-${'1'.repeat(12)}`],
    [
      'a signed token',
      /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/,
      `eyJ${'a'.repeat(12)}.eyJ${'a'.repeat(12)}.${'b'.repeat(12)}`,
    ],
    [
      'an address with its password',
      /\b(postgres(ql)?|rediss?|https?):\/\/\w*:(?!\/\/)[\w-]{12,}@/,
      `postgres://a:${'b'.repeat(14)}@c`,
    ],
    [
      'a stored password',
      /\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$[\w+/]{20,}\$[\w+/]{40,}/,
      `$argon2id$v=19$m=19456,t=2,p=1$${'a'.repeat(22)}$${'b'.repeat(43)}`,
    ],
  ];

  it('stands in no file of the project', () => {
    for (const [what, shape, sample] of shapes) expect([what, shape.test(sample)]).toEqual([what, true]);
    const files = filesBelow().filter((path) =>
      /\.(m?[jt]sx?|json|md|sql|ya?ml|sh|tsv|txt|html|css)$|\/\.|^[.\w]+$/.test(path),
    );
    expect(files).toEqual(expect.arrayContaining(['package-lock.json', 'docker-compose.yml', '.npmrc', 'Dockerfile']));
    const found = files
      .filter((path) => path !== 'test/supply-chain.spec.ts')
      .flatMap((path) => {
        const text = textOf(path);
        return shapes.filter(([, shape]) => shape.test(text)).map(([what]) => `${path}: ${what}`);
      });
    expect(found).toEqual([]);
  });

  it('never comes into the repository or an image by mistake', () => {
    const ignored = textOf('.gitignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.athar/', 'node_modules/', 'dist/', '*.log']));
    expect(textOf('.dockerignore').split('\n')).toEqual(
      expect.arrayContaining(['.git', '.athar', '.env', 'test', 'docs']),
    );
    expect(filesBelow().filter((path) => /(^|\/)\.env($|\.)|\.(pem|key|p12|pfx|keystore)$/.test(path))).toEqual([]);
  });
});

describe('the containers', () => {
  const compose = textOf('docker-compose.yml');
  it('run the service without root, without rights and on a file system that it cannot write to', () => {
    const image = textOf('Dockerfile')
      .split(/^FROM /m)
      .at(-1)!;
    expect(image).toMatch(/^USER node$/m);
    expect(image.indexOf('USER node')).toBeLessThan(image.indexOf('ENTRYPOINT'));
    for (const line of ['read_only: true', 'cap_drop: [ALL]', 'security_opt: ["no-new-privileges:true"]'])
      expect(compose).toContain(line);
    expect(compose).not.toMatch(/privileged: true|network_mode: host|docker\.sock|pid: host/);
  });

  it('have no password of ours, and no door but that of the interface on the loopback address', () => {
    const passwords = [...compose.matchAll(/(?:PASSWORD|SECRET|TOKEN)\w*: (.+)$/gm)].map(([, value]) => value);
    expect(passwords.length).toBeGreaterThan(1);
    expect(passwords.filter((value) => !/^\$\{\w+_(PASSWORD|TOKEN):\?[^}]+\}$/.test(value))).toEqual([]);
    const doors = [...compose.matchAll(/^ +- "([^"]*:\d+)"$/gm)].map(([, door]) => door);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as the file has it
    expect(doors).toEqual(['127.0.0.1:${ATHAR_PORT:-3000}:3000']);
  });
});
