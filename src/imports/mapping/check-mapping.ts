import type { FieldError } from '../../errors.js';
import { fieldsOf, type ImportField, type ListKind, nameFields } from './import-fields.js';
import type { Mapping } from './mapping.js';

/** Fields that several columns may hold: what cannot be put into one field stays apart. */
const severalColumns: readonly ImportField[] = ['alternate_names', 'other_number', 'notes', 'other_script_name'];

/**
 * What keeps a mapping from being used with the columns of a file: a heading that the file does not have, a column that is left out, two
 * columns of one meaning, a field of the other kind of list, no name.
 * @returns nothing when it can be used
 */
export function mappingErrors(kind: ListKind, headings: readonly string[], mapping: Mapping): FieldError[] {
  const errors: FieldError[] = [];
  if (mapping.kind !== kind)
    errors.push({ pointer: '/kind', code: 'mapping.other_kind', message: `The import is of ${kind}.` });
  const fields: readonly ImportField[] = fieldsOf(kind);
  const left = [...headings];
  const columnOf = new Map<ImportField, number>();
  for (const [at, { heading, field }] of mapping.columns.entries()) {
    const found = left.indexOf(heading);
    if (found >= 0) left.splice(found, 1);
    else {
      errors.push({
        pointer: `/columns/${at}/heading`,
        code: 'mapping.unknown_heading',
        message: 'The file has no column of this heading, or it stands here more often than in the file.',
      });
    }
    if (field === null) continue;
    const pointer = `/columns/${at}/field`;
    const first = columnOf.get(field);
    if (!fields.includes(field))
      errors.push({ pointer, code: 'mapping.not_for_kind', message: `A list of ${kind} has no such field.` });
    else if (first !== undefined && !severalColumns.includes(field)) {
      errors.push({
        pointer,
        code: 'mapping.field_twice',
        message: `Column ${first + 1} has this meaning already. Choose one of the two.`,
      });
    }
    columnOf.set(field, columnOf.get(field) ?? at);
  }
  if (left.length > 0) {
    errors.push({
      pointer: '/columns',
      code: 'mapping.missing_heading',
      message: 'Not every column of the file is named. Give those that mean nothing the field null.',
    });
  }
  if (!nameFields.some((field) => columnOf.has(field))) {
    errors.push({
      pointer: '/columns',
      code: 'mapping.no_name',
      message: 'No column means a name. Say which one holds the full name, or the given and the family name.',
    });
  }
  return errors;
}
