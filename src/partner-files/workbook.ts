import { posix } from 'node:path';
import { FileProblem } from './file-problem.js';
import { readNumberFormats, type Shown } from './number-formats.js';
import { readPart } from './part-xml.js';
import { SharedTexts } from './shared-texts.js';
import type { DateSystem } from './typed-numbers.js';
import type { ZipArchive } from './zip-archive.js';

export interface WorkbookSheet {
  name: string;
  hidden: boolean;
  /** The part of the archive that holds its cells. */
  part: string;
}

/** An Excel workbook (ECMA-376, transitional and strict), as far as its cells go. Macros, links, pictures and comments are never opened. */
export interface Workbook {
  archive: ZipArchive;
  sheets: WorkbookSheet[];
  dateSystem: DateSystem;
  texts: SharedTexts;
  formats: Shown[];
  macros: boolean;
}

/** @throws FileProblem */
export async function openWorkbook(archive: ZipArchive): Promise<Workbook> {
  const main = await mainPart(archive);
  const targets = await relations(archive, main);
  const sheets: WorkbookSheet[] = [];
  let dateSystem: DateSystem = 1900;
  await readPart(archive, main, {
    open(element) {
      if (element.name === 'workbookPr' && /^(1|true|on)$/.test(element.attribute('date1904') ?? '')) dateSystem = 1904;
      if (element.name !== 'sheet') return;
      const target = targets.get(element.attribute('id') ?? '');
      // Sheets that are only a chart have other relations.
      if (!target || !/\/worksheet$/.test(target.type) || !archive.has(target.part)) return;
      sheets.push({
        name: element.attribute('name') ?? '',
        hidden: (element.attribute('state') ?? 'visible') !== 'visible',
        part: target.part,
      });
    },
  });
  if (sheets.length === 0) throw new FileProblem('file.no_sheets');
  const partOf = (type: string) => [...targets.values()].find((one) => one.type.endsWith(`/${type}`))?.part;
  const texts = partOf('sharedStrings');
  const styles = partOf('styles');
  return {
    archive,
    sheets,
    dateSystem,
    texts: texts && archive.has(texts) ? await SharedTexts.read(archive, texts) : new SharedTexts(),
    formats: styles && archive.has(styles) ? await readNumberFormats(archive, styles) : [],
    macros: archive.names.some((name) => name.endsWith('vbaProject.bin')),
  };
}

async function mainPart(archive: ZipArchive): Promise<string> {
  if (archive.has('mimetype') && archive.has('content.xml')) throw new FileProblem('file.open_document');
  if (!archive.has('_rels/.rels')) throw new FileProblem('file.not_a_workbook');
  const main = [...(await relations(archive, '')).values()].find(({ type }) => type.endsWith('/officeDocument'))?.part;
  if (main?.endsWith('.bin')) throw new FileProblem('file.binary_workbook');
  if (!main || !archive.has(main) || !/workbook/i.test(main)) throw new FileProblem('file.not_a_workbook');
  return main;
}

/** Parts that a part refers to, by id. What lies outside of the archive is left out. */
async function relations(archive: ZipArchive, of: string): Promise<Map<string, { type: string; part: string }>> {
  const found = new Map<string, { type: string; part: string }>();
  const folder = posix.dirname(of);
  const list = posix.join(folder, '_rels', `${posix.basename(of)}.rels`);
  if (!archive.has(list)) return found;
  await readPart(archive, list, {
    open(element) {
      const target = element.attribute('Target') ?? '';
      if (element.name !== 'Relationship' || element.attribute('TargetMode') === 'External') return;
      const part = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
      found.set(element.attribute('Id') ?? '', { type: element.attribute('Type') ?? '', part });
    },
  });
  return found;
}
