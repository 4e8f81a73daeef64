import type { Count, ModelDryRun } from '../../api/types.js';
import { useLanguage } from '../../language/language.js';
import { signed, useCountWord, usePercent } from '../charts/numbers.js';
import { NotPossible } from './calibration.js';

/** What another model would have changed on past decisions. Nothing that people decided changes by it. */
export function DryRunView({ run }: { run: ModelDryRun }) {
  const { t } = useLanguage();
  const word = useCountWord();
  const percent = usePercent();
  const count = (value: Count | null) => (value === null ? t('admin_model.hidden') : word(value));
  const bits = (change: { before: number; after: number } | null) =>
    change === null ? '–' : `${signed(change.before)} → ${signed(change.after)}`;
  const shares = (change: { before: number | null; after: number | null } | null) =>
    change === null || change.before === null || change.after === null
      ? '–'
      : `${percent(change.before)} → ${percent(change.after)}`;
  const facts: [string, string][] = [
    [t('admin_model.looked_at'), `${count(run.pairs.confirmed)} · ${count(run.pairs.rejected)}`],
    [t('admin_model.not_compared'), count(run.pairs.not_compared)],
    [t('admin_model.confirmed_below'), count(run.confirmed_below_suggested)],
    [t('admin_model.rejected_risen'), count(run.rejected_risen)],
    [t('admin_model.first'), shares(run.ranks.recall_at_1)],
    [t('admin_model.first_ten'), shares(run.ranks.recall_at_10)],
    [t('admin_model.distance'), shares(run.calibration_error)],
  ];
  return (
    <div className="dry-run">
      <h3>{t('admin_model.dry_run')}</h3>
      <dl className="facts">
        {facts.map(([says, value]) => (
          <div key={says}>
            <dt>{says}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>{t('admin_model.by_answer')}</summary>
        <table className="grid numbers">
          <caption className="unseen">{t('admin_model.by_answer')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('admin_model.people_said')}</th>
              <th scope="col">{t('admin_model.pairs')}</th>
              <th scope="col">{t('admin_model.mean_bits')}</th>
              <th scope="col">{t('admin_model.falls')}</th>
              <th scope="col">{t('admin_model.rises')}</th>
            </tr>
          </thead>
          <tbody>
            {run.by_answer.map((row) => (
              <tr key={row.answer}>
                <th scope="row">{row.answer === 'confirmed' ? t('state.confirmed') : t(`reason.${row.answer}`)}</th>
                <td>{count(row.pairs)}</td>
                <td>
                  <bdi dir="ltr">{bits(row.mean_bits)}</bdi>
                </td>
                <td>{count(row.falls)}</td>
                <td>{count(row.rises)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <details>
        <summary>{t('admin_model.groups')}</summary>
        <table className="grid numbers">
          <caption className="unseen">{t('admin_model.groups')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('admin_model.group')}</th>
              <th scope="col">{t('admin_model.pairs')}</th>
              <th scope="col">{t('admin_model.mean_bits')}</th>
              <th scope="col">{t('admin_model.falls_below')}</th>
            </tr>
          </thead>
          <tbody>
            {run.groups.map(({ group, pairs, shift_bits: shift, falls }) => (
              <tr key={group}>
                <th scope="row">{t(`admin_group.${group}`)}</th>
                <td>{count(pairs)}</td>
                <td>
                  <bdi dir="ltr">{shift === null ? '–' : signed(shift)}</bdi>
                </td>
                <td>{count(falls)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <NotPossible codes={run.not_possible} />
    </div>
  );
}
