import { decodeText } from './decode-text.js';
import { FileProblem } from './file-problem.js';
import { XmlPieces, type XmlReader } from './xml-pieces.js';
import type { ZipArchive } from './zip-archive.js';

/** Reads one part of a workbook as XML and stops after each piece, so that what was read can be taken. @throws FileProblem */
export async function* partPieces(archive: ZipArchive, part: string, reader: XmlReader): AsyncGenerator<void> {
  const xml = new XmlPieces(reader, false);
  try {
    for await (const piece of decodeText(archive.part(part), 'utf-8')) {
      xml.write(piece);
      yield;
    }
    xml.close();
  } catch (error) {
    const damaged = error instanceof FileProblem && error.code === 'file.xml_malformed';
    // Nobody who works with workbooks sees their XML: the part is damaged.
    throw damaged ? new FileProblem('file.archive_damaged', { part }) : error;
  }
  yield;
}

export async function readPart(archive: ZipArchive, part: string, reader: Partial<XmlReader>): Promise<void> {
  const whole: XmlReader = { open() {}, text() {}, close() {}, ...reader };
  for await (const _ of partPieces(archive, part, whole));
}
