// Writes small workbooks for tests, cell by cell as ECMA-376 describes them, so that each oddity of a real one can be made on purpose.
import { type ZipPart, zipped } from './zip-writer.js';

/** A text (shared), or what stands between <c …> and </c> with its type and style. */
export type WrittenCell = string | { t?: string; s?: number; inner: string } | null;

export interface WrittenSheet {
  name: string;
  state?: 'hidden' | 'veryHidden';
  rows: WrittenCell[][];
  /** Row numbers, where they are not 1, 2, 3 … */
  rowNumbers?: number[];
  hiddenRows?: number[];
  merged?: string[];
}

export interface WrittenWorkbook {
  sheets: WrittenSheet[];
  date1904?: boolean;
  /** Number formats by style: style 1 is the first. A number is one that Excel knows by itself. */
  formats?: (string | number)[];
  /** Parts beside those of the workbook, or instead of one. */
  parts?: ZipPart[];
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006/relationships';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export const escaped = (text: string) =>
  text
    .replace(/[&<>"\r]/g, (mark) => `&#${mark.charCodeAt(0)};`)
    .replace(/_x([0-9A-Fa-f]{4})_/g, '_x005F_x$1_')
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g,
      (mark) => `_x${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    );

export function workbook({ sheets, date1904, formats = [], parts = [] }: WrittenWorkbook): Buffer {
  const texts = new Map<string, number>();
  const sheetParts = sheets.map((sheet, at) => ({
    name: `xl/worksheets/sheet${at + 1}.xml`,
    bytes: sheetXml(sheet, texts),
  }));
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const own: ZipPart[] = [
    {
      name: '[Content_Types].xml',
      bytes: `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    },
    {
      name: '_rels/.rels',
      bytes: `${declaration}<Relationships xmlns="${packages}">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      bytes: `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${sheets
        .map(
          ({ name, state }, at) =>
            `<sheet name="${escaped(name)}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="rId${at + 1}"/>`,
        )
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      bytes: `${declaration}<Relationships xmlns="${packages}">${sheets
        .map((_, at) => relation(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`))
        .join(
          '',
        )}${relation('rIdS', 'styles', 'styles.xml')}${relation('rIdT', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    },
    { name: 'xl/styles.xml', bytes: stylesXml(formats) },
    ...sheetParts,
    {
      name: 'xl/sharedStrings.xml',
      bytes: `${declaration}<sst xmlns="${main}">${[...texts.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    },
  ];
  const instead = new Set(parts.map(({ name }) => name));
  return zipped([...own.filter(({ name }) => !instead.has(name)), ...parts]);
}

function sheetXml(
  { rows, rowNumbers, hiddenRows = [], merged = [] }: WrittenSheet,
  texts: Map<string, number>,
): string {
  const written = rows.map((cells, at) => {
    const number = rowNumbers?.[at] ?? at + 1;
    const inner = cells.map((cell, index) => cellXml(cell, `${letter(index)}${number}`, texts)).join('');
    return `<row r="${number}"${hiddenRows.includes(number) ? ' hidden="1"' : ''}>${inner}</row>`;
  });
  const merges =
    merged.length > 0 ? `<mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : '';
  return `${declaration}<worksheet xmlns="${main}"><dimension ref="A1:XFD1048576"/><sheetData>${written.join('')}</sheetData>${merges}</worksheet>`;
}

function cellXml(cell: WrittenCell, reference: string, texts: Map<string, number>): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') {
    return `<c r="${reference}"${cell.t ? ` t="${cell.t}"` : ''}${cell.s ? ` s="${cell.s}"` : ''}>${cell.inner}</c>`;
  }
  if (!texts.has(cell)) texts.set(cell, texts.size);
  return `<c r="${reference}" t="s"><v>${texts.get(cell)}</v></c>`;
}

function stylesXml(formats: (string | number)[]): string {
  const codes = formats.map((format, at) =>
    typeof format === 'number' ? '' : `<numFmt numFmtId="${200 + at}" formatCode="${escaped(format)}"/>`,
  );
  const styles = formats.map((format, at) => `<xf numFmtId="${typeof format === 'number' ? format : 200 + at}"/>`);
  return `${declaration}<styleSheet xmlns="${main}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`;
}

const letter = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : letter(Math.floor(index / 26) - 1) + letter(index % 26);
