import { useLanguage } from '../../language/language.js';
import { Icon } from '../../suggestion/icon.js';
import type { HeadingRows, Inspection, PreviewRow } from '../types.js';
import { saidIn } from '../words.js';
import { Why } from './guesses.js';

const shownRows = 10;

interface RawPreviewProps {
  inspection: Inspection;
  /** Undefined: the format has names of fields instead. */
  headings: HeadingRows | undefined;
  onChoose: (headings: HeadingRows) => void;
}

/** The first rows as the file has them, numbered as a spreadsheet counts. The row with the headings is chosen by a click or the arrow keys. */
export function RawPreview({ inspection, headings, onChoose }: RawPreviewProps) {
  const { t } = useLanguage();
  const { columns, above, first_rows, options, guesses } = inspection;
  const present = options.headings;
  const canChoose = headings !== undefined;
  const number = (row: number, words = String(row)) =>
    canChoose ? <HeadingChoice row={row} words={words} chosen={headings?.row === row} onChoose={onChoose} /> : words;
  return (
    <fieldset className="raw">
      <legend>{t('reading.rows')}</legend>
      {canChoose && <p className="hint">{t('reading.heading_how')}</p>}
      {canChoose && <Why guess={guesses.headings} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="table-scroll" tabIndex={0} aria-label={t('reading.rows')}>
        <table className="grid raw-rows">
          <thead>
            <tr>
              <th scope="col">{t('reading.row')}</th>
              {columns.map(({ index, letter }) => (
                <th scope="col" key={index}>
                  {letter}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {above.map(({ row_number, cells }) => (
              <tr key={row_number} className="above">
                <th scope="row">{number(row_number)}</th>
                {columns.map(({ index }) => (
                  <td key={index}>
                    <bdi dir="auto">{cells[index] ?? ''}</bdi>
                  </td>
                ))}
              </tr>
            ))}
            {present && (
              <tr className="headings">
                <th scope="row">
                  {number(
                    present.row,
                    present.lines > 1 ? `${present.row}\u2013${present.row + present.lines - 1}` : undefined,
                  )}
                </th>
                {columns.map(({ index, heading }) => (
                  <td key={index}>
                    {heading === '' ? (
                      <span className="muted">{t('reading.no_heading')}</span>
                    ) : (
                      <bdi dir="auto">{heading}</bdi>
                    )}
                  </td>
                ))}
              </tr>
            )}
            {first_rows.slice(0, shownRows).map((row) => (
              <tr key={row.row_number} className={row.problem !== null ? 'unreadable' : undefined}>
                <th scope="row">{number(row.row_number)}</th>
                <RowCells row={row} width={columns.length} />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {canChoose && (
        <p className="heading-choice">
          <label className="check">
            <input type="radio" name="heading-row" checked={headings === null} onChange={() => onChoose(null)} />
            {t('reading.no_headings')}
          </label>
          {headings && (
            <label>
              {t('reading.heading_lines')}{' '}
              <select
                value={headings.lines}
                onChange={(event) => onChoose({ row: headings.row, lines: Number(event.target.value) })}
              >
                {[1, 2, 3].map((lines) => (
                  <option key={lines} value={lines}>
                    {lines}
                  </option>
                ))}
              </select>
            </label>
          )}
        </p>
      )}
    </fieldset>
  );
}

interface HeadingChoiceProps {
  row: number;
  words: string;
  chosen: boolean;
  onChoose: (headings: HeadingRows) => void;
}

function HeadingChoice({ row, words, chosen, onChoose }: HeadingChoiceProps) {
  const { t } = useLanguage();
  return (
    <label className="check">
      <input
        type="radio"
        name="heading-row"
        checked={chosen}
        onChange={() => onChoose({ row, lines: 1 })}
        aria-label={t('reading.heading_is', { row })}
      />
      <bdi dir="ltr">{words}</bdi>
    </label>
  );
}

function RowCells({ row, width }: { row: PreviewRow; width: number }) {
  const words = useLanguage();
  if (row.problem !== null)
    return (
      <td colSpan={width}>
        <Icon name="warning" /> {saidIn(words, { code: row.problem })}
        <span className="reading">
          <bdi dir="auto">{row.cells.join(' ').slice(0, 200)}</bdi>
        </span>
      </td>
    );
  return Array.from({ length: width }, (_, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the cells of one row never change places
    <td key={index}>
      <bdi dir="auto">{row.cells[index] ?? ''}</bdi>
      {row.flags
        ?.filter((flag) => flag.index === index)
        .map(({ code }) => {
          const key = `cell_flag.${code}`;
          return (
            <span key={code} className="flag">
              <Icon name="warning" /> {words.knows(key) ? words.t(key) : code}
            </span>
          );
        })}
    </td>
  ));
}
