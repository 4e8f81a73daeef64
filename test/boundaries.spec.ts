import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { brokenImportRules } from './support/import-rules.js';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('who may import whom', () => {
  it('holds for every file of the project', () => {
    const paths = ['src', 'migrations'].flatMap((folder) =>
      readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => `${folder}/${name}`),
    );
    // Where the rules about what is loaded start from.
    expect(paths).toEqual(
      expect.arrayContaining(['src/worker.module.ts', 'src/cli/link-files.ts', 'src/cli/validate-pfif-file.ts']),
    );
    const sources = new Map(paths.map((path) => [path, readFileSync(`${root}${path}`, 'utf8')]));
    expect(brokenImportRules(sources)).toEqual([]);
  });
});

/** Files of an invented project in which one rule is broken. */
const broken = (files: Record<string, string>) => brokenImportRules(new Map(Object.entries(files)));

describe('a broken rule is found', () => {
  it.each([
    ['matching with a framework', 'src/matching/score.ts', "import { Injectable } from '@nestjs/common';", /is pure/],
    ['matching with the database', 'src/matching/score.ts', "export * from '../database/data-source.js';", /is pure/],
    [
      'matching by a side door',
      'src/reports/a.ts',
      "import { x } from '../matching/names/parse.js';",
      /entered by index/,
    ],
    [
      'reading of files with a framework',
      'src/partner-files/a.ts',
      "import { Injectable } from '@nestjs/common';",
      /bytes into rows/,
    ],
    [
      'reading of files with our errors',
      'src/partner-files/a.ts',
      "import { Problem } from '../errors.js';",
      /bytes into rows/,
    ],
    [
      'reading of files by a side door',
      'src/imports/a.ts',
      "import { b } from '../partner-files/b.js';",
      /entered by index/,
    ],
    ['PFIF with a package', 'src/pfif/a.ts', "import { SaxesParser } from 'saxes';", /pfif\/ is pure/],
    ['PFIF with a feature', 'src/pfif/a.ts', "import type { R } from '../reports/r.js';", /pfif\/ is pure/],
    ['PFIF by a side door', 'src/imports/a.ts', "import { b } from '../pfif/b.js';", /entered by index/],
    ['writing of files with a framework', 'src/workbooks/a.ts', "import { z } from 'zod';", /rows into files/],
    [
      'writing of files by a side door',
      'src/imports/a.ts',
      "import { sheetXml } from '../workbooks/sheet.js';",
      /entered by index/,
    ],
    [
      'suggestions that see reporters',
      'src/suggestions/a.ts',
      "import type { R } from '../reporters/r.js';",
      /who reported/,
    ],
    [
      'suggestions that load reporters late',
      'src/suggestions/a.ts',
      "await import('../reporters/r.js');",
      /who reported/,
    ],
    [
      'suggestions that name a type of reporters',
      'src/suggestions/a.ts',
      "let a: import('../reporters/r.js').R;",
      /who reported/,
    ],
    ['a feature that looks right', 'src/reports/a.ts', "import { S } from '../suggestions/s.js';", /leftwards only/],
    ['jobs that know a feature', 'src/jobs/a.ts', "import { S } from '../suggestions/s.js';", /knows no feature/],
    ['configuration that knows a feature', 'src/config.ts', "import { R } from './reports/r.js';", /knows no feature/],
    ['errors that know a feature', 'src/errors.ts', "import { R } from './reports/r.js';", /knows no feature/],
    [
      'a feature that knows the whole',
      'src/reports/a.ts',
      "import { A } from '../app.module.js';",
      /puts the rooms together/,
    ],
    [
      'a feature that uses the command line',
      'src/reports/a.ts',
      "import { A } from '../cli/main.js';",
      /puts the rooms/,
    ],
    [
      'a migration that uses an entity',
      'migrations/1-a.ts',
      "import { R } from '../src/reports/r.js';",
      /imports nothing/,
    ],
    ['a service that uses a test', 'src/reports/a.ts', "import { b } from '../../test/support/b.js';", /outside src/],
    ['a room that nobody placed', 'src/utils/a.ts', 'export const a = 1;', /has no place/],
  ])('%s', (_case, path, text, reason) => {
    expect(broken({ [path]: text })).toEqual([expect.stringMatching(reason)]);
  });

  it('a worker that reaches reporters through two innocent files', () => {
    const files = {
      'src/worker.module.ts': "import { ReportsModule } from './reports/reports.module.js';",
      'src/reports/reports.module.ts': "import { ReporterService } from '../reporters/reporter.service.js';",
      'src/reporters/reporter.service.ts': 'export class ReporterService {}',
    };
    expect(broken(files)).toEqual([
      'the worker can reach reporters: src/worker.module.ts -> src/reports/reports.module.ts -> src/reporters/reporter.service.ts',
    ]);
  });

  it.each(['keys', 'receipts', 'cases', 'fate-claims', 'disclosures'])('a worker that reaches %s', (room) => {
    const files = {
      'src/worker.module.ts': "import { AuditModule } from './audit/audit.module.js';",
      'src/audit/audit.module.ts': `import { a } from '../${room}/a.js';`,
      [`src/${room}/a.ts`]: 'export const a = 1;',
    };
    expect(broken(files)).toContain(
      `the worker can reach ${room}: src/worker.module.ts -> src/audit/audit.module.ts -> src/${room}/a.ts`,
    );
  });

  it('linking of files that loads the database by a detour', () => {
    const files = {
      'src/cli/link-files.ts': "import { link } from '../linkage/link.js';",
      'src/linkage/link.ts': "import type { A } from 'pg';\nimport { b } from '../places/b.js';",
      'src/places/b.ts': "import { Column } from 'typeorm';",
    };
    expect(broken(files)).toContain(
      'linking two files loads the service: src/cli/link-files.ts -> src/linkage/link.ts -> src/places/b.ts -> typeorm',
    );
  });

  it('checking of a PFIF file that loads the framework', () => {
    const files = {
      'src/cli/validate-pfif-file.ts': "import { a } from '../errors.js';",
      'src/errors.ts': "import { HttpException } from '@nestjs/common';",
    };
    expect(broken(files)).toEqual([
      'checking a PFIF file loads the service: src/cli/validate-pfif-file.ts -> src/errors.ts -> @nestjs/common',
    ]);
  });

  it('but a name that only stands in a comment, a string or a type that is gone at run time is none', () => {
    const files = {
      'src/worker.module.ts': "import { a } from './reports/a.js';",
      'src/reports/a.ts':
        "// import '../suggestions/s.js'\nexport const a = \"import('../suggestions/s.js')\";\nimport type { R } from '../reporters/r.js';",
      'src/reporters/r.ts': 'export interface R {}',
    };
    expect(broken(files)).toEqual([]);
  });
});
