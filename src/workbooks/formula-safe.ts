/**
 * What a spreadsheet may take for a formula when it opens a CSV file (OWASP ASVS 5.0 1.2.10): = + - @, also full-width and small forms, also
 * behind blanks, control characters and invisible marks; and a first tab, line break or NUL. A text that begins with apostrophes before such a
 * beginning counts too, so that taking one apostrophe away is always right.
 */
const mayRun = /^'*(?:[\t\r\n\0]|[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b])/u;

/** The cell as it may stand in a CSV file that somebody opens in a spreadsheet: as it is, or with one apostrophe in front. */
export const withGuard = (cell: string): string => (mayRun.test(cell) ? `'${cell}` : cell);

/** A cell without the apostrophe that `withGuard` put there: a file that we gave out reads the same when it is sent in again. */
export const withoutGuard = (cell: string): string =>
  cell.startsWith("'") && mayRun.test(cell.slice(1)) ? cell.slice(1) : cell;
