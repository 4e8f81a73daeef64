import type { Figures } from '../../api/types.js';
import { useLanguage } from '../../language/language.js';
import { useCountWord, usePercent } from '../charts/numbers.js';

/** How far two people who judged the same pair agree, and how much of that is more than chance. */
export function Reviewers({ reviewers }: { reviewers: Figures['reviewers'] }) {
  const { t } = useLanguage();
  const word = useCountWord();
  const percent = usePercent();
  const { pairs, agreed, kappa } = reviewers;
  return (
    <>
      <p className="hint">{t('admin_figures.reviewers_what', { pairs: word(pairs) })}</p>
      {agreed === null ? (
        <p className="muted">{t('admin_figures.too_few')}</p>
      ) : (
        <dl className="facts">
          <div>
            <dt>{t('admin_figures.agreed')}</dt>
            <dd>{percent(agreed)}</dd>
          </div>
          <div>
            <dt>{t('admin_figures.kappa')}</dt>
            <dd>
              {kappa === null ? t('admin_figures.no_kappa') : <bdi dir="ltr">{kappa.toFixed(2)}</bdi>}
              <span className="reading">{t('admin_figures.kappa_what')}</span>
            </dd>
          </div>
        </dl>
      )}
    </>
  );
}
