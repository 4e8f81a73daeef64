import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { importStates } from '../src/imports/import-states.js';
import { importFields } from '../src/imports/mapping/import-fields.js';
import { mappingReasons } from '../src/imports/mapping/reasons.js';
import { rowProblems as problemsOfRows } from '../src/imports/rows/row-problems.js';
import { cellFlags, fileProblems, reasons, rowProblems } from '../src/partner-files/index.js';

const catalogue = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../web/src/locales/${language}.json`, import.meta.url), 'utf8'));

const codes = (of: string, table: object) => Object.keys(table).map((code) => `${of}.${code}`);
const wanted = [
  ...codes('import_code', fileProblems),
  ...codes('import_code', rowProblems),
  ...codes('import_code', reasons),
  ...codes('import_code', problemsOfRows),
  ...codes('mapping_reason', mappingReasons),
  ...codes('cell_flag', cellFlags),
  ...importFields.map((field) => `import_field.${field}`),
  ...importStates.map((state) => `import_state.${state}`),
];

describe.each(['ar', 'en'])('a partner who reads the console in %s', (language) => {
  it('is told in that language what is wrong with a file, a row or a cell, and why a column was taken for something', () => {
    const messages = catalogue(language);
    expect(wanted.filter((key) => !(key in messages))).toEqual([]);
  });
});

it('words for codes that no longer exist are gone from the console', () => {
  // Codes of dates, of the check and of quarantine stand in several places of the service.
  const elsewhere =
    /^import_code\.(date|mapping|consent|matches|upload|import|row\.(same_as|repeated|same_id_differs|same_id_other_person|older_version)|file\.(same_event_day|same_birth_day|many_deaths|hidden_marks|numbers_moved))/;
  const known = new Set(wanted);
  const left = Object.keys(catalogue('en')).filter(
    (key) =>
      /^(import_code|mapping_reason|cell_flag|import_field|import_state)\./.test(key) &&
      !known.has(key) &&
      !elsewhere.test(key),
  );
  expect(left).toEqual([]);
});
