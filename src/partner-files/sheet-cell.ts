import { flagsOf } from './cell-flags.js';
import type { Cell } from './reading.js';
import { unescaped } from './sheet-text.js';
import { numberCell } from './typed-numbers.js';
import type { Workbook } from './workbook.js';

const isoDate = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?Z?)?$/;

/**
 * A cell as its type and style in the sheet say (ECMA-376 part 1, 18.18.11); null if it refers to a shared text that is not there.
 * @param raw its stored value
 */
export function sheetCell(raw: string, type: string, style: number, workbook: Workbook): Cell | null {
  switch (type) {
    case 's': {
      const text = workbook.texts.at(raw.trim() === '' ? -1 : Number(raw));
      return text === undefined ? null : flagged(text);
    }
    case 'b':
      return { raw, typed: { kind: 'boolean', value: raw.trim() === '1' || raw.trim() === 'true' } };
    case 'e':
      return { raw, typed: { kind: 'error', value: raw }, flags: ['error'] };
    case 'd':
      return isoDate.test(raw) ? { raw, typed: { kind: 'date', value: raw.replace(/(\.\d+)?Z?$/, '') } } : flagged(raw);
    case 'str':
      return flagged(unescaped(raw));
    case 'inlineStr':
      return flagged(raw);
    default:
      return numberCell(raw, workbook.formats[style] ?? { as: 'number' }, workbook.dateSystem);
  }
}

function flagged(raw: string): Cell {
  const flags = flagsOf(raw);
  return flags.length > 0 ? { raw, flags } : { raw };
}
