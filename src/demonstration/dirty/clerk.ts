import type { Random } from '../random.js';
import type { Scribe } from '../write-name.js';
import type { DateStyle, DateWriter } from '../written-dates.js';

/** The clerk of one row: rows of a list that many hands typed differ in script and in how they write dates. */
export interface Clerk {
  script: 'ar' | 'la';
  scribe: Scribe;
  dates: DateWriter;
}

/** The four styles of the lists seen most: day first, ISO, Hijri, names of months (Levantine in Arabic). */
const dateStyles: Record<Clerk['script'], DateStyle[]> = {
  ar: ['dmy_slash', 'dmy_slash', 'month_name', 'hijri', 'iso'],
  la: ['iso', 'dmy_slash', 'month_name'],
};
const arabicRowsShare = 0.65;
const arabicDigitsShare = 0.35;

export function drawClerk(random: Random, arabicDigits: boolean): Clerk {
  const script = random.chance(arabicRowsShare) ? 'ar' : 'la';
  const habits = { dropsHamza: 0.4, hehForMarbuta: 0.15, swapsFinalYeh: 0.1, gluesNames: 0.3 };
  return {
    script,
    scribe: {
      style: script === 'ar' ? 'arabic' : random.chance(0.75) ? 'english' : 'french',
      habits,
      letterCase: script === 'la' && random.chance(0.15) ? 'upper' : 'title',
      typoShare: 0.02,
    },
    dates: {
      style: random.pick(dateStyles[script]),
      digits: script === 'ar' && arabicDigits && random.chance(arabicDigitsShare) ? 'arab' : 'latn',
      language: script === 'ar' ? 'ar' : 'en',
    },
  };
}
