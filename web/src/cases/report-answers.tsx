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

type Report = NonNullable<ReturnType<typeof useReport>['data']>;
type UnansweredPath = keyof Report['unanswered'] & string;

/** By what the person could be recognised. */
const recognisable = [
  ['height', 'case.height'],
  ['marks', 'case.marks'],
  ['work', 'case.work'],
  ['family', 'case.family_of'],
] as const;

function Answers({ report }: { report: Report }) {
  const { t } = useLanguage();
  const { sought, disappearance } = report;
  const { recognise } = sought;
  /** An answer, or why there is none. */
  const told = (path: UnansweredPath, value: ReactNode): ReactNode => {
    const why = report.unanswered[path];
    if (value) return value;
    return why ? <span className="muted">{t(`unanswered.${why}`)}</span> : <AsWritten value={null} />;
  };
  const written = (path: UnansweredPath, value: string | null) => told(path, value && <bdi dir="auto">{value}</bdi>);
  const paragraph = (path: UnansweredPath, value: string | null) =>
    told(
      path,
      value && (
        <p dir="auto" className="told">
          {value}
        </p>
      ),
    );
  return (
    <>
      <p className="hint">
        {t(report.filed_by_family ? 'case.filed_by_family' : 'case.report_filed')} <Moment at={report.created_at} /> ·{' '}
        {t('case.original_words')}
        {report.taken_up_at === null && <> · {t('case.not_taken_up')}</>}
      </p>
      <dl className="answers">
        <Answer says={t('case.names')}>
          {sought.names.map((name) => (
            <span key={name.as_written} className="spelling">
              <bdi dir="auto">{name.as_written}</bdi>
            </span>
          ))}
        </Answer>
        {sought.name_certainty && (
          <Answer says={t('case.name_certainty')}>{t(`name_certainty.${sought.name_certainty}`)}</Answer>
        )}
        <Answer says={t('case.mother_name')}>{written('sought.mother_name', sought.mother_name)}</Answer>
        <Answer says={t('case.sex')}>{told('sought.sex', sought.sex && t(`sex.${sought.sex}`))}</Answer>
        <Answer says={t('queue.birth')}>
          {told('sought.birth', sought.birth && <DateInterval view={sought.birth} />)}
        </Answer>
        {(sought.under_18 || report.unanswered['sought.under_18']) && (
          <Answer says={t('case.under_18')}>
            {told('sought.under_18', sought.under_18 && t(`told_under_18.${sought.under_18}`))}
          </Answer>
        )}
        <Answer says={t('case.birth_place')}>{written('sought.birth_place', sought.birth_place)}</Answer>
        <Answer says={t('case.home')}>{written('sought.home', sought.home)}</Answer>
        {recognisable.map(
          ([part, says]) =>
            (recognise[part] || report.unanswered[`sought.recognise.${part}`]) && (
              <Answer key={part} says={t(says)}>
                {paragraph(`sought.recognise.${part}`, recognise[part])}
              </Answer>
            ),
        )}
        <Answer says={t('case.disappeared')}>
          {told('disappearance.date', disappearance.date && <DateInterval view={disappearance.date} />)}
        </Answer>
        {(disappearance.what_happened || report.unanswered['disappearance.what_happened']) && (
          <Answer says={t('case.what_happened')}>
            {told(
              'disappearance.what_happened',
              disappearance.what_happened && t(`what_happened.${disappearance.what_happened}`),
            )}
          </Answer>
        )}
        <Answer says={t('case.disappeared_place')}>
          {written(
            'disappearance.place',
            [disappearance.place, disappearance.governorate].filter(Boolean).join(' · ') || null,
          )}
        </Answer>
        <Answer says={t('case.believed_facility')}>
          {written('disappearance.believed_facility', disappearance.believed_facility)}
        </Answer>
        <Answer says={t('case.circumstances')}>
          {paragraph('disappearance.circumstances', disappearance.circumstances)}
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
