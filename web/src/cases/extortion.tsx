import { useExtortionReports, useReportExtortion, useReviewExtortion } from '../api/cases.js';
import { useSession } from '../api/session.js';
import { type CaseView, type ExtortionReport, extortionOutcomes, extortionWays, thingsAskedFor } from '../api/types.js';
import { Disclosing } from '../forms/disclosing.js';
import { useFaults } from '../forms/faults.js';
import { FormFrame } from '../forms/form-frame.js';
import { faultAt, textOf } from '../forms/read-form.js';
import { Select } from '../forms/select.js';
import { TextArea } from '../forms/text-area.js';
import { ListState } from '../frame/list-state.js';
import { useLanguage } from '../language/language.js';
import { useFreshGate } from '../session/fresh-proof.js';
import { decides } from '../session/roles.js';
import { Icon } from '../suggestion/icon.js';
import { Moment } from '../suggestion/moment.js';
import { PersonName } from './person-name.js';

/** Somebody trades on the family's hope (R13): reported by anyone who works on the case, reviewed by a second person. */
export function Extortion({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const reports = useExtortionReports(view.id);
  const items = reports.data?.items ?? [];
  const mayReport = session != null && decides(session.role);
  return (
    <section className="panel" aria-labelledby="extortion-title" aria-busy={reports.isFetching}>
      <h2 id="extortion-title">{t('safety.extortion')}</h2>
      <p className="hint">{t('safety.extortion_what')}</p>
      <ListState list={reports} empty={items.length === 0 && <p className="muted">{t('safety.extortion_none')}</p>} />
      <ul className="plain matters">
        {items.map((report) => (
          <li key={report.id}>
            <OneReport view={view} report={report} />
          </li>
        ))}
      </ul>
      {mayReport && (
        <Disclosing says={t('safety.extortion_add')}>
          {(close) => <ReportForm view={view} onClose={close} />}
        </Disclosing>
      )}
    </section>
  );
}

function OneReport({ view, report }: { view: CaseView; report: ExtortionReport }) {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const reviews = session?.role === 'supervisor' || session?.role === 'disclosure_lead';
  const safe = report.reviews[0]?.outcome === 'contacts_safe';
  return (
    <>
      <p>
        <strong>{t(`extortion_asked.${report.asked_for}`)}</strong> · {t(`extortion_way.${report.way}`)}
      </p>
      <p dir="auto" className="told">
        {report.told}
      </p>
      <p className="reading">
        <PersonName who={report.reported_by} /> · <Moment at={report.reported_at} />
      </p>
      {report.reviews.map((review) => (
        <blockquote key={review.reviewed_at}>
          <Icon name={review.outcome === 'contacts_safe' ? 'tick' : 'warning'} />{' '}
          {t(`extortion_outcome.${review.outcome}`)}
          {': '}
          <bdi dir="auto">{review.note}</bdi>
          <span className="reading">
            <PersonName who={review.reviewed_by} /> · <Moment at={review.reviewed_at} />
          </span>
        </blockquote>
      ))}
      {report.reviews.length === 0 && (
        <p>
          <Icon name="clock" /> {t('safety.waits_review')}
        </p>
      )}
      {reviews && !safe && report.reported_by?.id !== session?.account_id && (
        <Disclosing says={t('safety.review')}>
          {(close) => <ReviewForm view={view} reportId={report.id} onClose={close} />}
        </Disclosing>
      )}
    </>
  );
}

function ReportForm({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const { t } = useLanguage();
  const faults = useFaults();
  const report = useReportExtortion(view);
  const submit = (form: HTMLFormElement) => {
    const told = textOf(form, 'extortion-told').trim();
    const asked = thingsAskedFor.find((word) => word === textOf(form, 'extortion-asked')) ?? 'other';
    const way = extortionWays.find((word) => word === textOf(form, 'extortion-way')) ?? 'other';
    if (told === '') return faults.show([faultAt('extortion-told', 'safety.told_missing')]);
    faults.clear();
    report.mutate({ asked_for: asked, way, told }, { onSuccess: onClose });
  };
  return (
    <FormFrame work={report} faults={faults} send={t('safety.extortion_send')} onSubmit={submit} onClose={onClose}>
      <Select
        id="extortion-asked"
        label={t('safety.asked_for')}
        faults={faults}
        options={thingsAskedFor.map((word) => ({ value: word, label: t(`extortion_asked.${word}`) }))}
      />
      <Select
        id="extortion-way"
        label={t('safety.way')}
        faults={faults}
        options={extortionWays.map((word) => ({ value: word, label: t(`extortion_way.${word}`) }))}
      />
      <TextArea
        id="extortion-told"
        label={t('safety.told')}
        hint={t('notes.no_bank')}
        faults={faults}
        maxLength={4000}
      />
    </FormFrame>
  );
}

function ReviewForm({ view, reportId, onClose }: { view: CaseView; reportId: string; onClose: () => void }) {
  const { t } = useLanguage();
  const faults = useFaults();
  const { whenFresh, dialog } = useFreshGate(undefined);
  const review = useReviewExtortion(view, reportId, whenFresh);
  const submit = (form: HTMLFormElement) => {
    const note = textOf(form, 'review-note').trim();
    const outcome = extortionOutcomes.find((word) => word === textOf(form, 'review-outcome'));
    if (note === '' || !outcome) return faults.show([faultAt('review-note', 'safety.review_note_missing')]);
    faults.clear();
    review.mutate({ outcome, note }, { onSuccess: onClose });
  };
  return (
    <>
      <FormFrame work={review} faults={faults} send={t('safety.review_send')} onSubmit={submit} onClose={onClose}>
        <Select
          id="review-outcome"
          label={t('safety.review_outcome')}
          faults={faults}
          options={extortionOutcomes.map((word) => ({ value: word, label: t(`extortion_outcome.${word}`) }))}
        />
        <TextArea id="review-note" label={t('safety.review_note')} faults={faults} maxLength={4000} />
      </FormFrame>
      {dialog}
    </>
  );
}
