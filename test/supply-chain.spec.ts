import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import {
  billOfMaterials,
  givenOut,
  importedByConsole,
  type LockedPackage,
  type LockFile,
} from './support/bill-of-materials.mjs';
import { filesBelow, textOf } from './support/source-files.js';

const manifest = JSON.parse(textOf('package.json'));
const consoleManifest = JSON.parse(textOf('web/package.json'));
const lock: LockFile = JSON.parse(textOf('package-lock.json'));
const ours = new Set(['', 'web', 'node_modules/athar-web']);
const locked = Object.entries(lock.packages).filter(([path, one]) => !ours.has(path) && !one.link);

interface Bill {
  serialNumber: string;
  metadata: { component: { 'bom-ref': string } };
  components: {
    'bom-ref': string;
    name: string;
    purl: string;
    scope: string;
    hashes?: object[];
    licenses?: object[];
  }[];
  dependencies: { ref: string; dependsOn?: string[] }[];
}

describe('what others wrote', () => {
  it('is locked by its hash, and comes from the registry alone', () => {
    expect(locked.length).toBeGreaterThan(200);
    expect(
      locked.filter(([, one]) => !/^sha512-[\w+/]{86}==$/.test(one.integrity ?? '')).map(([path]) => path),
    ).toEqual([]);
    // What comes from a repository or an address of its own says so here; what comes from the registry does not (.npmrc).
    const elsewhere = locked.filter(([, one]) => one.resolved !== undefined);
    expect(elsewhere.map(([path]) => path)).toEqual([]);
    expect(textOf('.npmrc').split('\n')).toContain('omit-lockfile-registry-resolved=true');
    expect(textOf('package-lock.json')).not.toMatch(/registry|\.tgz|git\+|"resolved": "(?!web")/);
  });

  it('is named by one exact version, and no more than 40 packages directly', () => {
    const named = ({ dependencies, optionalDependencies }: typeof manifest) =>
      Object.entries<string>({ ...dependencies, ...optionalDependencies });
    const direct = named(manifest);
    const all = [...direct, ...named(consoleManifest)];
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
    expect(direct.length).toBeLessThanOrEqual(40);
    // Beside them, what the browser alone is given: a new one is a choice, and is written down here.
    const given = importedByConsole().filter((name) => !(name in manifest.dependencies));
    expect(given).toEqual(['@simplewebauthn/browser', '@tanstack/react-query', 'uqr', 'wouter']);
  });

  it('runs nothing of its own while it is installed', () => {
    expect(textOf('.npmrc').split('\n')).toContain('ignore-scripts=true');
    for (const step of ['preinstall', 'install', 'postinstall', 'prepare'])
      for (const { scripts } of [manifest, consoleManifest]) expect(scripts).not.toHaveProperty(step);
    // Some would, and npm would let them: the line in .npmrc is what keeps them from it, in the image too.
    expect(locked.filter(([, one]) => one.hasInstallScript).length).toBeGreaterThan(0);
    expect(textOf('Dockerfile')).toContain('COPY package.json package-lock.json .npmrc ./');
    for (const path of ['Dockerfile', '.ci/run']) expect(textOf(path)).not.toMatch(/ignore-scripts|npm rebuild/);
  });

  it('may be given on under the AGPL, and so may what the console’s files carry', () => {
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
    const out = givenOut(lock.packages);
    // Named as tools, and yet written into web/dist by the build.
    expect([...out]).toEqual(expect.arrayContaining(['node_modules/wouter', 'node_modules/regexparam']));
    expect(importedByConsole()).toEqual(expect.arrayContaining(['react', '@tanstack/react-query']));
    const others = [...out].filter((path) => !compatible.has(lock.packages[path].license ?? 'none'));
    expect(others.map((path) => `${path}: ${lock.packages[path].license}`)).toEqual([]);
    // What only builds and tests is given to nobody; it says all the same under what terms it comes.
    expect(locked.filter(([, one]) => !one.license).map(([path]) => path)).toEqual([]);
  });

  it('brings no second HTTP client, XML parser, template engine or spreadsheet reader that nobody decided on', () => {
    const refused =
      /(^|\/)(axios|got|request|superagent|libxmljs2?|xml2js|fast-xml-parser|sax|handlebars|ejs|pug|mustache|nunjucks|xlsx|exceljs|node-serialize|serialize-javascript|jsonwebtoken|ldapjs|memcached|graphql|ws|socket\.io)$/;
    const shipped = [...givenOut(lock.packages)].map((path) => path.replace(/^.*node_modules\//, ''));
    expect(shipped.filter((name) => refused.test(name))).toEqual([]);
  });
});

describe('the bill of materials', () => {
  const text = textOf('sbom.cdx.json');
  const bill: Bill = JSON.parse(text);

  it('is of the lock file as it stands: `npm run sbom` writes it anew, to the byte', () => {
    expect(billOfMaterials()).toBe(text);
    expect(billOfMaterials(structuredClone(lock))).toBe(text);
    expect(text).not.toMatch(/"timestamp"|\/(home|root|tmp)\//);
    const other = structuredClone(lock);
    other.packages['node_modules/zod'].version = '4.0.0';
    const changed: Bill = JSON.parse(billOfMaterials(other));
    expect(changed.serialNumber).not.toBe(bill.serialNumber);
    expect(changed.components.map(({ purl }) => purl)).toContain('pkg:npm/zod@4.0.0');
  });

  it('is CycloneDX 1.6 as its schema has it', () => {
    const require = createRequire(import.meta.url);
    const schemaOf = (name: string) =>
      require(
        require
          .resolve('@cyclonedx/cyclonedx-library/package.json')
          .replace('package.json', `res/schema/${name}.SNAPSHOT.schema.json`),
      );
    const ajv = new Ajv({ strict: false });
    for (const part of ['spdx', 'jsf-0.82'])
      ajv.addSchema(schemaOf(part), `http://cyclonedx.org/schema/${part}.SNAPSHOT.schema.json`);
    addFormats.default(ajv);
    // Addresses in other scripts: nobody checks these, and the document has none.
    for (const format of ['iri-reference', 'idn-email']) ajv.addFormat(format, true);
    const isValid = ajv.compile(schemaOf('bom-1.6'));
    isValid(bill);
    expect(isValid.errors).toBe(null);
    for (const broken of [
      { ...bill, serialNumber: 'urn:uuid:1' },
      { ...bill, components: [{ ...bill.components[0], scope: 'perhaps' }] },
      { ...bill, components: [{ ...bill.components[0], licenses: [{ license: { id: 'None of these' } }] }] },
    ])
      expect(isValid(broken)).toBe(false);
  });

  it('names each package once, with its hash and licence, and says what only builds and tests', () => {
    const purls = bill.components.map(({ purl }) => purl);
    expect(new Set(purls).size).toBe(purls.length);
    // Some stand in a folder of another name: `string-width-cjs` is string-width.
    const from = (path: string, { name, version }: LockedPackage) =>
      `pkg:npm/${(name ?? path.replace(/^.*node_modules\//, '')).replace('@', '%40')}@${version}`;
    expect(new Set(purls)).toEqual(
      new Set([...locked.map(([path, one]) => from(path, one)), 'pkg:npm/athar-console@0.1.0']),
    );
    const bare = bill.components.filter(
      ({ hashes, licenses, name }) => !licenses || (!hashes && name !== 'athar-console'),
    );
    expect(bare).toEqual([]);
    const scopeOf = (name: string) => bill.components.find((one) => one.name === name)?.scope;
    expect(['zod', 'wouter', 'regexparam', 'jest', 'vite', 'linux-x64'].map(scopeOf)).toEqual([
      'required',
      'required',
      'required',
      'excluded',
      'excluded',
      'optional',
    ]);
  });

  it('says what needs what, down from the product', () => {
    const needs = new Map(bill.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn ?? []]));
    const reached = new Set<string>();
    const open = [bill.metadata.component['bom-ref']];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (reached.has(one)) continue;
      reached.add(one);
      open.push(...needs.get(one)!);
    }
    const missed = bill.components.map((one) => one['bom-ref']).filter((one) => !reached.has(one));
    expect(missed).toEqual([]);
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
