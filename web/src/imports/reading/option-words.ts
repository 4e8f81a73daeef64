import type { LanguageValue } from '../../language/language.js';
import type { MessageKey } from '../../language/messages.js';

export const encodings = ['utf-8', 'windows-1256', 'utf-16le', 'utf-16be'] as const;
export const delimiters = [',', ';', '\t', '|'] as const;
export const quotes = ['"', "'", 'none'] as const;

const names: Record<string, MessageKey> = {
  'encoding utf-8': 'encoding.utf8',
  'encoding windows-1256': 'encoding.windows_1256',
  'encoding utf-16le': 'encoding.utf16le',
  'encoding utf-16be': 'encoding.utf16be',
  'delimiter ,': 'delimiter.comma',
  'delimiter ;': 'delimiter.semicolon',
  'delimiter \t': 'delimiter.tab',
  'delimiter |': 'delimiter.bar',
  'quote "': 'quote.double',
  "quote '": 'quote.single',
  'quote none': 'quote.none',
};

export function optionWords(option: string, value: string, t: LanguageValue['t']): string {
  const key = names[`${option} ${value}`];
  return key ? t(key) : value;
}
