import { type RefObject, useState } from 'react';
import type { DateView, ExplanationRow, SuggestionDetail } from '../api/types.js';
import { useKeys } from '../keyboard/use-keys.js';
import { useLanguage } from '../language/language.js';
import { readDate } from '../language/read-date.js';
import { AsWritten } from '../suggestion/date-interval.js';
import { AgreementWord } from './agreement-word.js';
import { EvidenceCell, ExpandingRow } from './expanding-row.js';
import { waterfallScale } from './waterfall.js';
import { WeightNumber } from './weight-number.js';

interface ComparisonTableProps {
  suggestion: SuggestionDetail;
  /** By the reader's wish, or because this pair came without numbers. */
  weightsHidden: boolean;
  container: RefObject<HTMLDivElement | null>;
}

const startingPoint = 'starting_point';

/** A row per comparison: field, report, agreement, detention record, and what it adds to the running total. */
export function ComparisonTable({ suggestion, weightsHidden, container }: ComparisonTableProps) {
  const { t } = useLanguage();
  const { explanation } = suggestion;
  const scale = waterfallScale(explanation);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (row: string) =>
    setOpen((rows) => (rows.has(row) ? new Set([...rows].filter((other) => other !== row)) : new Set([...rows, row])));

  const buttons = () => [...(container.current?.querySelectorAll<HTMLButtonElement>('button.expand') ?? [])];
  const focusedAt = () => buttons().indexOf(document.activeElement as HTMLButtonElement);
  const step = (by: 1 | -1) => (event: KeyboardEvent) => {
    const at = focusedAt();
    const target = at === -1 && by === 1 ? buttons()[0] : buttons()[at + by];
    if (!target) return;
    event.preventDefault();
    target.focus();
  };
  const pressFocused = () => buttons()[focusedAt()]?.click();
  useKeys({ ArrowDown: step(1), ArrowUp: step(-1), KeyE: pressFocused });

  const columns = weightsHidden ? 4 : 5;
  const common = { scale, columns, weightsHidden, toggle };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="table-scroll" ref={container} tabIndex={0} aria-label={t('comparison.caption')}>
      <table className="comparison">
        <thead>
          <tr>
            <th scope="col">{t('comparison.field')}</th>
            <th scope="col">{t('comparison.report')}</th>
            <th scope="col">{t('comparison.agreement')}</th>
            <th scope="col">{t('comparison.record')}</th>
            {!weightsHidden && (
              <th scope="col" className="evidence">
                {t('comparison.evidence')}
                <span className="legend">
                  <span className="swatch for" /> {t('comparison.for')} <span className="swatch against" />{' '}
                  {t('comparison.against')}
                </span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {!weightsHidden && (
            <ExpandingRow
              {...common}
              row={startingPoint}
              isOpen={open.has(startingPoint)}
              label={explanation.starting_point.label}
              sentence={explanation.starting_point.sentence}
              before={0}
              after={explanation.starting_point.weight ?? 0}
              weight={explanation.starting_point.weight ?? 0}
            />
          )}
          {explanation.rows.map((row) => (
            <ExpandingRow
              {...common}
              key={row.comparison}
              row={row.comparison}
              isOpen={open.has(row.comparison)}
              label={row.label}
              sentence={row.sentence}
              before={row.before ?? 0}
              after={row.after ?? 0}
              weight={row.weight ?? 0}
            >
              {/* How common a name is, or what a relative would explain: there is nothing to compare. */}
              {row.agreement !== null && (
                <>
                  <td className="value">
                    <Value row={row} side="a" date={dateOf(row, suggestion.report)} />
                  </td>
                  <td>
                    <AgreementWord agreement={row.agreement} label={row.agreement_label ?? ''} />
                  </td>
                  <td className="value">
                    <Value row={row} side="b" date={dateOf(row, suggestion.record)} />
                  </td>
                </>
              )}
            </ExpandingRow>
          ))}
        </tbody>
        {!weightsHidden && (
          <tfoot>
            <tr>
              <th scope="row" colSpan={4}>
                {t('comparison.total')}
              </th>
              <EvidenceCell before={0} after={explanation.total ?? 0} scale={scale} total>
                <WeightNumber weight={explanation.total ?? 0} />
              </EvidenceCell>
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}

const dateOf = (row: ExplanationRow, person: { birth: DateView | null; event: DateView | null }) =>
  row.comparison === 'birth' || row.comparison === 'event' ? person[row.comparison] : null;

/** A value as written; a date also as it is read; words for a code. */
function Value({ row, side, date }: { row: ExplanationRow; side: 'a' | 'b'; date: DateView | null }) {
  const { t, language, direction } = useLanguage();
  const value = row[side];
  if (row.comparison === 'sex' && (value === 'male' || value === 'female')) return t(`sex.${value}`);
  // A row that compares something other than two values, such as the order of the names.
  if (!row.a && !row.b && row.agreement !== 'not_recorded') return <span className="muted">–</span>;
  const reading = value && date ? readDate(date, { language, direction, t }) : null;
  return (
    <>
      <AsWritten value={value} />
      {reading && (
        <bdi dir={direction} className="reading">
          {reading}
        </bdi>
      )}
    </>
  );
}
