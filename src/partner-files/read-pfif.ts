import { named } from './columns.js';
import { decodeText } from './decode-text.js';
import { FileProblem } from './file-problem.js';
import { PfifRecords } from './pfif-records.js';
import type { FileBytes, Reading, ReadingOptions } from './reading.js';
import { rejection } from './table-rows.js';
import { XmlPieces } from './xml-pieces.js';

/**
 * Persons and notes of a PFIF file (1.1 to 1.4; also within an Atom feed) as rows: a person, then the notes within it. A note within a person
 * gets that person's id. XML that is not well-formed ends the reading: nothing after it can be told apart.
 * @throws FileProblem file.doctype, file.xml_malformed, file.xml_unknown and the limits of XML
 */
export async function* readPfif(bytes: FileBytes, { encoding = 'utf-8' }: ReadingOptions): AsyncGenerator<Reading> {
  const records = new PfifRecords();
  const xml = new XmlPieces(records, true);
  let saidColumns = 0;
  let rowNumber = 0;
  let rejected = 0;
  const readings = function* (): Generator<Reading> {
    for (const { cells, problem, column, text } of records.finished.splice(0)) {
      rowNumber++;
      if (records.columns.length > saidColumns) {
        saidColumns = records.columns.length;
        yield { kind: 'columns', columns: named(records.columns) };
      }
      if (problem === undefined) {
        yield { kind: 'row', rowNumber, cells };
        continue;
      }
      rejected++;
      const row = rejection(rowNumber, problem, text);
      yield column === undefined ? row : { ...row, column };
    }
  };
  for await (const piece of decodeText(bytes, encoding)) {
    xml.write(piece);
    yield* readings();
  }
  xml.close();
  yield* readings();
  if (!records.isPfif) throw new FileProblem('file.xml_unknown');
  if (saidColumns === 0) yield { kind: 'columns', columns: named(records.columns) };
  yield { kind: 'end', above: 0, rows: rowNumber - rejected, rejected, blank: 0, lastRow: rowNumber };
}
