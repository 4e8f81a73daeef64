import type { Gazetteer } from '../../matching/index.js';
import { foldWords } from '../word-tables.js';
import { readEventType, readSex, readStatus } from './value-words.js';

/** The gazetteer is slow where it has to look for similar names, so it is asked for texts that can be names of places only. */
const longestPlace = 60;

export const isSexWord = (text: string): boolean => readSex(text) !== undefined;
export const isEventWord = (text: string): boolean => readEventType(text) !== undefined;
export const isStatusWord = (text: string): boolean => readStatus(text) !== undefined;

/** Questions about one value that need the gazetteer. */
export interface PlaceTests {
  isFacility(text: string): boolean;
  isPlace(text: string): boolean;
  isGovernorate(text: string): boolean;
  /** Only the names that maps have: quick, and enough to know a column of governorates by. */
  isGovernorateOnMaps(text: string): boolean;
}

/** OCHA P-codes of the governorates. */
const governorates = Array.from({ length: 14 }, (_, at) => `SY${`${at + 1}`.padStart(2, '0')}`);

export function placeTests(gazetteer: Gazetteer): PlaceTests {
  const place = (text: string) => {
    if (text.length > longestPlace || !/\p{L}{2}/u.test(text)) return null;
    const found = gazetteer.resolvePlace(text);
    return found.how === 'exact' || found.how === 'alias' ? found.codes : null;
  };
  const onMaps = new Set(
    governorates.flatMap((code) =>
      (['ar', 'en'] as const).map((locale) => foldWords(gazetteer.nameOfCode(code, locale) ?? '')),
    ),
  );
  return {
    isGovernorateOnMaps: (text) => text.length <= longestPlace && onMaps.has(foldWords(text)),
    isFacility(text) {
      if (text.length > longestPlace || !/\p{L}/u.test(text)) return false;
      const { how, codes } = gazetteer.resolveFacility(text);
      return (how === 'exact' || how === 'alias') && codes.facility !== null;
    },
    isPlace: (text) => place(text) !== null,
    isGovernorate: (text) => {
      const codes = place(text);
      return codes !== null && codes.governorate !== null && codes.district === null;
    },
  };
}
