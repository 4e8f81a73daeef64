/**
 * Dates in Kurdish, in words of our own: Chromium has no Kurdish months and would print those of another language. Names and shapes as CLDR 48 has
 * them for `ckb` and `ku`, the month in the form that stands between a day and a year. Latin digits.
 */
const months = {
  ckb: [
    'کانوونی دووەمی',
    'شوباتی',
    'ئازاری',
    'نیسانی',
    'ئایاری',
    'حوزەیرانی',
    'تەمووزی',
    'ئابی',
    'ئەیلوولی',
    'تشرینی یەکەمی',
    'تشرینی دووەمی',
    'کانوونی یەکەمی',
  ],
  kmr: [
    'rêbendana',
    'sibata',
    'adara',
    'nîsana',
    'gulana',
    'hezîrana',
    'tîrmeha',
    'tebaxa',
    'îlona',
    'cotmeha',
    'mijdara',
    'berfanbara',
  ],
} as const;

export type Kurdish = keyof typeof months;

export const isKurdish = (language: string): language is Kurdish => Object.hasOwn(months, language);

/** `month`: 1 to 12. Without a day a month of a year, without both a year. */
export function kurdishDate(language: Kurdish, { day, month, year }: { day?: number; month?: number; year: number }) {
  if (month === undefined) return String(year);
  const name = months[language][month - 1];
  if (language === 'ckb') return day === undefined ? `${name} ${year}` : `${day}ی ${name} ${year}`;
  return day === undefined ? `${name} ${year}an` : `${day}ê ${name} ${year}an`;
}
