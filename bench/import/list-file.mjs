// A partner's list of any length, kept under the temporary directory: made once for each size.
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { dirtyFile } from '../../dist/demonstration/dirty/index.js';
import { csvLine } from '../../dist/workbooks/index.js';

const seed = 6;
/** A fifth of the dirt of the demonstration's lists: what a careful office sends. */
const dirt = 0.2;
const rowsAtOnce = 50_000;

/**
 * @returns the file as a partner sends it and, for the floors, its rows as plain CSV in UTF-8 below one line of headings (for a CSV list: the very
 * same bytes), with the number of columns
 */
export async function listFile(format, records) {
  const directory = join(tmpdir(), 'athar-bench-import');
  mkdirSync(directory, { recursive: true });
  const name = join(directory, `list-${seed}-${records}.${format}`);
  const plainName = format === 'csv' ? name : `${name}.plain.csv`;
  if (!existsSync(`${name}.json`)) {
    const about = format === 'csv' ? await writeCsv(name, records) : await writeWorkbook(name, plainName, records);
    writeFileSync(`${name}.json`, JSON.stringify(about));
  }
  return { name, plainName, format, ...JSON.parse(readFileSync(`${name}.json`, 'utf8')) };
}

async function writeCsv(name, records) {
  let columns = 0;
  let rows = 0;
  const lines = async function* () {
    for (let chunk = 0; rows < records; chunk++) {
      const wanted = Math.min(rowsAtOnce, Math.max(10, records - rows));
      const part = await dirtyFile({ seed: seed + chunk, rows: wanted, format: 'csv', dirt });
      const headings = part.rows.find(({ what }) => what === 'headings').cells;
      columns = headings.length;
      // Without the few rows that have a cell too many or too few: COPY would refuse the whole file for them.
      const people = part.rows.filter(({ what, cells }) => what === 'person' && cells.length === columns);
      people.splice(records - rows);
      if (chunk === 0) {
        yield `${csvLine(headings, ',')}\r\n`;
      }
      rows += people.length;
      // The numbers begin anew in each part; those of the whole list do not.
      yield people.map(({ cells }) => `${csvLine(cells, ',').replace('ATH-', `ATH${chunk}-`)}\r\n`).join('');
    }
  };
  await pipeline(Readable.from(lines()), createWriteStream(`${name}.part`));
  renameSync(`${name}.part`, name);
  return { rows, columns };
}

async function writeWorkbook(name, plainName, records) {
  const file = await dirtyFile({ seed, rows: records, format: 'xlsx', dirt });
  const columns = file.fields.length;
  const wanted = file.rows.filter(({ what }) => what === 'headings' || what === 'person');
  writeFileSync(name, file.bytes);
  writeFileSync(plainName, wanted.map(({ cells }) => `${csvLine(padded(cells, columns), ',')}\r\n`).join(''));
  const below = file.rows.filter(({ what }) => what === 'person' || what === 'total');
  return { rows: below.length, columns, plainRows: wanted.length - 1 };
}

const padded = (cells, columns) => Array.from({ length: columns }, (_, at) => cells[at] ?? '');
