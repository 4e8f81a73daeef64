import type { FormEvent } from 'react';
import { useAssignCase } from '../api/cases.js';
import { useColleagues } from '../api/colleagues.js';
import { useSession } from '../api/session.js';
import type { CaseView } from '../api/types.js';
import { FaultSummary, useFaults } from '../forms/faults.js';
import { faultAt, textOf } from '../forms/read-form.js';
import { Select } from '../forms/select.js';
import { TextArea } from '../forms/text-area.js';
import { ProblemNotice } from '../frame/problem-notice.js';
import { useLanguage } from '../language/language.js';
import { Disclosing } from './disclosing.js';

/** Gives the case to somebody, with what he must know. */
export function AssignForm({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  const { data: session } = useSession();
  if (!session || (session.role !== 'caseworker' && session.role !== 'supervisor')) return null;
  return (
    <section className="panel" aria-labelledby="case-assign">
      <h2 id="case-assign">{t('case.assign')}</h2>
      <Disclosing says={t('case.assign_open')}>{(close) => <Form view={view} onClose={close} />}</Disclosing>
    </section>
  );
}

function Form({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const { t } = useLanguage();
  const faults = useFaults();
  const { colleagues } = useColleagues();
  const assign = useAssignCase(view);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (assign.isPending) return;
    const to = textOf(event.currentTarget, 'assign-to');
    const note = textOf(event.currentTarget, 'assign-note').trim();
    if (to === '') return faults.show([faultAt('assign-to', 'case.assign_missing')]);
    if (note === '') return faults.show([faultAt('assign-note', 'notes.missing')]);
    faults.clear();
    assign.mutate({ account_id: to, note }, { onSuccess: onClose });
  };
  return (
    <form onSubmit={submit} noValidate aria-busy={assign.isPending} className="step-form">
      <FaultSummary faults={faults} />
      {assign.isError && <ProblemNotice error={assign.error} takeFocus />}
      <Select
        id="assign-to"
        label={t('case.assign_to')}
        faults={faults}
        none={t('case.assign_choose')}
        options={colleagues
          .filter(({ id, role }) => id !== view.assigned_to?.id && role !== 'disclosure_lead')
          .map(({ id, display_name }) => ({ value: id, label: display_name }))}
      />
      <TextArea id="assign-note" label={t('case.assign_note')} faults={faults} maxLength={1000} />
      <div className="choices">
        <button type="submit" className="primary">
          {t('case.assign_send')}
        </button>
        <button type="button" className="quiet" onClick={onClose}>
          {t('decision.close')}
        </button>
      </div>
    </form>
  );
}
