import { useState } from 'react';
import { Link } from 'wouter';
import { useCases, useLinkCase, useUnlinkReport } from '../api/cases.js';
import { useSession } from '../api/session.js';
import { useSuggestionsOfReport } from '../api/suggestions.js';
import type { CaseView, SuggestionSummary } from '../api/types.js';
import { Disclosing } from '../forms/disclosing.js';
import { useFaults } from '../forms/faults.js';
import { FormFrame } from '../forms/form-frame.js';
import { faultAt, textOf } from '../forms/read-form.js';
import { ReasonForm } from '../forms/reason-form.js';
import { Select } from '../forms/select.js';
import { TextArea } from '../forms/text-area.js';
import { ListState } from '../frame/list-state.js';
import { useLanguage } from '../language/language.js';
import { decides } from '../session/roles.js';
import { BandWord } from '../suggestion/band-word.js';
import { Moment } from '../suggestion/moment.js';
import { StateWord } from '../suggestion/state-word.js';
import { ContestList } from './contests.js';
import { PersonName } from './person-name.js';

/** Reports of several relatives in one case, and the detention records that stand beside them. */
export function LinksPart({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const works = session != null && decides(session.role);
  return (
    <div className="case-halves">
      <section className="panel" aria-labelledby="links-reports">
        <h2 id="links-reports">{t('links.reports')}</h2>
        <ul className="plain matters">
          {view.reports.map((report, index) => (
            <li key={report.report_id}>
              <OneReport view={view} report={report} number={index + 1} works={works} />
            </li>
          ))}
        </ul>
        {works && view.state === 'open' && view.linked_to === null && (
          <>
            <h3>{t('links.link')}</h3>
            <p className="hint">{t('links.link_what')}</p>
            <Disclosing says={t('links.link_open')}>{(close) => <LinkForm view={view} onClose={close} />}</Disclosing>
          </>
        )}
      </section>
      <section className="panel" aria-labelledby="links-suggestions">
        <h2 id="links-suggestions">{t('links.suggestions')}</h2>
        {view.reports.map(({ report_id }) => (
          <RecordsBeside key={report_id} view={view} reportId={report_id} />
        ))}
      </section>
    </div>
  );
}

function OneReport(props: { view: CaseView; report: CaseView['reports'][number]; number: number; works: boolean }) {
  const { view, report, number, works } = props;
  const { t } = useLanguage();
  const unlink = useUnlinkReport(view);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <p>
        <strong>{t('case.report', { number })}</strong>
        {report.own && <span className="muted"> · {t('links.own')}</span>}
      </p>
      {!report.own && (
        <>
          <p className="reading">
            {t('links.linked')} <PersonName who={report.linked_by} /> · <Moment at={report.linked_at} />
          </p>
          {report.reason && (
            <blockquote>
              <bdi dir="auto">{report.reason}</bdi>
            </blockquote>
          )}
          {works && !asking && view.state === 'open' && (
            <p>
              <button type="button" onClick={() => setAsking(true)}>
                {t('links.unlink')} …
              </button>
            </p>
          )}
          {asking && (
            <ReasonForm
              id={`unlink-${report.report_id}`}
              label={t('links.unlink_reason')}
              send={t('links.unlink')}
              sending={unlink.isPending}
              error={unlink.error}
              onSend={(reason) =>
                unlink.mutate({ reportId: report.report_id, reason }, { onSuccess: () => setAsking(false) })
              }
              onClose={() => setAsking(false)}
            />
          )}
        </>
      )}
    </>
  );
}

function LinkForm({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const { t } = useLanguage();
  const faults = useFaults();
  const link = useLinkCase(view);
  const open = useCases({ state: 'open' });
  const others = (open.items ?? []).filter(({ id }) => id !== view.id);
  const submit = (form: HTMLFormElement) => {
    const other = textOf(form, 'link-other');
    const reason = textOf(form, 'link-reason').trim();
    const missing = [
      other === '' && faultAt('link-other', 'links.other_missing'),
      reason === '' && faultAt('link-reason', 'undo.reason_missing'),
    ].filter((fault) => fault !== false);
    if (missing.length > 0) return faults.show(missing);
    faults.clear();
    link.mutate({ otherCaseId: other, reason }, { onSuccess: onClose });
  };
  return (
    <FormFrame work={link} faults={faults} send={t('links.link_send')} onSubmit={submit} onClose={onClose}>
      <Select
        id="link-other"
        label={t('links.other')}
        faults={faults}
        none={t('links.other_choose')}
        options={others.map(({ id, locator, sought }) => ({
          value: id,
          label: [locator, sought[0]?.as_written].filter(Boolean).join(' · '),
        }))}
      />
      {open.hasNextPage && (
        <p>
          <button type="button" className="quiet" onClick={() => void open.fetchNextPage()}>
            {t('queue.more')}
          </button>
        </p>
      )}
      <TextArea id="link-reason" label={t('links.link_reason')} faults={faults} maxLength={2000} />
    </FormFrame>
  );
}

function RecordsBeside({ view, reportId }: { view: CaseView; reportId: string }) {
  const { t } = useLanguage();
  const suggestions = useSuggestionsOfReport(reportId);
  const items = suggestions.data?.items ?? [];
  const confirmed = items.filter(({ state }) => state === 'confirmed');
  const others = items.filter(({ state }) => state !== 'confirmed');
  return (
    <>
      <ListState list={suggestions} />
      {suggestions.isSuccess && (
        <>
          <h3>{t('links.confirmed')}</h3>
          {confirmed.length === 0 ? (
            <p className="muted">{t('links.none_confirmed')}</p>
          ) : (
            <Records view={view} items={confirmed} />
          )}
          <h3>{t('links.others')}</h3>
          {others.length === 0 ? <p className="muted">{t('links.none')}</p> : <Records view={view} items={others} />}
        </>
      )}
    </>
  );
}

function Records({ view, items }: { view: CaseView; items: SuggestionSummary[] }) {
  const { t } = useLanguage();
  return (
    <ul className="plain matters">
      {items.map((item) => (
        <li key={item.id} className="record-beside">
          <Link href={`/suggestions/${item.id}`}>
            <bdi dir="auto">{item.record.name}</bdi>
          </Link>
          <span className="candidate-standing">
            <BandWord band={item.band} /> <StateWord state={item.state} />
          </span>
          <span className="reading">
            <bdi dir="auto">{item.record.source_title}</bdi> · {t('queue.row', { number: item.record.row_number })}
          </span>
          <Disclosing says={t('links.contests')}>
            {() => (
              <section aria-label={t('safety.contests_record')}>
                <ContestList view={view} recordId={item.record.id} />
              </section>
            )}
          </Disclosing>
        </li>
      ))}
    </ul>
  );
}
