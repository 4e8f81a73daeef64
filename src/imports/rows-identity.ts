import { createHash } from 'node:crypto';
import { normaliseText } from '../matching/index.js';
import type { Cell, Column } from '../partner-files/index.js';
import { isAddedColumn } from './files/added-columns.js';
import type { ImportField } from './mapping/import-fields.js';
import type { Mapping } from './mapping/mapping.js';
import { meansUnknown } from './mapping/value-words.js';
import type { Understood } from './understood.js';

/**
 * By what a row of a list is known again in the next version of it. Name and date are never enough: two men of one name who were taken on one day are
 * two rows. So it is the source's own number where the row has one, else everything that stands in the row; and the running number of the
 * list counts for nothing, because it moves with every row that is put in between.
 *
 * rowKey: sha256('id' NUL folded source_record_id), else sha256('row' NUL contentDigest). The second and further rows of one file that say the very
 * same get sha256('row' NUL contentDigest NUL n), n from 1, once all rows are staged (check/mark-same-rows.ts).
 * contentDigest: sha256 of the cells that are not empty, each after its heading, in the order of the headings, as a JSON array.
 */
export interface RowIdentity {
  rowKey: Buffer;
  contentDigest: Buffer;
}

/** What the digests of rows without a number of their own begin with; SQL makes further ones with it. */
export const rowPrefix = Buffer.from('row\0');
const idPrefix = Buffer.from('id\0');

const sha256 = (...parts: (string | Buffer)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/**
 * A hash of what was understood of a row: a file that is sent again with a corrected mapping, date order or document date says something else
 * although no cell changed. The running number of the list counts for nothing here either.
 */
export function readingDigest({ record, ...rest }: Understood): Buffer {
  const { row_counter: _, ...further } = (record.further ?? {}) as Record<string, unknown>;
  return sha256(JSON.stringify([{ ...record, further }, rest]));
}

/** Made once for the columns of a file. */
export function rowIdentities(columns: readonly Column[], mapping: Mapping): (cells: readonly Cell[]) => RowIdentity {
  const fieldOf = fieldsByHeading(mapping);
  const fields = columns.map(({ heading }) => fieldOf(heading));
  const idColumn = fields.indexOf('source_record_id');
  const counted = columns
    .map(({ heading }, index) => ({ heading, index }))
    .filter(({ heading, index }) => fields[index] !== 'row_counter' && !isAddedColumn(heading))
    .sort((a, b) => (a.heading < b.heading ? -1 : a.heading > b.heading ? 1 : a.index - b.index));
  return (cells) => {
    const content: string[] = [];
    for (const { heading, index } of counted) {
      const raw = cells[index]?.raw;
      if (raw !== undefined && raw.trim() !== '') content.push(heading, raw);
    }
    // Cells beyond the last column have no heading.
    for (const { raw } of cells.slice(columns.length)) if (raw.trim() !== '') content.push('', raw);
    const contentDigest = sha256(JSON.stringify(content));
    const id = idColumn < 0 ? '' : idOf(cells[idColumn]?.raw ?? '');
    return { contentDigest, rowKey: id === '' ? sha256(rowPrefix, contentDigest) : sha256(idPrefix, id) };
  };
}

/** What stands for "none" is no number: a hundred rows with a dash are a hundred rows. */
const idOf = (raw: string): string => (raw.trim() === '' || meansUnknown(raw) ? '' : normaliseText(raw));

/** Columns of one heading are told apart by their order, as in the mapping. */
function fieldsByHeading(mapping: Mapping): (heading: string) => ImportField | null {
  const left = [...mapping.columns];
  return (heading) => {
    const at = left.findIndex((column) => column.heading === heading);
    return at < 0 ? null : left.splice(at, 1)[0].field;
  };
}
