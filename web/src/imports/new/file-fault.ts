import type { LanguageValue } from '../../language/language.js';

const mebibyte = 1024 * 1024;
export const workbookMegabytes = 50;
export const textMegabytes = 512;

const isWorkbook = (file: File) => /\.xlsx$/i.test(file.name);

/** What is wrong with a file before anything is sent; null = nothing that can be seen from here. */
export function fileFault(file: File | null): ((t: LanguageValue['t']) => string) | null {
  if (!file) return (t) => t('import_new.file_missing');
  if (file.size === 0) return (t) => t('import_new.file_empty');
  const limit = isWorkbook(file) ? workbookMegabytes : textMegabytes;
  if (file.size > limit * mebibyte)
    return (t) => t(isWorkbook(file) ? 'import_new.workbook_too_large' : 'import_new.file_too_large', { limit });
  return null;
}
