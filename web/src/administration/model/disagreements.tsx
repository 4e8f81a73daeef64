import { Link } from 'wouter';
import { useModelDisagreements } from '../../api/models.js';
import { ListState } from '../../frame/list-state.js';
import { useLanguage } from '../../language/language.js';
import { signed, usePercent } from '../charts/numbers.js';

/** Pairs that people decided otherwise than the model expects, the furthest apart first. */
export function Disagreements() {
  const { t } = useLanguage();
  const percent = usePercent();
  const list = useModelDisagreements();
  const items = list.data?.items ?? [];
  return (
    <>
      <p className="hint">{t('admin_model.disagreements_what')}</p>
      <ListState
        list={list}
        empty={items.length === 0 && <p className="muted">{t('admin_model.disagreements_none')}</p>}
      />
      {items.length > 0 && (
        <table className="grid">
          <caption className="unseen">{t('admin_model.disagreements')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('admin_model.pair')}</th>
              <th scope="col">{t('admin_model.people_said')}</th>
              <th scope="col">{t('admin_model.model_said')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.suggestion_id}>
                <th scope="row">
                  <Link href={`/suggestions/${item.suggestion_id}`}>
                    <code dir="ltr">{item.suggestion_id.slice(0, 8)}</code>
                  </Link>
                </th>
                <td data-label={t('admin_model.people_said')}>
                  {t(`admin_decision.${item.decision}`)}
                  {item.reasons.length > 0 && (
                    <span className="reading">
                      {item.reasons.map((reason) => t(`reason.${reason}`)).join(t('admin_comma'))}
                    </span>
                  )}
                </td>
                <td data-label={t('admin_model.model_said')}>
                  {item.band ? t(`band.${item.band}`) : t('admin_model.below_bands')} ·{' '}
                  <bdi dir="ltr">{signed(item.match_weight)}</bdi> ({percent(item.probability)})
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
