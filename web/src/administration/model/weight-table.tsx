import type { ModelInUse } from '../../api/types.js';
import { useLanguage } from '../../language/language.js';
import { signed } from '../charts/numbers.js';

type Level = ModelInUse['comparisons'][number];

/** What each level of each comparison weighs, with a plain sentence: filled bars speak for one person, outlined ones against. */
export function WeightTable({ comparisons }: { comparisons: ModelInUse['comparisons'] }) {
  const { t, direction } = useLanguage();
  const of = (text: Level['label']) => (direction === 'rtl' ? text.ar : text.en);
  const most = Math.max(1, ...comparisons.map(({ bits }) => Math.abs(bits)));
  const groups = new Map<string, Level[]>();
  for (const level of comparisons) groups.set(level.comparison, [...(groups.get(level.comparison) ?? []), level]);
  return (
    <>
      <p className="hint">{t('admin_model.weights_what')}</p>
      {[...groups].map(([comparison, levels]) => (
        <details key={comparison} className="comparison-levels">
          <summary>
            {levels[0] ? of(levels[0].label) : comparison}{' '}
            <span className="muted">{t('admin_model.levels', { count: levels.length })}</span>
          </summary>
          <table className="grid numbers">
            <caption className="unseen">{levels[0] ? of(levels[0].label) : comparison}</caption>
            <thead>
              <tr>
                <th scope="col">{t('admin_model.level')}</th>
                <th scope="col">{t('admin_model.m')}</th>
                <th scope="col">{t('admin_model.u')}</th>
                <th scope="col">{t('admin_model.bits')}</th>
              </tr>
            </thead>
            <tbody>
              {levels.map((level) => (
                <tr key={`${level.setting} ${level.level}`}>
                  <th scope="row">
                    {of(level.sentence)}
                    <span className="reading">
                      <code dir="ltr">{level.level}</code>
                      {level.setting !== 'any' && ` · ${settingWord(level.setting, t)}`}
                    </span>
                  </th>
                  <td>
                    <bdi dir="ltr">{shareOf(level.m)}</bdi>
                  </td>
                  <td>
                    <bdi dir="ltr">{shareOf(level.u)}</bdi>
                  </td>
                  <td>
                    <span className="weight-bar">
                      <span
                        className={level.bits < 0 ? 'against' : 'for'}
                        style={{ inlineSize: `${(Math.abs(level.bits) / most) * 5}rem` }}
                      />
                      <bdi dir="ltr">{signed(level.bits)}</bdi>
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ))}
    </>
  );
}

const settings = ['arabic', 'latin', 'across', 'told', 'guessed'] as const;

function settingWord(setting: string, t: ReturnType<typeof useLanguage>['t']): string {
  const known = settings.find((one) => one === setting);
  return known ? t(`admin_setting.${known}`) : setting;
}

/** Shares go down to one in a million: two digits that mean something. */
const shareOf = (share: number) => (share >= 0.01 ? share.toFixed(2) : share.toPrecision(2));
