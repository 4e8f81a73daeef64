import { type FormEvent, type KeyboardEvent as ReactKeyboardEvent, useEffect, useRef, useState } from 'react';
import { type RejectReason, rejectReasons } from '../api/types.js';
import { FormButtons } from '../forms/form-buttons.js';
import { KeyHint } from '../keyboard/key-hint.js';
import { type KeyHandlers, useKeys } from '../keyboard/use-keys.js';
import { useLanguage } from '../language/language.js';
import type { Step } from './decision-choices.js';
import type { Draft } from './drafts.js';

/** What goes with a decision or an opinion. */
export interface Written {
  step: Step;
  reasons?: RejectReason[];
  evidence?: string;
  note?: string;
}

interface DecisionFormProps {
  step: Step;
  draft: Draft;
  onChange: (draft: Draft) => void;
  onSend: (written: Written) => void;
  onClose: () => void;
  sending: boolean;
}

/** Which text each asks for, and whether it may be left empty. */
const textOf: Record<Step, { field: 'evidence' | 'note'; needed: boolean }> = {
  propose: { field: 'evidence', needed: true },
  confirm: { field: 'note', needed: false },
  reject: { field: 'note', needed: false },
  return: { field: 'note', needed: true },
  needs_info: { field: 'note', needed: true },
  revoke: { field: 'note', needed: true },
  reopen: { field: 'note', needed: true },
  think_same: { field: 'note', needed: false },
  think_not_same: { field: 'note', needed: false },
  think_cannot_tell: { field: 'note', needed: false },
};

/** The words that go with a decision. Says what sending does before it is sent. */
export function DecisionForm({ step, draft, onChange, onSend, onClose, sending }: DecisionFormProps) {
  const { t } = useLanguage();
  const form = useRef<HTMLFormElement>(null);
  const { field, needed } = textOf[step];
  const [missing, setMissing] = useState<'reason' | 'text' | null>(null);
  const asksReason = step === 'reject' || step === 'think_not_same';
  const toggle = (reason: RejectReason) =>
    onChange({
      ...draft,
      reasons: draft.reasons.includes(reason)
        ? draft.reasons.filter((other) => other !== reason)
        : [...draft.reasons, reason],
    });

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input:checked, input, textarea')?.focus();
  }, []);

  const toText = (event: KeyboardEvent) => {
    event.preventDefault();
    form.current?.querySelector('textarea')?.focus();
  };
  const reasonKeys: KeyHandlers = { KeyN: toText };
  if (asksReason) {
    for (const [index, reason] of rejectReasons.entries()) {
      reasonKeys[`Digit${index + 1}`] = (event) => {
        event.preventDefault();
        toggle(reason);
        form.current?.querySelector<HTMLInputElement>(`input[value="${reason}"]`)?.focus();
      };
    }
  }
  useKeys(reasonKeys);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = draft[field].trim();
    if (asksReason && draft.reasons.length === 0) {
      setMissing('reason');
      form.current?.querySelector<HTMLInputElement>('input')?.focus();
      return;
    }
    if (needed && !text) {
      setMissing('text');
      form.current?.querySelector('textarea')?.focus();
      return;
    }
    setMissing(null);
    onSend({ step, ...(asksReason && { reasons: draft.reasons }), ...(text && { [field]: text }) });
  };

  const sendOnEnter = (event: ReactKeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    form.current?.requestSubmit();
  };

  return (
    <form className="decision-form" ref={form} onSubmit={submit} noValidate aria-busy={sending} data-action={step}>
      <p className="what-it-does">{t(`decision.${step}_does`)}</p>
      {asksReason && (
        <fieldset aria-describedby={missing === 'reason' ? 'reason-missing' : undefined}>
          <legend>{t('decision.reason')}</legend>
          {missing === 'reason' && (
            <p className="error-text" id="reason-missing" role="alert">
              {t('decision.reason_missing')}
            </p>
          )}
          <div className="reasons">
            {rejectReasons.map((reason, index) => (
              <label key={reason} className="check">
                <input
                  type="checkbox"
                  name="reasons"
                  value={reason}
                  checked={draft.reasons.includes(reason)}
                  onChange={() => toggle(reason)}
                />
                {t(`reason.${reason}`)} <KeyHint press={index + 1} />
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <div className="field">
        <div className="label-line">
          <label htmlFor="decision-text">{t(`decision.${step}_text`)}</label>
          <span className="hint" id="text-keys">
            {t('decision.text_keys')}
          </span>
        </div>
        {missing === 'text' && (
          <p className="error-text" id="text-missing" role="alert">
            {t(`decision.${field}_missing`)}
          </p>
        )}
        <textarea
          id="decision-text"
          rows={2}
          dir="auto"
          value={draft[field]}
          aria-invalid={missing === 'text' || undefined}
          aria-describedby={missing === 'text' ? 'text-missing text-keys' : 'text-keys'}
          onChange={(event) => onChange({ ...draft, [field]: event.target.value })}
          onKeyDown={sendOnEnter}
        />
      </div>
      <FormButtons send={t(`decision.${step}_send`)} onClose={onClose} />
    </form>
  );
}
