import type { FieldError } from '../../errors.js';
import { pointerOf } from '../../json-pointer.js';
import type { Gazetteer } from '../../matching/index.js';
import type { Column } from '../../partner-files/index.js';
import { fieldsOf, fieldType, type ImportField, mayRepeat, nameFields } from './import-fields.js';
import { meaningsOf } from './mapped-columns.js';
import type { ColumnMeaning, Mapping } from './mapping.js';
import { type ValueKind, wordsOfKind } from './value-words.js';

/**
 * What is wrong with a mapping for a file with these columns; empty when the list can be checked. Columns of the file that the mapping does not speak of are
 * kept and not read, which is no error.
 */
export function mappingProblems(
  mapping: Mapping,
  columns: readonly Column[],
  { gazetteer }: { gazetteer: Gazetteer },
): FieldError[] {
  const found = new Set(meaningsOf(mapping, columns));
  const allowed = new Set(fieldsOf(mapping.kind));
  const given = new Map<ImportField, number>();
  const errors: FieldError[] = [];
  mapping.columns.forEach((meaning, at) => {
    const { field } = meaning;
    const say = (key: 'heading' | 'field' | 'values', code: string, message: string) =>
      errors.push({ pointer: pointerOf(['columns', at, key]), code, message });
    if (!found.has(meaning))
      say('heading', 'mapping.unknown_heading', 'The file has no further column of this heading.');
    if (field === null) return;
    if (!allowed.has(field)) {
      say('field', 'mapping.wrong_kind', 'Lists of this kind do not have this field. Choose another one, or none.');
      return;
    }
    const before = given.get(field);
    if (before !== undefined && !mayRepeat(field)) {
      say('field', 'mapping.two_columns_one_field', `Column ${before + 1} of the mapping has this field already.`);
    } else given.set(field, at);
    if (!valuesKnown(meaning, field, gazetteer)) {
      say('values', 'mapping.value_unknown', 'A value stands for something that this field does not know.');
    }
  });
  if (!nameFields.some((field) => given.has(field))) {
    errors.push({
      pointer: pointerOf(['columns']),
      code: 'mapping.no_name',
      message:
        'No column has a name. Give one of them the field full_name, given_name, father_name, family_name or other_script_name.',
    });
  }
  return errors;
}

const kinds: Partial<Record<ReturnType<typeof fieldType>, ValueKind>> = {
  sex: 'sex',
  event: 'event',
  status: 'status',
};

function valuesKnown({ values = {} }: ColumnMeaning, field: ImportField, gazetteer: Gazetteer): boolean {
  const codes = Object.values(values).filter((code) => code !== null);
  const type = fieldType(field);
  const kind = kinds[type];
  if (kind) {
    const known = new Set(wordsOfKind(kind).values());
    return codes.every((code) => known.has(code));
  }
  if (type === 'place' || type === 'facility') return codes.every((code) => gazetteer.nameOfCode(code, 'en') !== null);
  return Object.keys(values).length === 0;
}
