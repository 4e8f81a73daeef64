import { type LeftOut, pfifNamespace, RecordWriter } from './record-writer.js';
import type { RecordToWrite } from './written-records.js';

/**
 * A PFIF 1.4 document in pieces of text (to be sent as UTF-8), one a record, as they are asked for.
 * @param leftOut is told of every text from which something had to be left out
 * @throws PfifWriteError when a record cannot be written; what was given out before is then no whole document
 */
export async function* writePfif(
  records: Iterable<RecordToWrite> | AsyncIterable<RecordToWrite>,
  leftOut?: (what: LeftOut) => void,
): AsyncGenerator<string> {
  const writer = new RecordWriter(leftOut);
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<pfif:pfif xmlns:pfif="${pfifNamespace}">\n`;
  for await (const record of records) yield writer.write(record);
  yield '</pfif:pfif>\n';
}
