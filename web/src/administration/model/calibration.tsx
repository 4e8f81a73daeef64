import { useModelCalibration } from '../../api/models.js';
import type { Count, ModelCalibration, ModelInUse } from '../../api/types.js';
import { ListState } from '../../frame/list-state.js';
import { useLanguage } from '../../language/language.js';
import { useCountWord, usePercent } from '../charts/numbers.js';
import { WithTable } from '../charts/with-table.js';

const [size, edge] = [300, 34];
const at = (share: number) => edge + share * size;
const down = (share: number) => 8 + (1 - share) * size;

/** What the model expects against what people found, pair by pair put together; on the diagonal the two are the same. */
export function Calibration({ knots }: { knots: ModelInUse['calibration']['knots'] }) {
  const { t } = useLanguage();
  const calibration = useModelCalibration();
  return (
    <>
      <p className="hint">{t('admin_model.calibration_what')}</p>
      <ListState list={calibration} />
      {calibration.data && <Plot calibration={calibration.data} />}
      <p className="reading">{t('admin_model.knots', { count: knots.length })}</p>
    </>
  );
}

function Plot({ calibration }: { calibration: ModelCalibration }) {
  const { t } = useLanguage();
  const percent = usePercent();
  const word = useCountWord();
  const count = (value: Count | null) => (value === null ? t('admin_model.hidden') : word(value));
  const rows = calibration.bins.map(({ from, to, predicted, count: pairs, same }) => [
    `${percent(from)}–${percent(to)}`,
    predicted === null ? '–' : percent(predicted),
    same === null ? '–' : `${percent(same.share)} (${percent(same.low)}–${percent(same.high)})`,
    count(pairs),
  ]);
  return (
    <>
      <WithTable
        caption={t('admin_model.calibration_pairs', { pairs: word(calibration.pairs) })}
        columns={[
          t('admin_model.expected_range'),
          t('admin_model.expected'),
          t('admin_model.found_same'),
          t('admin_model.pairs'),
        ]}
        rows={rows}
      >
        <svg
          className="plot"
          viewBox={`0 0 ${size + edge + 12} ${size + edge + 14}`}
          aria-hidden="true"
          focusable="false"
          direction="ltr"
        >
          {[0, 0.25, 0.5, 0.75, 1].map((share) => (
            <g key={share}>
              <line className="grid-line" x1={at(0)} x2={at(1)} y1={down(share)} y2={down(share)} />
              <text x={at(0) - 18} y={down(share) + 4}>
                {Math.round(share * 100)}
              </text>
              <text x={at(share)} y={down(0) + 16}>
                {Math.round(share * 100)}
              </text>
            </g>
          ))}
          <line className="diagonal" x1={at(0)} y1={down(0)} x2={at(1)} y2={down(1)} />
          {calibration.bins.map(({ from, predicted, same }) =>
            predicted === null || same === null ? null : (
              <g key={from}>
                <line
                  className="interval"
                  x1={at(predicted)}
                  x2={at(predicted)}
                  y1={down(same.low)}
                  y2={down(same.high)}
                />
                <circle className="bar" cx={at(predicted)} cy={down(same.share)} r="5" />
              </g>
            ),
          )}
          <text x={at(0.5)} y={size + edge + 10}>
            {t('admin_model.expected')} %
          </text>
        </svg>
      </WithTable>
      <p>
        {calibration.error === null
          ? t('admin_model.no_error')
          : t('admin_model.error', { share: percent(calibration.error) })}
      </p>
      <NotPossible codes={calibration.not_possible} />
    </>
  );
}

export function NotPossible({ codes }: { codes: ModelCalibration['not_possible'] }) {
  const { t } = useLanguage();
  if (codes.length === 0) return null;
  return (
    <ul className="plain reading">
      {codes.map((code) => (
        <li key={code}>{t(`admin_not_possible.${code}`)}</li>
      ))}
    </ul>
  );
}
