import { useLanguage } from '../language/language.js';
import type { Faults } from './faults.js';

interface TextAreaProps {
  id: string;
  label: string;
  hint?: string;
  faults: Faults;
  maxLength: number;
  rows?: number;
}

/** Several lines to fill in, with a hint and what is wrong with them. The form reads it by its id. */
export function TextArea({ id, label, hint, faults, maxLength, rows = 3 }: TextAreaProps) {
  const { t } = useLanguage();
  const fault = faults.list.find(({ field }) => field === id);
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p className="error-text" id={`${id}-fault`}>
          {fault.say(t)}
        </p>
      )}
      <textarea
        id={id}
        name={id}
        rows={rows}
        dir="auto"
        maxLength={maxLength}
        aria-invalid={fault ? true : undefined}
        aria-describedby={described || undefined}
      />
    </div>
  );
}
