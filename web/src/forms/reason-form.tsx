import { type FormEvent, useEffect, useRef } from 'react';
import { ProblemNotice } from '../frame/problem-notice.js';
import { useLanguage } from '../language/language.js';
import { FaultSummary, useFaults } from './faults.js';
import { faultAt, textOf } from './read-form.js';

interface ReasonFormProps {
  id: string;
  label: string;
  send: string;
  sending: boolean;
  error: unknown;
  onSend: (reason: string) => void;
  onClose: () => void;
}

/** A step that needs a reason in words. */
export function ReasonForm({ id, label, send, sending, error, onSend, onClose }: ReasonFormProps) {
  const { t } = useLanguage();
  const faults = useFaults();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (sending) return;
    const reason = textOf(event.currentTarget, id).trim().replace(/\s+/g, ' ');
    if (reason === '') return faults.show([faultAt(id, 'undo.reason_missing')]);
    faults.clear();
    onSend(reason);
  };
  return (
    <form onSubmit={submit} noValidate aria-busy={sending} className="reason-form">
      <FaultSummary faults={faults} />
      {error != null && <ProblemNotice error={error} takeFocus />}
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <textarea
          ref={field}
          id={id}
          name={id}
          rows={2}
          dir="auto"
          maxLength={500}
          aria-invalid={faults.list.length > 0 || undefined}
        />
      </div>
      <div className="choices">
        <button type="submit">{send}</button>
        <button type="button" className="quiet" onClick={onClose}>
          {t('decision.close')}
        </button>
      </div>
    </form>
  );
}
