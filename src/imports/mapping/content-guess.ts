import { parseDate } from '../../matching/index.js';
import { isEventWord, isSexWord, isStatusWord, type PlaceTests } from './column-context.js';
import type { ColumnValues } from './column-values.js';
import { fewestValues } from './content-fits.js';
import type { ImportField } from './import-fields.js';
import type { MappingConfidence } from './mapping.js';
import { looksLikeFamily, looksLikeFullName, looksLikeName } from './name-words.js';
import { because, inPercent, type MappingReason, type MappingReasonCode } from './reasons.js';
import {
  hasDigit,
  hasThreeWords,
  isLong,
  isNationalNumber,
  looksHijri,
  looksLikeAge,
  looksLikeContact,
  looksLikeDate,
  runningShare,
} from './value-shapes.js';

export interface ContentGuess {
  /** Best first; empty when the column means nothing here. */
  fields: ImportField[];
  confidence: MappingConfidence;
  why: MappingReason;
}

const most = 0.8;
const nearlyAll = 0.95;
const half = 0.5;
/** The gazetteer looks for similar names where a text is none, which takes milliseconds. */
const everyPlace = 3;
/** Contact data is left out even if only some of the cells have it. */
const someContacts = 0.3;

/** The detentions that are sought began in 2011; who is sought was born before 2008. */
const isEventYear = (text: string): boolean => (parseDate(text).earliest ?? '') >= '2011';
const isBirthYear = (text: string): boolean => (parseDate(text, { of: 'birth' }).earliest ?? '9') < '2008';

/**
 * What the values alone say of a column whose heading says nothing. `likely` only where no other column could hold such values: words for a sex, a running
 * number, names of several words; else a guess to be confirmed.
 */
export function guessFromContent(values: ColumnValues, places: PlaceTests): ContentGuess {
  if (values.filled.length === 0) return { fields: [], confidence: 'none', why: because('content.empty') };
  const guess = (
    fields: ImportField[],
    code: MappingReasonCode,
    share?: number,
    confidence: MappingConfidence = 'guess',
  ): ContentGuess => ({
    fields,
    confidence: values.filled.length < fewestValues && confidence === 'likely' ? 'guess' : confidence,
    why: because(code, share === undefined ? {} : { percent: inPercent(share) }),
  });

  const running = runningShare(values.filled);
  if (running >= 0.9 && values.filled.length >= 5)
    return guess(['row_counter', 'source_record_id'], 'content.running', undefined, 'likely');
  const contact = values.share(looksLikeContact);
  if (contact >= someContacts && values.share(isLong) < half)
    return { ...guess([], 'content.contact', contact), confidence: 'none' };
  const sex = values.share(isSexWord);
  if (sex >= most) return guess(['sex'], 'content.sex', sex, 'likely');
  const dates = values.share(looksLikeDate);
  if (dates >= most) return dateGuess(values, dates, guess);
  const national = values.share(isNationalNumber);
  if (national >= most && values.differing > 0.9)
    return guess(['national_number', 'source_record_id'], 'content.eleven_digits', national);
  const ages = values.share(looksLikeAge);
  if (ages >= 0.9) return guess(['age'], 'content.ages', ages);
  return guessFromWords(values, places, guess);
}

type MakeGuess = (
  fields: ImportField[],
  code: MappingReasonCode,
  share?: number,
  confidence?: MappingConfidence,
) => ContentGuess;

function dateGuess(values: ColumnValues, dates: number, guess: MakeGuess): ContentGuess {
  const code = values.share(looksHijri) > dates / 2 ? 'content.dates_hijri' : 'content.dates';
  const births = values.share(isBirthYear);
  const fields: ImportField[] =
    values.share(isEventYear) >= births ? ['event_date', 'birth_date'] : ['birth_date', 'event_date'];
  return guess([...fields, 'release_date', 'death_date', 'source_date'], code, dates);
}

function guessFromWords(values: ColumnValues, places: PlaceTests, guess: MakeGuess): ContentGuess {
  if (
    values.filled.length >= 5 &&
    values.differing === 1 &&
    values.share(hasDigit) >= most &&
    values.share(isLong) < 0.2
  ) {
    return guess(['source_record_id', 'detainee_number', 'other_number'], 'content.ids');
  }
  if (values.share(isLong) >= half) return guess(['notes'], 'content.long_text');
  const statuses = values.share(isStatusWord);
  const events = values.share(isEventWord);
  if (Math.max(statuses, events) >= 0.6) {
    return statuses >= events
      ? guess(['status', 'event_type'], 'content.statuses', statuses)
      : guess(['event_type', 'status'], 'content.events', events);
  }
  // Names before places: the gazetteer looks long for what is no place.
  const full = values.share(looksLikeFullName);
  if (full >= most) {
    const confidence = values.share(hasThreeWords) >= half ? 'likely' : 'guess';
    return guess(['full_name', 'mother_name', 'other_script_name'], 'content.full_names', full, confidence);
  }
  const names = values.share(looksLikeName);
  const maybePlaces = names < nearlyAll || values.share(places.isGovernorateOnMaps) >= half;
  const place = maybePlaces ? placeGuess(values, places, guess) : null;
  if (place) return place;
  const families = values.share(looksLikeFamily);
  if (families >= 0.6) return guess(['family_name', 'given_name', 'father_name'], 'content.family_names', families);
  if (full >= half) return guess(['full_name', 'mother_name'], 'content.full_names', full);
  if (names >= most) return guess(['given_name', 'father_name', 'family_name', 'mother_name'], 'content.names', names);
  return { fields: [], confidence: 'none', why: because('content.nothing') };
}

function placeGuess(values: ColumnValues, places: PlaceTests, guess: MakeGuess): ContentGuess | null {
  const facilities = values.share(places.isFacility, everyPlace);
  if (facilities >= half) return guess(['facility', 'transferred_to'], 'content.facilities', facilities);
  const found = values.share(places.isPlace, everyPlace);
  if (found < 0.6) return null;
  const fields: ImportField[] = ['arrest_place', 'home', 'birth_place', 'community', 'district'];
  const governorates = values.share(places.isGovernorate, everyPlace);
  return governorates >= most
    ? guess(['governorate', ...fields], 'content.governorates', governorates)
    : guess(fields, 'content.places', found);
}
