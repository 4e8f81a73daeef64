import type { Band } from '../api/types.js';
import { useLanguage } from '../language/language.js';

const barsFilled: Record<Band, number> = { strong: 3, worth_a_look: 2, weak: 1 };

/** How much speaks for a pair: a word, and up to three filled bars; none when a decided pair is below every band now. Never a percentage. */
export function BandWord({ band }: { band: Band | null }) {
  const { t } = useLanguage();
  return (
    <span className={`band ${band ?? 'none'}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false" className="icon mirrored">
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={1.5 + bar * 5}
            y={10 - bar * 4}
            width={3}
            height={4.5 + bar * 4}
            className={bar < (band ? barsFilled[band] : 0) ? 'full' : 'hollow'}
          />
        ))}
      </svg>
      {t(`band.${band ?? 'none'}`)}
    </span>
  );
}
