import { Readable } from 'node:stream';
import yazl from 'yazl';
import { xmlText } from './xml-text.js';

/** A sheet that is already XML. */
export interface PackedSheet {
  name: string;
  xml: () => AsyncIterable<string>;
}

/** Beside the sheets: XML without declaration. */
export interface PackedWorkbook {
  sheets: readonly PackedSheet[];
  styles: string;
  /** Days are counted from 1904, as on old Macs. */
  date1904?: boolean;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const relationType = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const partType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Nothing of when or where it was written stands in the file. */
const noTime = { mtime: new Date(Date.UTC(1980, 0, 1)), forceDosTimestamp: true };

/**
 * The bytes of an .xlsx (ECMA-376, Open Packaging Conventions) around sheets whose XML is made while the bytes are taken: no more than a
 * piece of one sheet is in memory. What goes wrong in a sheet ends the stream with that error; whoever stops reading ends the sheets' making.
 */
export function packWorkbook({ sheets, styles, date1904 }: PackedWorkbook): Readable {
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as Readable;
  let open: Readable | undefined;
  zip.on('error', (error: Error) => output.destroy(error));
  output.on('close', () => open?.destroy());

  const add = (name: string, xml: string): void => zip.addBuffer(Buffer.from(declaration + xml), name, noTime);
  add('[Content_Types].xml', contentTypes(sheets.length));
  add('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']]));
  add('xl/workbook.xml', workbookXml(sheets, date1904 === true));
  add(
    'xl/_rels/workbook.xml.rels',
    relations([
      ...sheets.map((_, at) => ['worksheet', `worksheets/sheet${at + 1}.xml`] as const),
      ['styles', 'styles.xml'],
    ]),
  );
  add('xl/styles.xml', styles);
  for (const [at, { xml }] of sheets.entries()) {
    zip.addReadStreamLazy(`xl/worksheets/sheet${at + 1}.xml`, noTime, (begin) => {
      open = Readable.from(declared(xml()), { objectMode: false });
      open.on('error', (error) => zip.emit('error', error));
      begin(null, open);
      if (output.destroyed) open.destroy();
    });
  }
  zip.end();
  return output;
}

async function* declared(xml: AsyncIterable<string>): AsyncGenerator<string> {
  yield declaration;
  yield* xml;
}

const relations = (targets: readonly (readonly [type: string, target: string])[]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets
    .map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${relationType}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

const workbookXml = (sheets: readonly PackedSheet[], date1904: boolean): string =>
  `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relationType}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${sheets
    .map(({ name }, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
    .join('')}</sheets></workbook>`;

const contentTypes = (sheets: number): string => {
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}.xml" ContentType="${partType}.${type}+xml"/>`;
  const worksheets = Array.from({ length: sheets }, (_, at) => part(`worksheets/sheet${at + 1}`, 'worksheet'));
  return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('workbook', 'sheet.main')}${worksheets.join('')}${part('styles', 'styles')}</Types>`;
};
