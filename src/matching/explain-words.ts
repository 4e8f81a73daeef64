import { readTable } from './tables/read-table.js';

/** The languages that tables/explanations.tsv has a column for, with the locale of their thousands' separators (Latin digits in all). */
const separatorsOf = {
  ar: 'en-US',
  ckb: 'en-US',
  kmr: 'en-US',
  en: 'en-US',
  tr: 'tr-TR',
  de: 'de-DE',
} as const;

export type ExplanationLocale = keyof typeof separatorsOf;
export const explanationLocales = Object.keys(separatorsOf) as ExplanationLocale[];

const words = new Map(readTable('explanations.tsv').map((row) => [row.key, row]));

/**
 * A label or sentence of tables/explanations.tsv with its values put in. Throws on a key or value that is missing: a hole in the table, never the data's fault.
 */
export function wordsFor(key: string, locale: ExplanationLocale, values: Record<string, string | number> = {}): string {
  const template = words.get(key)?.[locale];
  if (!template) throw new Error(`tables/explanations.tsv has no ${locale} text for ${key}`);
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The text ${key} needs the value ${name}`);
    return isolated(typeof value === 'number' ? roundedForReading(value, locale) : value);
  });
}

export function hasWords(key: string): boolean {
  return words.has(key);
}

/** Sets a value apart from the direction of the text around it (first-strong isolate, pop isolate). */
function isolated(value: string): string {
  return `\u2068${value}\u2069`;
}

/** Two significant digits with separators: a frequency is an estimate and must not look like a count. */
function roundedForReading(value: number, locale: ExplanationLocale): string {
  if (value < 10) return String(Math.max(2, Math.round(value)));
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return (Math.round(value / unit) * unit).toLocaleString(separatorsOf[locale]);
}
