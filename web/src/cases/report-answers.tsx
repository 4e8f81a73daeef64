import type { ReactNode } from 'react';
import { useReport } from '../api/reports.js';
import { ListState } from '../frame/list-state.js';
import { useLanguage } from '../language/language.js';
import { AsWritten, DateInterval } from '../suggestion/date-interval.js';
import { Moment } from '../suggestion/moment.js';

/** What one family told, word for word, in whichever language it told it. Nothing here is a translation. */
export function ReportAnswers({ reportId, number }: { reportId: string; number: number }) {
  const { t } = useLanguage();
  const report = useReport(reportId);
  const titleId = `report-${reportId}`;
  return (
    <section className="panel" aria-labelledby={titleId}>
      <h2 id={titleId}>{t('case.report', { number })}</h2>
      <ListState list={report} />
      {report.data && <Answers report={report.data} />}
    </section>
  );
}

function Answers({ report }: { report: NonNullable<ReturnType<typeof useReport>['data']> }) {
  const { t } = useLanguage();
  const { sought, disappearance } = report;
  return (
    <>
      <p className="hint">
        {t('case.report_filed')} <Moment at={report.created_at} /> · {t('case.original_words')}
      </p>
      <dl className="answers">
        <Answer says={t('case.names')}>
          {sought.names.map((name) => (
            <span key={name.as_written} className="spelling">
              <bdi dir="auto">{name.as_written}</bdi>
            </span>
          ))}
        </Answer>
        <Answer says={t('case.mother_name')}>
          <AsWritten value={sought.mother_name} />
        </Answer>
        <Answer says={t('case.sex')}>{sought.sex ? t(`sex.${sought.sex}`) : <AsWritten value={null} />}</Answer>
        <Answer says={t('queue.birth')}>
          <DateInterval view={sought.birth} />
        </Answer>
        <Answer says={t('case.birth_place')}>
          <AsWritten value={sought.birth_place} />
        </Answer>
        <Answer says={t('case.home')}>
          <AsWritten value={sought.home} />
        </Answer>
        <Answer says={t('case.disappeared')}>
          <DateInterval view={disappearance.date} />
        </Answer>
        <Answer says={t('case.disappeared_place')}>
          <AsWritten value={[disappearance.place, disappearance.governorate].filter(Boolean).join(' · ') || null} />
        </Answer>
        <Answer says={t('case.believed_facility')}>
          <AsWritten value={disappearance.believed_facility} />
        </Answer>
        <Answer says={t('case.circumstances')}>
          {disappearance.circumstances ? (
            <p dir="auto" className="told">
              {disappearance.circumstances}
            </p>
          ) : (
            <AsWritten value={null} />
          )}
        </Answer>
      </dl>
    </>
  );
}

function Answer({ says, children }: { says: string; children: ReactNode }) {
  return (
    <div>
      <dt>{says}</dt>
      <dd>{children}</dd>
    </div>
  );
}
