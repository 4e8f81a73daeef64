import { FileProblem, isFileProblemCode } from '../partner-files/index.js';

type Facts = Readonly<Record<string, string | number>>;

/** What ends an import beside the problems of the file itself. */
const others: Record<string, string> = {
  'upload.abandoned': 'The file did not come to its end within 48 hours. Begin again.',
  'import.quota': 'The file has more rows than your organisation may hand in on one day. Split it, or go on tomorrow.',
  'import.rows_unaccounted':
    'Not every row of the file was accounted for, through a fault on our side. Nothing was stored. Please tell us.',
  'import.no_rows':
    'Below the headings there is no row. Send the file that holds the list, or choose another heading row.',
};

/** English: what is wrong and what to do. For other languages translate the code and fill in the facts. */
export function failureMessage(code: string, facts: Facts | null): string {
  if (isFileProblemCode(code)) return new FileProblem(code, facts ?? {}).sentence;
  return others[code] ?? 'The import ended early. Begin again; if it ends again, tell us.';
}
