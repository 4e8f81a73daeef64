import type { ReactNode } from 'react';
import { WaterfallBar, type WaterfallScale } from './waterfall.js';
import { WeightNumber } from './weight-number.js';

interface ExpandingRowProps {
  row: string;
  label: string;
  sentence: string;
  isOpen: boolean;
  toggle: (row: string) => void;
  weight: number;
  before: number;
  after: number;
  scale: WaterfallScale;
  columns: number;
  weightsHidden: boolean;
  /** The three cells between field and evidence; without them the label spans their place. */
  children?: ReactNode;
}

/** A row of the comparison with its sentence below, opened and closed by the field's name. */
export function ExpandingRow(props: ExpandingRowProps) {
  const { row, label, sentence, isOpen, toggle, weight, before, after, scale, columns, weightsHidden, children } =
    props;
  const sentenceId = `sentence-${row}`;
  return (
    <>
      <tr>
        <th scope="row" colSpan={children ? 1 : 4}>
          <button
            type="button"
            className="expand"
            aria-expanded={isOpen}
            aria-controls={isOpen ? sentenceId : undefined}
            onClick={() => toggle(row)}
          >
            <svg className="icon mirrored" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
              <path d={isOpen ? 'M3 6l5 5 5-5' : 'M6 3l5 5-5 5'} />
            </svg>
            {label}
          </button>
        </th>
        {children}
        {!weightsHidden && (
          <EvidenceCell before={before} after={after} scale={scale}>
            <WeightNumber weight={weight} />
          </EvidenceCell>
        )}
      </tr>
      {isOpen && (
        <tr className="sentence">
          <td colSpan={columns} id={sentenceId}>
            {sentence}
          </td>
        </tr>
      )}
    </>
  );
}

export function EvidenceCell(props: {
  before: number;
  after: number;
  scale: WaterfallScale;
  total?: boolean;
  children: ReactNode;
}) {
  const { children, ...bar } = props;
  return (
    <td className="evidence">
      <span className="evidence-line">
        <WaterfallBar {...bar} />
        {children}
      </span>
    </td>
  );
}
