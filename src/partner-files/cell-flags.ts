import type { CellFlag } from './problem-codes.js';
import type { Cell } from './reading.js';

// U+061C, U+200E/F, U+202A-E, U+2066-9: they change how text is ordered when it is shown.
const bidiControls = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
// Soft hyphens, joiners, fillers, byte order marks within the text, tag letters, selectors of glyphs.
const zeroWidth = /(?![\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])\p{Default_Ignorable_Code_Point}/u;
const controls = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
// What Excel and LibreOffice may run: = and @ first, + and - before a letter or bracket (a phone number is none); also full-width, also behind blanks.
const formula = /^[\s\u200e\u200f\u202a-\u202e]*([=@\uff1d\uff20]|[+\-\uff0b\uff0d][\p{L}(@=])/u;
/** Most cells: nothing below applies. */
const plain =
  /^[\u0020\u0021\u0023-\u002a\u002c\u002e-\u003c\u003e\u003f\u0041-\u007e\u0621-\u064a\u0660-\u0669][\u0020-\u007e\u0600-\u061b\u061e-\u06ff\n\r]*$/;

/** A cell of a text, with what is odd about it. The text stays as it is. */
export function textCell(raw: string, strayQuote = false): Cell {
  const flags = flagsOf(raw);
  if (strayQuote) flags.push('stray_quote');
  return flags.length > 0 ? { raw, flags } : { raw };
}

export function flagsOf(raw: string): CellFlag[] {
  if (raw === '' || plain.test(raw)) return [];
  const flags: CellFlag[] = [];
  if (raw.includes('\u0000')) flags.push('nul');
  if (controls.test(raw)) flags.push('control');
  if (bidiControls.test(raw)) flags.push('bidi_control');
  if (zeroWidth.test(raw)) flags.push('zero_width');
  if (formula.test(raw)) flags.push('formula');
  return flags;
}
