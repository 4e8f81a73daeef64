import { useState } from 'react';
import { useCaseStep } from '../api/cases.js';
import { type CaseAction, type CaseView, closingReasons } from '../api/types.js';
import { useFaults } from '../forms/faults.js';
import { FormFrame } from '../forms/form-frame.js';
import { faultAt, textOf } from '../forms/read-form.js';
import { Select } from '../forms/select.js';
import { TextArea } from '../forms/text-area.js';
import { useLanguage } from '../language/language.js';

/** What can be done with a case in its state, by this person. The service decides in the end. */
export function CaseSteps({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  const [chosen, setChosen] = useState<CaseAction | null>(null);
  const steps = view.possible_actions.filter((action) => action !== 'expire');
  return (
    <section className="panel" aria-labelledby="case-steps">
      <h2 id="case-steps">{t('case.steps')}</h2>
      {steps.length === 0 && <p className="muted">{t('case.no_steps')}</p>}
      <div className="choices">
        {steps.map((action) => (
          <button
            key={action}
            type="button"
            aria-expanded={chosen === action}
            className={chosen === action ? 'chosen' : undefined}
            onClick={() => setChosen(chosen === action ? null : action)}
          >
            {t(`case_action.${action}`)}
          </button>
        ))}
      </div>
      {chosen && <StepForm key={chosen} view={view} action={chosen} onClose={() => setChosen(null)} />}
    </section>
  );
}

function StepForm({ view, action, onClose }: { view: CaseView; action: CaseAction; onClose: () => void }) {
  const { t } = useLanguage();
  const faults = useFaults();
  const step = useCaseStep(view);
  const asksReason = needsReason(action);
  const submit = (form: HTMLFormElement) => {
    const reason = asksReason ? textOf(form, 'step-reason').trim() : '';
    const closing = closingReasons.find((word) => word === textOf(form, 'step-closing'));
    if (action === 'close' && !closing) return faults.show([faultAt('step-closing', 'case.closing_reason_missing')]);
    if (asksReason && reason === '') return faults.show([faultAt('step-reason', 'undo.reason_missing')]);
    faults.clear();
    step.mutate({
      action,
      ...(closing && { closing_reason: closing }),
      ...(asksReason && { reason }),
    });
  };
  return (
    <FormFrame
      work={step}
      faults={faults}
      send={t(`case_action.${action}`)}
      onSubmit={submit}
      onClose={onClose}
      takeFocus
    >
      {action === 'close' && (
        <>
          <p className="hint">{t('case.closing_hint')}</p>
          <Select
            id="step-closing"
            label={t('case.closing_reason')}
            faults={faults}
            none={t('case.closing_choose')}
            options={closingReasons.map((word) => ({ value: word, label: t(`closing_reason.${word}`) }))}
          />
        </>
      )}
      {asksReason && <TextArea id="step-reason" label={t('case.reason')} faults={faults} maxLength={2000} />}
    </FormFrame>
  );
}

const withoutReason: readonly CaseAction[] = ['submit', 'begin_intake', 'open', 'close'];
const needsReason = (action: CaseAction) => !withoutReason.includes(action);
