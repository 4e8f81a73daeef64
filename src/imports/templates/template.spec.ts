import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { inPieces } from '../../../test/support/written-files.js';
import { projectGazetteer } from '../../linkage/project-gazetteer.js';
import { inspect } from '../../partner-files/index.js';
import { guessMapping } from '../mapping/guess-mapping.js';
import { fieldsOf, importFields, type ListKind, listKinds } from '../mapping/import-fields.js';
import { fieldWords, type TemplateLanguage, templateLanguages, unknownFieldsExplained } from './field-words.js';
import { type TemplateFormat, template, templateFormats } from './template.js';

const gazetteer = projectGazetteer();
const all = listKinds.flatMap((kind) =>
  templateFormats.flatMap((format) => templateLanguages.map((language) => [kind, format, language] as const)),
);
const seen = async (kind: ListKind, format: TemplateFormat, language: TemplateLanguage) =>
  inspect(inPieces(await buffer(template(kind, format, language).bytes)));

describe('the template', () => {
  it.each(all)('of %s as %s in %s is read back with a column for each field', async (kind, format, language) => {
    const { columns, options } = await seen(kind, format, language);
    expect(options.headings).toEqual({ row: 1, lines: 1 });
    expect(columns.map(({ heading }) => heading)).toEqual(
      fieldsOf(kind).map((field) => fieldWords(field, language).heading),
    );
    expect(columns.filter(({ sameAs }) => sameAs !== undefined)).toEqual([]);
  });

  it('in Excel is read from its list, though the sheet that explains the columns has more rows', async () => {
    const { options, sheets } = await seen('detention_records', 'xlsx', 'ar');
    expect(sheets?.map(({ rows }) => rows)).toEqual([1, fieldsOf('detention_records').length + 1]);
    expect(options.sheet).toBe('Records');
  });
});

describe('the headings of the template', () => {
  it.each(all)('of %s as %s in %s are all understood exactly', async (kind, format, language) => {
    const { columns } = await seen(kind, format, language);
    const guesses = guessMapping(kind, columns, [], { gazetteer });
    expect(guesses.map(({ field, confidence, selected }) => [field, confidence, selected])).toEqual(
      fieldsOf(kind).map((field) => [field, 'exact', true]),
    );
  });
});

describe('the words for fields', () => {
  it('explain every field in both languages, and nothing else', () => {
    for (const field of importFields) for (const language of templateLanguages) fieldWords(field, language);
    expect(unknownFieldsExplained()).toEqual([]);
  });

  it.each(templateLanguages)('never call two fields the same (%s)', (language) => {
    const headings = importFields.map((field) => fieldWords(field, language).heading);
    expect(new Set(headings).size).toBe(headings.length);
  });
});
