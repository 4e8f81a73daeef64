import { type CompiledName, type CompiledPart, compileName } from '../names/index.js';
import { PhraseTable } from '../names/phrases.js';
import { normaliseText } from '../text/index.js';

type Says = 'label' | 'no_name' | 'name';

const cells = new PhraseTable<{ says: Says; written: string }>('mother-cells.tsv', ({ says, written }) => ({
  says: says as Says,
  written: written!,
}));
const word = /[\p{L}\p{M}\p{N}'\u2019\u02bc]+/gu;
const taMarbuta = '\u0629';
const heh = '\u0647';

/**
 * The mother's name as her child's record gives it: without a label ("his mother: Huda") and without her kunya ("mother of Muhammad"), which is no name.
 * Null where the cell says no name: that she has died, what she does. The raw text stays in the parse.
 */
export function compileMother(raw: string): CompiledName | null {
  const cell = withoutLabel(raw);
  const says = cells.get(normaliseText(cell))?.says;
  if (says === 'no_name' || says === 'label') return null;
  const name = compileName({ raw: cell });
  const parts = says === 'name' ? name.parts : name.parts.filter((part) => !isMotherOf(part));
  return { ...withParts(name, parts), parse: { ...name.parse, raw } };
}

/** The name as if it had been written with these of its parts only. */
export function withParts(name: CompiledName, parts: readonly CompiledPart[]): CompiledName {
  return { ...name, parts, key: parts.map(({ role, token }) => `${role ?? ''}:${token.text}`).join(' ') };
}

const isMotherOf = ({ token }: CompiledPart): boolean => token.readings[0]?.prefix === 'umm';

function withoutLabel(raw: string): string {
  const words = [...raw.matchAll(word)].map(({ 0: text, index }) => ({ text, index, folded: normaliseText(text) }));
  for (const { length, meaning } of cells.at(words, 0)) {
    if (meaning.says !== 'label' || length >= words.length) continue;
    // Amat (servant of) begins a name; folded it looks like "his mother".
    if (words[length - 1]!.text.endsWith(taMarbuta) && meaning.written.endsWith(heh)) continue;
    return raw.slice(words[length]!.index);
  }
  return raw;
}
