import { type InputHTMLAttributes, useState } from 'react';
import { useLanguage } from '../language/language.js';
import { Asked, type AskedProps } from './asked.js';

type Typed = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'autoComplete' | 'defaultValue' | 'inputMode' | 'maxLength' | 'type'
>;

interface FieldProps extends AskedProps, Typed {
  /** Account names, passwords and codes are Latin; they are typed from the left on an Arabic page too. */
  latin?: boolean;
}

/** One line to fill in. */
export function Field({ id, label, hint, faults, latin, ...typed }: FieldProps) {
  return (
    <Asked id={id} label={label} faults={faults} {...(hint && { hint })}>
      {(by) => (
        <input type="text" {...typed} {...by} autoCapitalize="none" spellCheck={false} dir={latin ? 'ltr' : 'auto'} />
      )}
    </Asked>
  );
}

/** A password that somebody makes up: it can be looked at, and pasted from a password manager. */
export function NewPasswordField(props: Omit<FieldProps, keyof Typed>) {
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
export function CodeField(props: Omit<FieldProps, keyof Typed>) {
  return <Field {...props} latin type="text" inputMode="numeric" autoComplete="one-time-code" maxLength={12} />;
}
