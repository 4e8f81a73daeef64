import { type ReactNode, useId } from 'react';
import { useLanguage } from '../../language/language.js';

interface WithTableProps {
  /** What is drawn, in words. */
  caption: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** The drawing; whoever does not see it has the caption and the table. */
  children: ReactNode;
}

/** A drawing with its numbers beneath, for those who want or need them one by one. */
export function WithTable({ caption, columns, rows, children }: WithTableProps) {
  const { t } = useLanguage();
  const id = useId();
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption id={id} className="hint">
        {caption}
      </figcaption>
      {children}
      <details>
        <summary>{t('admin_chart.table')}</summary>
        <table className="grid numbers">
          <caption className="unseen">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first, ...cells]) => (
              <tr key={first}>
                <th scope="row">{first}</th>
                {cells.map((cell, at) => (
                  <td key={columns[at + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
