import type { CheckSummary } from '../../imports/check-summary.js';
import type { ImportView } from '../../imports/import-view.js';
import { isolated } from '../output.js';

/** What a command ends with: 0 all of it, 3 not all of it, 1 it failed. */
export function exitCodeOf({ state, summary, rows }: ImportView): number {
  if (state === 'failed') return 1;
  if (state === 'held_back') return 3;
  if (state === 'checked') return summary && summary.rows.held + summary.rows.rejected > 0 ? 3 : 0;
  if (state === 'cancelled') return rows.done < rows.total ? 3 : 0;
  return rows.held + rows.rejected > 0 ? 3 : 0;
}

/** Where an import stands, and what to do now. */
export function importInWords(view: ImportView): string {
  const { id, state, list, source, failure, quarantine, revert, rows, summary } = view;
  return [
    `Import ${id}: ${state} (list ${isolated(list.name)}, file ${isolated(source.file_name)})`,
    ...(failure ? [`${failure.message} (${failure.code})`] : []),
    ...(state === 'receiving'
      ? [`${source.bytes_received} of ${source.bytes} bytes have come. Send the rest with the command that began it.`]
      : []),
    ...(state === 'mapping' ? ['It waits to be told what its columns mean.'] : []),
    ...(state === 'checked' && summary ? [...checkInWords(summary), `Store it: athar import run --import ${id}`] : []),
    ...(rows.done > 0 || state === 'done' ? rowsInWords(view) : []),
    ...(quarantine?.waits_for
      ? [
          'Held back until two people of the operator have looked at it:',
          ...quarantine.reasons.map((each) => `  ${each.message} (${each.code})`),
        ]
      : []),
    ...(revert?.waits_for_second_person
      ? ['A second person has to confirm that it is taken back: a record of it is in a confirmed suggestion.']
      : []),
    ...(state === 'reverted' && revert?.until
      ? [`It can be brought back until ${revert.until}: athar import bring-back ${id}`]
      : []),
  ].join('\n');
}

function rowsInWords({ id, rows }: ImportView): string[] {
  const left = rows.total - rows.done;
  return [
    `${rows.total} rows = ${rows.created} created + ${rows.new_revision} new revision + ${rows.unchanged} unchanged + ${rows.held} held + ` +
      `${rows.rejected} rejected${left > 0 ? ` + ${left} still to do` : ''}`,
    ...(rows.with_warnings > 0
      ? [`${rows.with_warnings} stored rows hold a value that was kept but not understood.`]
      : []),
    ...(rows.held + rows.rejected > 0
      ? [`Each of them: GET /v1/imports/${id}/errors.csv, or --errors of "athar import check".`]
      : []),
  ];
}

/** Totals, what is new beside the last version, and problems by kind with what to do. */
export function checkInWords({ rows, versions, problems, same_file_as }: CheckSummary): string[] {
  return [
    `${rows.total} rows = ${rows.ready} ready (${rows.with_warnings} with warnings) + ${rows.held} held + ${rows.rejected} rejected`,
    `Beside the newest version of the list: ${versions.new} new, ${versions.changed} changed, ${versions.unchanged} unchanged, ` +
      `${versions.older} older, ${versions.gone} gone`,
    ...(same_file_as ? [`The same bytes were handed in before: import ${same_file_as}`] : []),
    ...problems.map(
      ({ effect, rows: count, code, column, first_rows, message }) =>
        `  ${effect}, ${count} ${count === 1 ? 'row' : 'rows'}${column === null ? '' : `, column ${isolated(column)}`}: ${message} ` +
        `(${code}; ${count > first_rows.length ? 'first ' : ''}${first_rows.length === 1 ? 'row' : 'rows'} ${first_rows.join(', ')})`,
    ),
  ];
}
