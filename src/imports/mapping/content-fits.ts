import { isEventWord, isSexWord, isStatusWord, type PlaceTests } from './column-context.js';
import type { ColumnValues } from './column-values.js';
import { fieldType, type ImportField } from './import-fields.js';
import { looksLikeFullName, looksLikeName, looksLikeOneName } from './name-words.js';
import { because, inPercent, type MappingReason } from './reasons.js';
import {
  hasDigit,
  isNationalNumber,
  isWholeNumber,
  isWords,
  looksLikeAge,
  looksLikeContact,
  looksLikeDate,
  runningShare,
} from './value-shapes.js';

/** With fewer values the content says nothing. */
export const fewestValues = 3;
/** Below this share of fitting values the heading is doubted. */
const tooFew = 0.3;
/** From this share on the values mean something else than the heading. */
const clearly = 0.8;
const dateFields: ReadonlySet<ImportField> = new Set(['release_date', 'death_date']);

export const holdsDates = (field: ImportField): boolean =>
  fieldType(field) === 'date' || fieldType(field) === 'moment' || dateFields.has(field);

/** How well the values fit a field, 0 to 1; 0.5 where they can neither speak for it nor against it. */
export function fitOf(field: ImportField, values: ColumnValues, places: PlaceTests): number {
  if (holdsDates(field)) return values.share(looksLikeDate);
  switch (fieldType(field)) {
    case 'age':
      return values.share(looksLikeAge);
    case 'sex':
      return values.share(isSexWord);
    case 'event':
      return values.share(isEventWord);
    case 'status':
      return values.share(isStatusWord);
    case 'counter':
      return runningShare(values.filled);
    case 'id':
      return values.share(hasDigit) * values.differing;
    case 'identifier':
      return field === 'national_number' ? values.share(isNationalNumber) : values.share(hasDigit);
    case 'name':
      if (field === 'full_name') return values.share(looksLikeFullName);
      return values.share(looksLikeOneName);
    case 'mother':
    case 'aliases':
      return values.share(looksLikeName);
    case 'facility':
      return values.share(places.isFacility);
    case 'place':
      return values.share(field === 'governorate' ? places.isGovernorate : places.isPlace);
    default:
      return 0.5;
  }
}

/** What in the values speaks against the field that the heading names, or null. */
export function contradiction(field: ImportField, values: ColumnValues): MappingReason | null {
  if (values.filled.length < fewestValues) return null;
  const type = fieldType(field);
  const few = (code: 'dates' | 'ages' | 'sex_words' | 'words' | 'numbers', share: number) =>
    share < tooFew ? because(`contradicts.few_${code}`, { percent: inPercent(share) }) : null;
  if (holdsDates(field)) return few('dates', values.share(looksLikeDate));
  if (type === 'age') return few('ages', values.share(looksLikeAge));
  if (type === 'sex') return few('sex_words', values.share(isSexWord));
  if (type === 'counter') return few('numbers', values.share(isWholeNumber));
  if (type === 'text') return null;
  const contact = values.share(looksLikeContact);
  // Numbers of papers may look like phone numbers.
  if (contact >= clearly && type !== 'identifier' && type !== 'id') {
    return because('contradicts.contact', { percent: inPercent(contact) });
  }
  if (type === 'id') return null;
  if (type === 'identifier') return field === 'registry_number' ? null : few('numbers', values.share(hasDigit));
  const dates = values.share(looksLikeDate);
  if (dates >= clearly) return because('contradicts.dates', { percent: inPercent(dates) });
  const sexes = values.share(isSexWord);
  if (sexes >= clearly && type !== 'further') return because('contradicts.sex_words', { percent: inPercent(sexes) });
  const isName = type === 'name' || type === 'mother' || type === 'aliases';
  return isName ? few('words', values.share(isWords)) : null;
}
