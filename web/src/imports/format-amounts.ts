import type { LanguageValue } from '../language/language.js';
import { formatLocalesOf, type Language } from '../language/languages.js';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** Bytes as people say them: 1,000 to the kilobyte, one digit after the point below ten. */
export function formatBytes(bytes: number, language: Language): string {
  const power = Math.min(bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const amount = bytes / 1000 ** power;
  return new Intl.NumberFormat(formatLocalesOf[language], {
    style: 'unit',
    unit: units[power],
    unitDisplay: 'short',
    maximumFractionDigits: power > 0 && amount < 10 ? 1 : 0,
  }).format(amount);
}

export const formatNumber = (number: number, language: Language): string =>
  new Intl.NumberFormat(formatLocalesOf[language]).format(number);

/** Never more exact than it can be known. */
export function timeLeft(seconds: number, t: LanguageValue['t']): string {
  if (seconds < 10) return t('progress.nearly_done');
  if (seconds < 90) return t('progress.seconds_left', { seconds: Math.ceil(seconds / 10) * 10 });
  if (seconds < 90 * 60) return t('progress.minutes_left', { minutes: Math.ceil(seconds / 60) });
  return t('progress.hours_left', { hours: Math.ceil(seconds / 3600) });
}
