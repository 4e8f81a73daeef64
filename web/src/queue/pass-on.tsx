import { useColleagues } from '../api/colleagues.js';
import { useSession } from '../api/session.js';
import { usePassOn } from '../api/suggestions.js';
import type { SuggestionSummary } from '../api/types.js';
import { Disclosing } from '../forms/disclosing.js';
import { useFaults } from '../forms/faults.js';
import { FormFrame } from '../forms/form-frame.js';
import { faultAt, textOf } from '../forms/read-form.js';
import { Select } from '../forms/select.js';
import { TextArea } from '../forms/text-area.js';
import { useLanguage } from '../language/language.js';

/** What one holds of the list, to be passed to a colleague or back to everybody. Nothing is decided by it. */
export default function PassOn({ held }: { held: SuggestionSummary[] }) {
  const { t } = useLanguage();
  return (
    <div className="pass-on">
      <Disclosing says={t('pass.open', { count: held.length })}>
        {(close) => <PassForm held={held} onClose={close} />}
      </Disclosing>
    </div>
  );
}

function PassForm({ held, onClose }: { held: SuggestionSummary[]; onClose: () => void }) {
  const { t } = useLanguage();
  const faults = useFaults();
  const { data: session } = useSession();
  const { colleagues } = useColleagues();
  const pass = usePassOn();
  const submit = (form: HTMLFormElement) => {
    const ids = new FormData(form).getAll('pass-pair').map(String);
    const to = textOf(form, 'pass-to');
    const reason = textOf(form, 'pass-reason').trim();
    if (ids.length === 0) return faults.show([faultAt(null, 'pass.none_chosen')]);
    if (reason === '') return faults.show([faultAt('pass-reason', 'undo.reason_missing')]);
    faults.clear();
    pass.mutate({ ids, ...(to && { to }), reason }, { onSuccess: onClose });
  };
  return (
    <FormFrame work={pass} faults={faults} send={t('pass.send')} onSubmit={submit} onClose={onClose} takeFocus>
      <fieldset className="checks">
        <legend>{t('pass.which')}</legend>
        {held.map(({ id, report, record }) => (
          <label key={id} className="check">
            <input type="checkbox" name="pass-pair" value={id} defaultChecked />
            <span>
              <bdi dir="auto">{report.name}</bdi> · <bdi dir="auto">{record.name}</bdi>
            </span>
          </label>
        ))}
      </fieldset>
      <Select
        id="pass-to"
        label={t('pass.to')}
        faults={faults}
        none={t('pass.to_everybody')}
        options={colleagues
          .filter(({ id, role }) => id !== session?.account_id && role !== 'disclosure_lead')
          .map(({ id, display_name }) => ({ value: id, label: display_name }))}
      />
      <TextArea id="pass-reason" label={t('case.reason')} faults={faults} maxLength={1000} rows={2} />
    </FormFrame>
  );
}
