import { useAssignCase } from '../api/cases.js';
import { useColleagues } from '../api/colleagues.js';
import { useSession } from '../api/session.js';
import type { CaseView } from '../api/types.js';
import { Disclosing } from '../forms/disclosing.js';
import { useFaults } from '../forms/faults.js';
import { FormFrame } from '../forms/form-frame.js';
import { faultAt, textOf } from '../forms/read-form.js';
import { Select } from '../forms/select.js';
import { TextArea } from '../forms/text-area.js';
import { useLanguage } from '../language/language.js';
import { decides } from '../session/roles.js';

/** Gives the case to somebody, with what he must know. */
export function AssignForm({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  const { data: session } = useSession();
  if (!session || !decides(session.role)) return null;
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
  const submit = (form: HTMLFormElement) => {
    const to = textOf(form, 'assign-to');
    const note = textOf(form, 'assign-note').trim();
    if (to === '') return faults.show([faultAt('assign-to', 'case.assign_missing')]);
    if (note === '') return faults.show([faultAt('assign-note', 'notes.missing')]);
    faults.clear();
    assign.mutate({ account_id: to, note }, { onSuccess: onClose });
  };
  return (
    <FormFrame work={assign} faults={faults} send={t('case.assign_send')} onSubmit={submit} onClose={onClose}>
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
    </FormFrame>
  );
}
