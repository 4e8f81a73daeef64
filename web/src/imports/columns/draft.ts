import type { ColumnGuess, ColumnMeaning, ImportField, ImportView, Mapping } from '../types.js';
import { isDate } from './fields.js';

/** What a column means on the screen. `field` undefined: nobody has said anything yet. */
export interface ColumnDraft extends Omit<ColumnMeaning, 'field'> {
  field: ImportField | null | undefined;
}

const fromGuess = (guess: ColumnGuess): ColumnDraft => ({
  heading: guess.heading,
  field: guess.selected ? guess.field : undefined,
  ...(guess.date && { date_order: guess.date.order }),
  ...(guess.calendar && { calendar: guess.calendar }),
});

/** What was sent before stands; a column that was sent without a meaning was left so on purpose. */
export function draftOf(view: ImportView): ColumnDraft[] {
  const guesses = view.mapping_guess ?? [];
  return guesses.map((guess, index) => {
    const sent = view.mapping?.columns[index];
    return sent?.heading === guess.heading ? { ...sent } : fromGuess(guess);
  });
}

/** As the service takes it: only what belongs to the meaning that was chosen. */
export function mappingOf(kind: Mapping['kind'], draft: ColumnDraft[]): Mapping {
  return {
    kind,
    columns: draft.map(({ heading, field, date_order, calendar, values }) => ({
      heading,
      field: field ?? null,
      ...(isDate(field) && { date_order: date_order ?? 'undecided', calendar: calendar ?? 'as_written' }),
      ...(field && values && Object.keys(values).length > 0 && { values }),
    })),
  };
}
