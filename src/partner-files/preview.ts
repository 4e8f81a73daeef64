import type { SampleRow } from './find-headings.js';
import type { Reason } from './guess.js';
import type { Inspection } from './inspection.js';
import { limits } from './limits.js';
import type { Column, HeadingRows, Reading } from './reading.js';

/** What the first readings of a file show, for a person to look at. */
export function firstOf(
  readings: Iterable<Reading>,
  headings: HeadingRows,
  sample: SampleRow[],
): Pick<Inspection, 'columns' | 'above' | 'firstRows' | 'notices'> {
  let columns: Column[] = [];
  const firstRows: Inspection['firstRows'] = [];
  for (const reading of readings) {
    if (reading.kind === 'columns') columns = reading.columns;
    else if (reading.kind !== 'end' && firstRows.length < limits.firstRows) firstRows.push(reading);
  }
  const above = headings === null ? [] : sample.filter(({ rowNumber }) => rowNumber < headings.row);
  return { columns, above, firstRows, notices: headings === null ? [] : headingNotices(columns) };
}

function headingNotices(columns: Column[]): Reason[] {
  const notices: Reason[] = [];
  for (const { letter, heading, sameAs } of columns) {
    if (heading.trim() === '') notices.push({ code: 'notice.no_heading', facts: { column: letter } });
    if (sameAs !== undefined) notices.push({ code: 'notice.same_heading', facts: { first: sameAs, second: letter } });
  }
  return notices;
}
