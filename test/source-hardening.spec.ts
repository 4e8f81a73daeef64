import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { builtSql, dangerousCode, logMessages, regularExpressions } from './support/dangerous-code.js';
import { filesBelow, programFiles, textOf } from './support/source-files.js';

const programs = programFiles();
const service = programs.filter((path) => path.startsWith('src/'));
/** Only these start programs or read files of this machine: commands and the embedded servers. */
const operatorsTools = /^(src\/(cli|embedded|demonstration|evaluation|linkage|database)\/|bin\/)/;

describe('data never becomes code', () => {
  it('no program builds code, markup or shell commands from text, or uses a broken hash or cipher', () => {
    expect(programs).toEqual(expect.arrayContaining(['src/main.ts', 'web/src/main.tsx', 'bin/athar.mjs']));
    expect(programs.flatMap((path) => dangerousCode(path))).toEqual([]);
  });

  it.each<[what: string, text: string]>([
    ['eval', 'eval(text)'],
    ['a function made of text', 'new Function("a", text)'],
    ['a timer that is given text', 'setTimeout("go()", 5)'],
    ['node:vm', "import { runInContext } from 'node:vm';"],
    ['a shell', "import { exec } from 'node:child_process';"],
    ['a shell under another name', "import { execSync as run } from 'node:child_process';"],
    ['all of child_process', "import * as processes from 'node:child_process';"],
    ['a shell by an option', "spawn('ls', [], { shell: true })"],
    ['markup in React', 'const a = <p dangerouslySetInnerHTML={{ __html: text }} />;'],
    ['markup in the page', 'element.innerHTML = text;'],
    ['markup by a computed name', "element['outerHTML'] = text;"],
    ['an address that is code', "const a = <a href='javascript:go()'>x</a>;"],
    ['MD5', "createHash('md5')"],
    ['a hash that the data choose', 'createHash(name)'],
    ['MD5 under a name', "const algorithm = 'md5'; createHash(algorithm)"],
    ['ECB', "createCipheriv('aes-256-ecb', key, null)"],
    ['CBC', "createCipheriv('aes-256-cbc', key, iv)"],
    ['guessable chance', 'const token = Math.random();'],
    ['a certificate that nobody looks at', 'connect({ rejectUnauthorized: false })'],
    ['a store in the browser', 'sessionStorage.setItem("a", name)'],
  ])('a program with %s would be found', (_what, text) => {
    expect(dangerousCode('src/a.tsx', text)).toHaveLength(1);
  });

  it('a query holds what a person wrote only as a parameter: what is put into its text is known by name', () => {
    // Aliases, columns, tables and locks that are constants of the program: a new one needs a look at where it comes from.
    const constants: Record<string, RegExp> = {
      'src/access/object-checks.ts': /^(alias|condition|table)$/,
      'src/access/sessions.ts': /^live$/,
      'src/access/try-limits.ts': /^forgotten$/,
      'src/administration/agreements.ts': /^agreementInForce$/,
      'src/audit/seal-heads.ts': /^sealLock$/,
      'src/audit/seal-restore.ts': /^sealLock$/,
      'src/audit-reading/audit-reading.service.ts': /^entryRowColumns$/,
      'src/audit/verify-database.ts': /^(sealLock|entryRowColumns|chain === null \? '' : `.*`)$/,
      'src/database/insert-rows.ts': /^(tableName|names)$/,
      'src/database/roles.ts': /^(role|login \? 'login' : 'nologin')$/,
      'src/embedded/postgres.ts': /^database$/,
      'src/figures/figures.service.ts': /^(table|band)$/,
      'src/keys/case-keys.ts': /^lock$/,
      'src/cases/history-sources.ts': /^itsReports$/,
      'src/cases/case-history.service.ts':
        /^(wanted\.map\(oneSource\)\.join\(' union all '\)|of|historySources\[of\]|inSight\(of\)|named|reaches\.suggestion\.condition)$/,
      'src/models/models.service.ts': /^(storedColumns|isDecided|reaches\.suggestion\.condition)$/,
      'src/models/model-changes.service.ts': /^(condition|limit|reaches\.model_change\.condition)$/,
      'src/models/read-decisions.ts': /^(isDecided|ownBand|reaches\.suggestion\.condition|mostDecisions|mostBeside)$/,
      'src/consents/live-consent.ts': /^(reportId|purpose)$/,
      'src/snapshot/measure.ts': /^(measureColumns|matcherVersion)$/,
      'src/snapshot/stored-profiles.ts': /^(viewColumns|nameColumns|measureColumns)$/,
      'src/rematches/mark-what-became-due.ts': /^which$/,
      'src/rematches/rematch-steps.ts': /^table$/,
      'src/rematches/run-rematch-chunk.ts': /^table$/,
      'src/name-search/names-in-reach.ts': /^reaches\.(report|detention_record)\.condition$/,
      'src/suggestions/staged-suggestions.ts': /^columns\.join\(', '\)$/,
      'src/suggestions/store-suggestions.ts': /^column$/,
      'src/suggestions/waiting-suggestions.ts': /^(secondLook|neverSeen|child)$/,
      'src/consents/suppress.ts': /^(to\.(kind|state|from|reasons)|which|reason|others)$/,
      'src/exports/export-scope.ts': /^membersOf\[scope\.kind\]$/,
      'src/exports/run/make-export.ts': /^membersOf\[row\.kind\]$/,
      'src/access/sweep-old-rows.ts': /^abandoned$/,
      'src/imports/check/stage-rows.ts': /^(types\.join\(', '\)|columns)$/,
      'src/imports/check/summarise.ts': /^(gone\('count\(\*\)'\)|select|firstRows|mostGroups)$/,
      'src/imports/files/given-file.ts': /^(condition|pageRows)$/,
      'src/imports/files/gone-rows.ts': /^gone\('g\.\*'\)$/,
      'src/imports/quarantine/match-figures.ts': /^itsRecords$/,
      'src/imports/run/other-persons.ts': /^(dates\.map\(.*|namesOf\(understood\))$/s,
      'src/imports/run/decide-rows.ts': /^(subject|remarksParameter)$/,
      'src/imports/run/record-columns.ts': /^(understood|emptyRecord|nameColumns)$/,
      // Names of columns of our own tables, as the database gives them.
      'src/imports/run/rewrite-records.ts': /^(columns\.map\(.*|nameColumns)$/s,
      'src/imports/run/store-chunk.ts':
        /^(columns\.(map|join)\(.*|nameColumns|decidedRows|countRows|speakFromNowOn|accountFor\(itsRecord, '\$8'\))$/s,
      'src/imports/run/store-reports.ts': /^(decidedRows|countRows|speakFromNowOn|accountFor\(itsReport, '\$7'\))$/,
      'src/imports/upload/receive-file.ts': /^lock$/,
      'src/family-pages/drafts.ts': /^(living|lock)$/,
      'src/cases/cases.service.ts': /^(filter\.intake_flag \? '' : 'not '|flaggedReports)$/,
      'src/family-pages/beside.ts': /^agreementInForce$/,
    };
    // Written-out arguments, or quoted by the database's own client.
    const harmless = /^\w+\(('[$\w.: ]+'(, )?)+\)$|^client\.escapeLiteral\(/;
    const built = service.filter((path) => !path.startsWith('src/demonstration/')).flatMap((path) => builtSql(path));
    expect(built.length).toBeGreaterThan(0);
    const unknown = built.filter(({ path, inserted }) => !harmless.test(inserted) && !constants[path]?.test(inserted));
    expect(unknown).toEqual([]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of an invented program
    expect(builtSql('src/a.ts', 'query(`select 1 from people where name = ${body.name}`)')).toEqual([
      { path: 'src/a.ts', inserted: 'body.name' },
    ]);
  });

  it('a pattern is made of tables of the project, never of what a person wrote', () => {
    const made = service.filter((path) => /new RegExp\(/.test(textOf(path)));
    const known =
      /^src\/(demonstration|matching)\/|^src\/(receipts\/receipt-digits|family-languages|family-messages\/banned-words)\.ts$/;
    expect(made.length).toBeGreaterThan(2);
    expect(made.filter((path) => !known.test(path))).toEqual([]);
  });

  it('a message of the log stands in the program, so that no value can be a format or a line of its own', () => {
    const calls = service.flatMap((path) => logMessages(path));
    expect(calls.length).toBeGreaterThan(8);
    expect(calls.filter(({ message }) => message === null).map(({ at }) => at)).toEqual([]);
    expect(logMessages('src/a.ts', 'this.log.warn({ code }, body.name);')).toEqual([
      { at: 'src/a.ts: this.log.warn({ code }, body.name)', message: null },
    ]);
  });

  it('the console puts ids into addresses encoded', () => {
    const written = programs
      .filter((path) => path.startsWith('web/src/api/'))
      .flatMap((path) =>
        [...textOf(path).matchAll(/`\/[^`]*`/g)].flatMap(([text]) => [...text.matchAll(/\$\{([^}]*)\}/g)]),
      )
      .map(([, inserted]) => inserted);
    expect(written.length).toBeGreaterThan(2);
    // `query` is a URLSearchParams; `path` is what such an address was put together to.
    expect(written.filter((inserted) => !/^(encodeURIComponent\([\w.]+\)|query|path)$/.test(inserted))).toEqual([]);
  });

  it('the API and the worker open no connection but to their database and queue, and no file that a request names', () => {
    // The sender of webhooks goes out; neither of the two can load it (import-rules.ts).
    const outward =
      /\bfetch\(|from '(undici|axios|got|node-fetch|nodemailer|node:(http|https|tls|dgram|dns)(\/promises)?)'/;
    const typesOnly = /^import (type )?\{ (type \w+|STATUS_CODES)(, (type \w+|STATUS_CODES))* \} from 'node:http';$/gm;
    // The script of the pages for families runs in a browser, whose policy lets it ask this service alone.
    const allowed = service.filter(
      (path) => !operatorsTools.test(path) && !path.startsWith('src/family-pages/assets/'),
    );
    expect(allowed.filter((path) => outward.test(textOf(path).replaceAll(typesOnly, '')))).toEqual([
      // Of the notifier, which the operator tells where to hand notices over (import-rules.ts: the API cannot reach it).
      'src/notifier/send-email.ts',
      'src/notifier/send-sms.ts',
      'src/sender/post.ts',
      'src/sender/resolve-host.ts',
    ]);
    // Files of the program itself, by fixed names: tables, the console, the description of the interface, the key ring.
    const readers = allowed.filter((path) => /from 'node:fs(\/promises)?'/.test(textOf(path)));
    const known =
      /^src\/(main|config|version|imports\/word-tables|matching\/(tables\/read-table|model\/built-in-model|places\/place-atlas)|snapshot\/(save-snapshot|load-snapshot|make-base)|family-pages\/(words|assets|spellings)|family-messages\/(banned-words|message-words)|notifier\/notice-words|(keys|audit)\/[\w-]+)\.ts$/;
    expect(readers.filter((path) => !known.test(path))).toEqual([]);
    expect(readers).toContain('src/main.ts');
  });

  it('the console keeps settings in the browser and nothing about a person', () => {
    const stores = programs.filter((path) => path.startsWith('web/') && textOf(path).includes('localStorage'));
    expect(stores.map((path) => path.replace(/^web\/src\//, '')).sort()).toEqual([
      'keyboard/shortcut-setting.ts',
      'language/language.ts',
      'review/weights-setting.ts',
    ]);
    for (const path of stores) {
      const kept = [...textOf(path).matchAll(/localStorage\.setItem\(([^)]*)\)/g)].map(([, what]) => what);
      expect(kept).toHaveLength(1);
      expect(kept[0]).toMatch(/^storageKey, (language|\w+ \? '\w+' : '\w+')$/);
    }
  });

  it('no field of the console keeps paste or a password manager away', () => {
    const fields = filesBelow('web/src').filter((path) => /<(input|Field)\b/.test(textOf(path)));
    expect(fields.some((path) => textOf(path).includes('current-password'))).toBe(true);
    const kept = /onPaste|onDrop=|auto[cC]omplete=\{?["']off|data-(lpignore|1p-ignore)/;
    // A browser remembers what is typed into a field and offers it to whoever sits there next: not names that are searched for.
    expect(fields.filter((path) => kept.test(textOf(path)))).toEqual(['web/src/search/search-form.tsx']);
  });

  it('the console loads nothing from elsewhere and talks to no other window', () => {
    const page = textOf('web/index.html');
    expect([...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address)).toEqual([
      '/favicon.svg',
      '/src/main.tsx',
    ]);
    const elsewhere =
      /https?:\/\/(?!www\.w3\.org\/2000\/svg)|\bpostMessage\b|addEventListener\('message'|\bWebSocket\b|\bEventSource\b|sendBeacon/;
    const files = filesBelow('web/src').filter((path) => /\.(tsx?|css)$/.test(path) && !path.endsWith('schema.ts'));
    expect(files.filter((path) => elsewhere.test(textOf(path)))).toEqual([]);
  });
});

describe('a text that was made to keep a pattern busy', () => {
  const patterns = programs.flatMap((path) => regularExpressions(path));
  const pumps = (source: string) => {
    const letters = new Set([...source.replaceAll(/\\[dDwWsSbBpPu]/g, ''), ...' a1_-.,/:\t\nAz\u0627\u0640"']);
    return [...letters].flatMap((letter) => [
      letter.repeat(2_000),
      `${letter}a`.repeat(1_000),
      `1${letter}`.repeat(1_000),
    ]);
  };
  /** @throws when one text keeps the pattern busy for `limit` milliseconds */
  const tryAll = (source: string, flags: string, limit: number) => {
    const context = createContext({ pattern: new RegExp(source, flags.replace(/[gy]/g, '')), text: '' });
    for (const pump of pumps(source)) {
      for (const text of [pump, `${pump}\u0000!`, `!${pump}`]) {
        context.text = text;
        runInContext('pattern.test(text)', context, { timeout: limit });
      }
    }
  };

  it('is answered at once by every regular expression of the programs', () => {
    expect(patterns.length).toBeGreaterThan(100);
    // Asked twice, because a machine that is busy elsewhere may stand still for a second too.
    const isSlow = ({ source, flags }: { source: string; flags: string }) => {
      try {
        tryAll(source, flags, 1_000);
        return false;
      } catch {
        return true;
      }
    };
    const slow = patterns.filter(isSlow).filter(isSlow);
    expect(slow.map(({ at }) => at)).toEqual([]);
  }, 120_000);

  it.each(['^(a+)+$', '^(\\w+\\s?)*$', '^(a|a)*$', '(.*)*,(.*)*x'])('would be found by the pattern %s', (source) => {
    expect(() => tryAll(source, '', 300)).toThrow(/timed out/);
  });
});
