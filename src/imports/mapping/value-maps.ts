import type { Gazetteer, PlaceResolution } from '../../matching/index.js';
import { narrowestCode } from '../../matching/index.js';
import { foldWords } from '../word-tables.js';
import type { ValueGuess } from './column-guess.js';
import { fieldType, type ImportField } from './import-fields.js';
import type { ColumnMeaning } from './mapping.js';
import { nearest } from './nearest.js';
import { type ValueKind, wordsOfKind } from './value-words.js';

/** The most frequent values; of a column with more than these, the rest is shown after the check. */
const mostValues = 100;
/** The gazetteer takes milliseconds for a name that it does not know. */
const mostPlaces = 25;
const farthest = 0.3;
/** A runner-up of another meaning this close makes the guess a coin toss. */
const tieMargin = 0.03;
const shortest = 4;
const longest = 40;

const wordKinds: Partial<Record<ReturnType<typeof fieldType>, ValueKind>> = {
  sex: 'sex',
  event: 'event',
  status: 'status',
};

export const hasValueMap = (field: ImportField): boolean =>
  fieldType(field) in wordKinds || field === 'facility' || field === 'governorate';

/** The values of a column, most frequent first, and what each is read as. What was chosen before stands; similar words are proposals. */
export function valueMap(
  field: ImportField,
  counts: ReadonlyMap<string, number>,
  gazetteer: Gazetteer,
  chosen?: ColumnMeaning['values'],
): ValueGuess[] {
  const kind = wordKinds[fieldType(field)];
  const sorted = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return sorted.slice(0, kind ? mostValues : mostPlaces).map(([text, count]) => {
    const written = text.slice(0, 300);
    const read = kind ? readWord(kind, written) : readPlace(field, written, gazetteer);
    const before = chosen && Object.hasOwn(chosen, written) ? chosen[written] : undefined;
    const guess = before === undefined ? read : { means: before, near: null };
    const code = guess.means ?? guess.near;
    const name =
      kind || code === null ? null : { ar: gazetteer.nameOfCode(code, 'ar'), en: gazetteer.nameOfCode(code, 'en') };
    return { written, count, ...guess, name };
  });
}

type Read = Pick<ValueGuess, 'means' | 'near'>;

function readWord(kind: ValueKind, written: string): Read {
  const folded = foldWords(written);
  const words = wordsOfKind(kind);
  const means = words.get(folded) ?? null;
  if (means !== null || folded.length < shortest) return { means, near: null };
  const found = nearest(folded.slice(0, longest), longWordsOf(kind), farthest);
  const best = found[0]?.distance ?? 0;
  const codes = new Set(
    found.flatMap(({ text, distance }) => (distance <= best + tieMargin ? [words.get(text)!] : [])),
  );
  return { means: null, near: codes.size === 1 ? [...codes][0] : null };
}

const longWordsOf = (kind: ValueKind): string[] =>
  [...wordsOfKind(kind).keys()].filter((word) => word.length >= shortest);

function readPlace(field: ImportField, written: string, gazetteer: Gazetteer): Read {
  const found: PlaceResolution =
    field === 'facility'
      ? gazetteer.resolveFacility(written)
      : gazetteer.resolvePlace(written, { level: 'governorate' });
  const code = field === 'facility' ? found.codes.facility : found.codes.governorate;
  if (found.how === 'exact' || found.how === 'alias') return { means: code, near: null };
  return { means: null, near: found.how === 'near' ? code : onlyCandidate(found) };
}

function onlyCandidate({ candidates }: PlaceResolution): string | null {
  return candidates.length === 1 ? narrowestCode(candidates[0].codes) : null;
}
