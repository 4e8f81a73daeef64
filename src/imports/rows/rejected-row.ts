import { type RejectedRow, rowProblems } from '../../partner-files/index.js';
import type { ReadRow } from '../understood.js';

/** A row that cannot be read at all: it is staged with the others, so that every row of the file is accounted for. */
export const rejectedRow = ({ rowNumber, problem, column }: RejectedRow): ReadRow => ({
  plan: 'rejected',
  problems: [
    { row: rowNumber, ...(column === undefined ? {} : { column }), code: problem, message: rowProblems[problem] },
  ],
  understood: null,
  versionAt: null,
});
