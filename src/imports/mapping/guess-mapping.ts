import type { Gazetteer } from '../../matching/index.js';
import type { Cell, Column } from '../../partner-files/index.js';
import { chooseField, type FieldChoice } from './choose-field.js';
import { placeTests } from './column-context.js';
import type { ColumnGuess } from './column-guess.js';
import { ColumnValues } from './column-values.js';
import { readDateColumn } from './date-columns.js';
import { fieldsOf, fieldType, type ImportField, type ListKind, mayRepeat } from './import-fields.js';
import { rememberedMeanings } from './mapped-columns.js';
import type { ColumnMeaning, Mapping, MappingConfidence } from './mapping.js';
import { readHeading } from './read-heading.js';
import { because } from './reasons.js';
import { hasValueMap, valueMap } from './value-maps.js';

/** Rows that are looked at. */
const mostRows = 200;
const samples = 3;
const mostAlternatives = 6;

/**
 * What each column of a file may mean, in the order of the file, with the reason. What the list meant before stands; else the heading decides, doubted where
 * the values contradict it, and without a known heading the values. Never throws for any text.
 * @param rows the first rows of the file; at most 200 are looked at
 * @param remembered the last mapping of the same list
 */
export function guessMapping(
  kind: ListKind,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  { gazetteer }: { gazetteer: Gazetteer },
  remembered?: Mapping,
): ColumnGuess[] {
  const looked = rows.slice(0, mostRows);
  const places = placeTests(gazetteer);
  const before = remembered?.kind === kind ? rememberedMeanings(remembered, columns) : [];
  const allowed = new Set(fieldsOf(kind));
  const headings = columns.map(({ heading }) => readHeading(heading));
  const others = new Set(headings.flatMap(({ confidence, fields }) => (confidence === 'exact' ? fields : [])));
  const drafts = columns.map((column, at): Draft => {
    const values = new ColumnValues(looked, column.index);
    const meaning = before[at] ?? null;
    const choice: FieldChoice = meaning
      ? {
          fields: meaning.field ? [meaning.field] : [],
          confidence: 'exact',
          why: because('mapping.remembered'),
          fit: 1,
        }
      : chooseField(headings[at], values, { places, allowed, others });
    return { column, values, meaning, choice, selected: isSelected(choice) };
  });
  giveFieldsOnce(drafts);
  return drafts.map((draft) => view(draft, gazetteer));
}

interface Draft {
  column: Column;
  values: ColumnValues;
  meaning: ColumnMeaning | null;
  choice: FieldChoice;
  selected: boolean;
}

const isSelected = ({ fields, confidence }: FieldChoice): boolean =>
  fields.length > 0 && (confidence === 'exact' || confidence === 'likely');

const strength: Record<MappingConfidence, number> = { exact: 3, likely: 2, guess: 1, none: 0 };

/** Of several columns that would have a field which is given once, the best keeps it. */
function giveFieldsOnce(drafts: Draft[]): void {
  const best = new Map<ImportField, Draft>();
  for (const draft of [...drafts].sort(betterFirst)) {
    const [field] = draft.choice.fields;
    if (!draft.selected || mayRepeat(field)) continue;
    const winner = best.get(field);
    if (!winner) {
      best.set(field, draft);
      continue;
    }
    draft.selected = false;
    const alike = winner.choice.byContent === true && draft.choice.byContent === true;
    draft.choice.why = because(alike ? 'field.alike' : 'field.taken', { column: winner.column.letter });
    if (!alike) continue;
    draft.choice.confidence = 'guess';
    if (winner.selected) winner.choice.why = because('field.alike', { column: draft.column.letter });
    winner.choice.confidence = 'guess';
    winner.selected = false;
  }
}

function betterFirst(a: Draft, b: Draft): number {
  return (
    Number(b.meaning !== null) - Number(a.meaning !== null) ||
    strength[b.choice.confidence] - strength[a.choice.confidence] ||
    b.choice.fit - a.choice.fit ||
    b.values.filled.length - a.values.filled.length ||
    a.column.index - b.column.index
  );
}

function view({ column, values, meaning, choice, selected }: Draft, gazetteer: Gazetteer): ColumnGuess {
  const [field = null, ...others] = choice.fields;
  const guess: ColumnGuess = {
    heading: column.heading,
    letter: column.letter,
    field,
    confidence: choice.confidence,
    selected,
    why: choice.why,
    samples: values.samples(samples),
    alternatives: others.slice(0, mostAlternatives),
  };
  if (field === null) return guess;
  if (fieldType(field) === 'date' || fieldType(field) === 'moment') {
    Object.assign(guess, readDateColumn(field, [...values.counts.keys()], meaning ?? undefined));
  }
  if (hasValueMap(field)) guess.values = valueMap(field, values.counts, gazetteer, meaning?.values);
  return guess;
}

/** The mapping that the selected guesses make: where a person starts from. Value maps hold only what is chosen, so they are left out. */
export function mappingOf(kind: ListKind, guesses: readonly ColumnGuess[], remembered?: Mapping): Mapping {
  const before = remembered?.kind === kind ? rememberedMeanings(remembered, columnsOf(guesses)) : [];
  return {
    kind,
    columns: guesses.map(({ heading, field, selected, date, calendar }, at) => ({
      heading,
      field: selected ? field : null,
      ...(selected && date ? { date_order: date.order, calendar } : {}),
      ...(selected && before[at]?.values ? { values: before[at].values } : {}),
    })),
  };
}

const columnsOf = (guesses: readonly ColumnGuess[]): Column[] =>
  guesses.map(({ heading, letter }, index) => ({ heading, letter, index }));
