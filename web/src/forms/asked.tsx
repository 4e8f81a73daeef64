import type { ReactNode } from 'react';
import { useLanguage } from '../language/language.js';
import type { Faults } from './faults.js';

/** What every field has, whatever it is filled in with. The form reads it by its id. */
export interface AskedProps {
  id: string;
  label: string;
  hint?: string;
  faults: Faults;
}

/** What the control itself must say of itself, for those who do not see the words around it. */
export interface Described {
  id: string;
  name: string;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
}

/** Label, hint and what is wrong, around the control that is made with them. */
export function Asked({ id, label, hint, faults, children }: AskedProps & { children: (by: Described) => ReactNode }) {
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
      {children({
        id,
        name: id,
        'aria-invalid': fault ? true : undefined,
        'aria-describedby': described || undefined,
      })}
    </div>
  );
}
