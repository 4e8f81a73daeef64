import { useModelInUse } from '../../api/models.js';
import { useSession } from '../../api/session.js';
import type { ModelInUse } from '../../api/types.js';
import { ListState } from '../../frame/list-state.js';
import { useLanguage } from '../../language/language.js';
import { formatLocalesOf } from '../../language/languages.js';
import { formatIsoDay } from '../../language/read-date.js';
import { Moment } from '../../suggestion/moment.js';
import type { PageProps } from '../administration-pages.js';
import { signed, usePercent } from '../charts/numbers.js';
import { PageFrame } from '../page-frame.js';
import { Panel } from '../panel.js';
import { Calibration } from './calibration.js';
import { Changes } from './changes.js';
import { Disagreements } from './disagreements.js';
import { WeightTable } from './weight-table.js';

/** What pairs are weighed by, how well that fits what people found, and how it is changed: by two people. */
export default function ModelPage({ whenFresh }: PageProps) {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const model = useModelInUse();
  const judges = session?.role === 'supervisor';
  return (
    <PageFrame title={t('places.model')} what={t('admin_model.what')}>
      <ListState list={model} />
      {model.data && session && (
        <div className="panels model" aria-busy={model.isFetching}>
          <InUse model={model.data} />
          <Changes session={session} whenFresh={whenFresh} />
          {judges && (
            <Panel title={t('admin_model.calibration')}>
              <Calibration knots={model.data.calibration.knots} />
            </Panel>
          )}
          {judges && (
            <Panel title={t('admin_model.disagreements')}>
              <Disagreements />
            </Panel>
          )}
          <Panel title={t('admin_model.weights')} wide>
            <WeightTable comparisons={model.data.comparisons} />
          </Panel>
        </div>
      )}
    </PageFrame>
  );
}

function InUse({ model }: { model: ModelInUse }) {
  const { t, language } = useLanguage();
  const percent = usePercent();
  const plain = new Intl.NumberFormat(formatLocalesOf[language]);
  const { estimated, starting_point: start } = model;
  return (
    <Panel title={t('admin_model.in_use')}>
      <dl className="facts">
        <div>
          <dt>{t('admin_model.version')}</dt>
          <dd>
            <bdi dir="ltr">{model.version}</bdi>{' '}
            <code dir="ltr" title={model.hash}>
              {model.hash.slice(0, 12)}
            </code>
          </dd>
        </div>
        <div>
          <dt>{t('admin_model.since')}</dt>
          <dd>{model.since ? <Moment at={model.since} /> : t('admin_model.from_the_start')}</dd>
        </div>
        <div>
          <dt>{t('admin_model.estimated')}</dt>
          <dd>
            {formatIsoDay(estimated.on, language)} · <bdi dir="ltr">{estimated.data}</bdi>
            <span className="reading">
              {t('admin_model.made_of', {
                reports: plain.format(estimated.reports),
                records: plain.format(estimated.records),
                reviewed: plain.format(estimated.reviewed_pairs),
              })}
            </span>
          </dd>
        </div>
        <div>
          <dt>{t('admin_model.start')}</dt>
          <dd>
            {t('admin_model.one_in', { count: plain.format(start.one_in) })}{' '}
            <bdi dir="ltr" className="muted">
              {signed(start.bits)}
            </bdi>
            <span className="reading">{t('admin_model.for_size', { size: plain.format(model.size_class) })}</span>
          </dd>
        </div>
        {model.bands.map(({ band, from_bits: bits, probability }) => (
          <div key={band}>
            <dt>{t(`band.${band}`)}</dt>
            <dd>
              {t('admin_model.from_bits')} <bdi dir="ltr">{signed(bits)}</bdi>{' '}
              <span className="muted">({percent(probability)})</span>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
