import { type InputHTMLAttributes, useState } from 'react';
import { useLanguage } from '../language/language.js';
import type { Faults } from './faults.js';

type Asked = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'autoComplete' | 'defaultValue' | 'inputMode' | 'maxLength' | 'type'
>;

interface FieldProps extends Asked {
  id: string;
  label: string;
  hint?: string;
  faults: Faults;
  /** Account names, passwords and codes are Latin; they are typed from the left on an Arabic page too. */
  latin?: boolean;
}

/** One line to fill in, with its hint and what is wrong with it. The form reads it by its id. */
export function Field({ id, label, hint, faults, latin, ...asked }: FieldProps) {
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
      <input
        type="text"
        {...asked}
        id={id}
        name={id}
        autoCapitalize="none"
        spellCheck={false}
        dir={latin ? 'ltr' : 'auto'}
        aria-invalid={fault ? true : undefined}
        aria-describedby={described || undefined}
      />
    </div>
  );
}

/** A password that somebody makes up: it can be looked at, and pasted from a password manager. */
export function NewPasswordField(props: Omit<FieldProps, keyof Asked>) {
  const { t } = useLanguage();
  const [shown, setShown] = useState(false);
  return (
    <div className="new-password">
      <Field {...props} latin type={shown ? 'text' : 'password'} autoComplete="new-password" />
      <label className="check">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
        {t('password.show')}
      </label>
    </div>
  );
}

/** Six digits of an authenticator app. */
export function CodeField(props: Omit<FieldProps, keyof Asked>) {
  return <Field {...props} latin type="text" inputMode="numeric" autoComplete="one-time-code" maxLength={12} />;
}
