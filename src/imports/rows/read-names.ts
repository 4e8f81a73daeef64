import { scriptOf } from '../../matching/index.js';
import { type NameParts, nameRoles, type PersonName } from '../../matching/record.js';
import { toWrittenPersonName } from '../../person-names/read-names.js';
import type { ImportField } from '../mapping/import-fields.js';
import type { NameForm, NameForms } from './name-forms.js';
import { remember } from './remember.js';
import type { RowInHand } from './row-in-hand.js';

/** The names of one row. */
export interface ReadNames {
  /** Rows of person_names without ids: the person's first, that of the mother last. */
  rows: Record<string, unknown>[];
  /** The person's names as written, and the mother's. */
  sought: PersonName[];
  mother: string | null;
  fateWords: { words: readonly string[]; field: ImportField }[];
  /** Cells whose whole text is in none of the rows: they were divided, or say that nothing is known. */
  further: Partial<Record<ImportField, string>>;
  /** Of these the cells that name nobody. */
  nobody: ImportField[];
}

const partFields = {
  given: 'given_name',
  father: 'father_name',
  grandfather: 'grandfather_name',
  family: 'family_name',
} as const;

/** Reads the names of rows: one cell or several, both scripts, other names. One for each import. */
export function namesReader(forms: NameForms): (row: RowInHand) => ReadNames {
  const mothers = remember((raw) => ({ form: forms.form({ raw }) }));
  return (row) => {
    const found: ReadNames = { rows: [], sought: [], mother: null, fateWords: [], further: {}, nobody: [] };
    const [first, ...others] = cellNames(row, 'full_name', forms, found);
    const told = partsOf(row, forms, found);
    const own = beside(first, told);
    const stored = own.filter((name) => add(row, forms, found, name, first ? 'full_name' : firstPart(name)));
    if (told.length > 0 && (told.length > 1 || stored.length < own.length)) keepParts(row, found);
    for (const name of others) add(row, forms, found, name, 'full_name');
    for (const field of ['other_script_name', 'alternate_names'] as const)
      for (const name of cellNames(row, field, forms, found)) add(row, forms, found, name, field);
    const mother = row.text('mother_name');
    if (mother === null) return found;
    const form = row.known('mother_name') === null ? null : mothers(mother).form;
    if (form === null) {
      found.further.mother_name = mother;
      found.nobody.push('mother_name');
    } else {
      found.mother = mother;
      found.rows.push({ person: 'mother', position: 0, ...form.columns });
    }
    return found;
  };
}

/** The full name takes the parts that were told beside it, if they are in its script. */
function beside(first: PersonName | undefined, told: NameParts[]): PersonName[] {
  const names = told.map((parts) => toWrittenPersonName(parts));
  if (first === undefined) return names;
  const script = scriptOf(first.raw);
  const at = names.findIndex(({ raw }) => scriptOf(raw) === script);
  if (at < 0) return [first, ...names];
  return [toWrittenPersonName({ full: first.raw, ...told[at] }), ...names.filter((_, index) => index !== at)];
}

const firstPart = ({ parts }: PersonName): ImportField =>
  partFields[nameRoles.find((role) => parts?.[role] !== undefined) ?? 'given'];

function cellNames(row: RowInHand, field: ImportField, forms: NameForms, found: ReadNames): readonly PersonName[] {
  const divided = row.texts(field).map((cell) => {
    const names = row.tooLong.has(field) ? [] : forms.inCell(cell);
    return { cell, names, isWhole: names.length === 1 && names[0]!.raw === cell.trim() };
  });
  const further = divided.filter(({ isWhole }) => !isWhole);
  if (further.length > 0) found.further[field] = further.map(({ cell }) => cell).join('\n');
  if (further.some(({ names }) => names.length === 0)) found.nobody.push(field);
  return divided.flatMap(({ names }) => names);
}

function partsOf(row: RowInHand, forms: NameForms, found: ReadNames): NameParts[] {
  const parts: NameParts = {};
  let has = false;
  for (const role of nameRoles) {
    const field = partFields[role];
    const written = row.text(field);
    if (written === null) continue;
    if (row.known(field) === null) {
      found.further[field] = written;
      found.nobody.push(field);
    } else {
      parts[role] = written;
      has = true;
    }
  }
  return has ? forms.ofParts(parts) : [];
}

function keepParts(row: RowInHand, found: ReadNames): void {
  for (const field of Object.values(partFields)) {
    const written = row.text(field);
    if (written !== null) found.further[field] = written;
  }
}

/** @returns false for a text that names nobody */
function add(row: RowInHand, forms: NameForms, found: ReadNames, name: PersonName, field: ImportField): boolean {
  const form = forms.form(name);
  if (form === null) return false;
  if (found.sought.some((known) => isSame(known, name))) return true;
  found.rows.push({ person: 'sought', position: found.sought.length, ...form.columns });
  found.sought.push(name);
  if (form.fateWords.length > 0) found.fateWords.push({ words: form.fateWords, field });
  sayOf(row, form, field);
  return true;
}

const isSame = (a: PersonName, b: PersonName): boolean =>
  a.raw === b.raw && nameRoles.every((role) => a.parts?.[role] === b.parts?.[role]);

function sayOf(row: RowInHand, { problems }: NameForm, field: ImportField): void {
  for (const code of problems) row.say(field, code);
}
