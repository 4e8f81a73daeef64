import type { Share } from '../../api/types.js';
import { useLanguage } from '../../language/language.js';
import { usePercent } from './numbers.js';

/** A share between nothing and all: a dot, with the interval in which it may lie. The words beside it say the same. */
export function ShareLine({ share, low, high }: Share) {
  const { direction } = useLanguage();
  const at = (value: number) => (direction === 'rtl' ? 100 - value * 100 : value * 100);
  const percent = usePercent();
  return (
    <span className="share-line">
      <svg viewBox="-2 0 104 12" aria-hidden="true" focusable="false" preserveAspectRatio="none">
        <line x1="0" x2="100" y1="6" y2="6" className="axis" />
        <line x1={at(low)} x2={at(high)} y1="6" y2="6" className="interval" />
        <line x1={at(share)} x2={at(share)} y1="1" y2="11" className="dot" />
      </svg>
      <span>
        <strong>{percent(share)}</strong>{' '}
        <span className="muted">
          ({percent(low)}–{percent(high)})
        </span>
      </span>
    </span>
  );
}
