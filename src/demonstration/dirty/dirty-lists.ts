import type { DirtyFileOptions } from './dirty-file.js';

/**
 * The dirty lists that tests, documentation and demonstration speak of, by file name. The two of forty rows are committed in
 * data/demonstration/partner-lists/; the others are made when they are needed (`npm run dirty-files -- <directory>`).
 */
export const dirtyLists = {
  'hospital-and-branches.csv': {
    seed: 6,
    rows: 44,
    format: 'csv',
    encoding: 'windows-1256',
    delimiter: ';',
    headings: 'ar',
  },
  'hospital-and-branches.xlsx': { seed: 6, rows: 44, format: 'xlsx', encoding: 'windows-1256', headings: 'ar' },
  'records-utf8.csv': {
    seed: 61,
    rows: 2_400,
    format: 'csv',
    encoding: 'utf-8',
    delimiter: ',',
    names: 'parts',
    headings: 'en',
  },
  'records-utf16.tsv': { seed: 62, rows: 2_400, format: 'csv', encoding: 'utf-16le', delimiter: '\t', headings: 'ar' },
  'records-windows.csv': {
    seed: 63,
    rows: 2_400,
    format: 'csv',
    encoding: 'windows-1256',
    delimiter: ';',
    names: 'parts',
    headings: 'ar',
  },
  'records.xlsx': { seed: 64, rows: 2_400, format: 'xlsx', headings: 'ar' },
  'records-mac.xlsx': { seed: 65, rows: 400, format: 'xlsx', headings: 'en', names: 'parts', date1904: true },
  'reports.csv': {
    seed: 66,
    rows: 300,
    format: 'csv',
    kind: 'reports',
    encoding: 'utf-8',
    delimiter: ',',
    headings: 'ar',
  },
  'reports.xlsx': { seed: 67, rows: 300, format: 'xlsx', kind: 'reports', names: 'parts', headings: 'en' },
} as const satisfies Record<string, DirtyFileOptions>;
