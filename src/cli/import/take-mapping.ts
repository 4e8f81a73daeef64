import type { ImportView } from '../../imports/import-view.js';
import type { ColumnMeaning, Mapping } from '../../imports/mapping/mapping.js';
import { isolated } from '../output.js';

export type ColumnGuess = NonNullable<ImportView['mapping_guess']>[number];

/** What is preselected, as a mapping: what was remembered of the list and what is likely. Columns that are a mere guess are kept and not read. */
export function selectedMapping({ kind, mapping_guess }: Pick<ImportView, 'kind' | 'mapping_guess'>): Mapping {
  const columns = (mapping_guess ?? []).map((guess): ColumnMeaning => {
    const { heading, field, selected, date, calendar, values } = guess;
    if (!selected || field === null) return { heading, field: null };
    const means = (values ?? []).filter((value) => value.means !== null);
    return {
      heading,
      field,
      ...(date ? { date_order: date.order } : {}),
      ...(calendar ? { calendar } : {}),
      ...(means.length > 0 ? { values: Object.fromEntries(means.map(({ written, means }) => [written, means])) } : {}),
    };
  });
  return { kind, columns };
}

/** A table of what each column was taken for, and why. */
export function guessesInWords(guesses: readonly ColumnGuess[]): string {
  return guesses.flatMap(guessInWords).join('\n');
}

function guessInWords({ heading, letter, field, confidence, selected, why, samples, date }: ColumnGuess): string[] {
  const taken = field === null ? 'not read' : selected ? field : `not read; perhaps ${field}`;
  const shown = samples.filter((sample) => sample !== '').map(isolated);
  return [
    `${letter.padEnd(3)} ${isolated(heading || '(no heading)')}: ${taken} (${confidence}${why.sentence ? `: ${why.sentence}` : ''})`,
    ...(shown.length > 0 ? [`      such as ${shown.join(' | ')}`] : []),
    ...(date && selected && date.examples.length > 0
      ? [`      dates: ${date.order}, so ${date.examples.map(dateInWords).join('; ')}`]
      : []),
  ];
}

type DateExample = NonNullable<ColumnGuess['date']>['examples'][number];

function dateInWords({ raw, read_as }: DateExample): string {
  if (read_as === null) return `${isolated(raw)} is not understood`;
  const { earliest, latest } = read_as;
  return `${isolated(raw)} is ${earliest === latest ? earliest : `${earliest ?? '…'} to ${latest ?? '…'}`}`;
}
