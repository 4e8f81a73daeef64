import type { RefObject } from 'react';
import type { SuggestionDetail } from '../api/types.js';
import { useLanguage } from '../language/language.js';

/** Why the first reader proposed the pair, beside what this reader thinks himself. */
export function FirstReading({
  suggestion,
  box,
}: {
  suggestion: SuggestionDetail;
  box: RefObject<HTMLElement | null>;
}) {
  const { t } = useLanguage();
  return (
    <section className="first-reading" ref={box} tabIndex={-1} aria-labelledby="first-reading-title">
      <h3 id="first-reading-title">
        {t('first_reading.title')} <bdi dir="auto">{suggestion.proposed_by}</bdi>
      </h3>
      <blockquote>
        <bdi dir="auto">{suggestion.evidence}</bdi>
      </blockquote>
      {suggestion.own_opinion && (
        <p>
          {t('first_reading.own')} <strong>{t(`opinion.${suggestion.own_opinion}`)}</strong>
          {suggestion.own_opinion !== 'same' && <> {t('first_reading.cannot_confirm')}</>}
        </p>
      )}
    </section>
  );
}
