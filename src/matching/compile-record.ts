import { type CompiledIdentifier, compileIdentifiers } from './comparisons/identifier.js';
import { type CompiledKunya, compileKunyas, isOnlyKunya } from './comparisons/kunya.js';
import { compileMother } from './comparisons/mother-cell.js';
import { type CompiledDate, compileDate } from './dates/compiled-date.js';
import { saysUnknown } from './dates/date-lexicon.js';
import { foldDateText } from './dates/fold-date-text.js';
import { type CompiledName, compileNames } from './names/index.js';
import { type CompiledPlaces, compilePlaces } from './places/compiled-place.js';
import type { MatchRecord, PersonName } from './record.js';

/** A record made ready for comparison: what would otherwise be done again for every pair. Not for storage. */
export interface CompiledRecord {
  source: MatchRecord;
  /** Without those that are only a kunya. */
  names: CompiledName[];
  kunyas: CompiledKunya[];
  mother: CompiledName | null;
  birth: CompiledDate | null;
  event: CompiledDate | null;
  places: CompiledPlaces;
  identifiers: CompiledIdentifier[];
}

/** Does the work on one record that every comparison needs. Cells that say "unknown" count as empty. */
export function compileRecord(record: MatchRecord): CompiledRecord {
  const names = record.names.filter(saysSomething).flatMap(compileNames);
  return {
    source: record,
    names: names.filter((name) => !isOnlyKunya(name, names)),
    kunyas: compileKunyas(names),
    mother: record.motherName !== null && isWritten(record.motherName) ? compileMother(record.motherName) : null,
    birth: compileDate(record.birth),
    event: compileDate(record.event),
    places: compilePlaces(record.places),
    identifiers: compileIdentifiers(record.identifiers),
  };
}

export function isCompiled(record: MatchRecord | CompiledRecord): record is CompiledRecord {
  return 'source' in record;
}

function saysSomething(name: PersonName): boolean {
  return isWritten(name.raw) || Object.values(name.parts ?? {}).some(isWritten);
}

function isWritten(text: string): boolean {
  return /\p{L}/u.test(text) && !saysUnknown(foldDateText(text));
}
