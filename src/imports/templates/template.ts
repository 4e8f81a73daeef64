import { Readable } from 'node:stream';
import { explanationSheets } from '../../partner-files/index.js';
import { byteOrderMark, type Sheet, safeCsvLine, writeWorkbook } from '../../workbooks/index.js';
import { fieldsOf, type ListKind } from '../mapping/import-fields.js';
import { fieldWords, type TemplateLanguage, templateLanguages } from './field-words.js';

export const templateFormats = ['csv', 'xlsx'] as const;
export type TemplateFormat = (typeof templateFormats)[number];

export interface Template {
  fileName: string;
  mediaType: string;
  bytes: Readable;
}

const mediaTypes: Record<TemplateFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * An empty list for partners to fill in: one column for each field, with the heading that is understood exactly. A workbook has a second sheet that
 * explains every field in both languages, the chosen one first.
 */
export function template(kind: ListKind, format: TemplateFormat, language: TemplateLanguage): Template {
  const headings = fieldsOf(kind).map((field) => fieldWords(field, language).heading);
  return {
    fileName: `athar-${kind.replace('_', '-')}-${language}.${format}`,
    mediaType: mediaTypes[format],
    bytes:
      format === 'csv'
        ? Readable.from([Buffer.from(byteOrderMark + safeCsvLine(headings))])
        : writeWorkbook([
            { name: sheetNames[kind], headings, rows: [], rightToLeft: language === 'ar' },
            explained(kind, language),
          ]),
  };
}

const sheetNames: Record<ListKind, string> = { detention_records: 'Records', reports: 'Reports' };

const columnWidths = [24, 60, 46, 24];

function explained(kind: ListKind, language: TemplateLanguage): Sheet {
  const languages = [language, ...templateLanguages.filter((other) => other !== language)];
  return {
    name: explanationSheets[language],
    headings: languages.flatMap((one) => explanationHeadings[one]),
    rows: fieldsOf(kind).map((field) =>
      languages.flatMap((one) => {
        const { heading, what, accepted, example } = fieldWords(field, one);
        return [heading, what, accepted, example];
      }),
    ),
    rightToLeft: language === 'ar',
    widths: [...columnWidths, ...columnWidths],
  };
}

/** "Column", "what it is", "what we understand", "example". */
const explanationHeadings: Record<TemplateLanguage, string[]> = {
  ar: [
    '\u0627\u0644\u0639\u0645\u0648\u062f',
    '\u0645\u0627 \u0647\u0648',
    '\u0645\u0627 \u0646\u0641\u0647\u0645\u0647',
    '\u0645\u062b\u0627\u0644',
  ],
  en: ['Column', 'What it is', 'What is understood', 'Example'],
};
