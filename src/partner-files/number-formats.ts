import { readPart } from './part-xml.js';
import type { ZipArchive } from './zip-archive.js';

/** What the number format of a cell makes of its number. */
export type Shown =
  | { as: 'number' /** Least digits, of a format such as 00000. */; digits?: number }
  | { as: 'date'; precision: 'year' | 'month' | 'day' | 'second'; hijri: boolean }
  | { as: 'time' };

const plainNumber: Shown = { as: 'number' };
const date = (precision: 'month' | 'day' | 'second'): Shown => ({ as: 'date', precision, hijri: false });

/** Formats that are not written out in the file (ECMA-376 part 1, 18.8.30; 27-36 and 50-58 are dates in East Asian versions). */
function builtIn(id: number): Shown {
  if (id === 17) return date('month');
  if (id === 22) return date('second');
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return { as: 'time' };
  if ((id >= 14 && id <= 16) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return date('day');
  return plainNumber;
}

/**
 * Reads what a format code shows. A date has the precision that it shows: Excel stores 1 May for "May 2013", and the source said no day.
 * "16 May" without a year is a date of that day all the same; a format that shows only hours is a time.
 */
export function shownBy(code: string): Shown {
  const hijri = /\[\$-[0-9A-Fa-f]*(06|17)[0-9A-Fa-f]{4}\]|\bB2/.test(code);
  const first = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .split(';', 1)[0]
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .toLowerCase();
  if (/general|@|standard/.test(first)) return plainNumber;
  const hasTime = /[hs]/.test(first);
  if (/[yeg]/.test(first.replace(/e[+-]/g, '')) || /d/.test(first) || (/m/.test(first) && !hasTime)) {
    if (hasTime) return { as: 'date', precision: 'second', hijri };
    const precision = /d/.test(first) ? 'day' : /m/.test(first) ? 'month' : 'year';
    return { as: 'date', precision, hijri };
  }
  if (hasTime) return { as: 'time' };
  return /^0{2,20}$/.test(first) ? { as: 'number', digits: first.length } : plainNumber;
}

/** For each cell style of the workbook, in its order, what it shows. */
export async function readNumberFormats(archive: ZipArchive, part: string): Promise<Shown[]> {
  const codes = new Map<number, Shown>();
  const styles: Shown[] = [];
  let inStyles = false;
  await readPart(archive, part, {
    open(element) {
      const id = Number(element.attribute('numFmtId'));
      if (element.name === 'numFmt') codes.set(id, shownBy((element.attribute('formatCode') ?? '').slice(0, 255)));
      else if (element.name === 'cellXfs') inStyles = true;
      else if (element.name === 'xf' && inStyles) styles.push(codes.get(id) ?? builtIn(id));
    },
    close(name) {
      if (name === 'cellXfs') inStyles = false;
    },
  });
  return styles;
}
