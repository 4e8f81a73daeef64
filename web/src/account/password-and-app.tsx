import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useOwnCredentialRequests } from '../api/own-sign-in.js';
import { useSession } from '../api/session.js';
import type { TotpSetup } from '../api/types.js';
import { FaultSummary, useFaults } from '../forms/faults.js';
import { CodeField, NewPasswordField } from '../forms/field.js';
import { codeOf, faultAt, faultsOf, looksLikeCode, textOf } from '../forms/read-form.js';
import { useLanguage } from '../language/language.js';
import { AuthenticatorSetup } from '../session/authenticator-setup.js';
import { ProofDeclined } from '../session/proof-declined.js';
import { Part } from './part.js';
import type { PartProps } from './passkeys.js';

/** The other way to sign in: a password, which works only together with an authenticator app. */
export function PasswordAndApp(props: PartProps) {
  const { t } = useLanguage();
  const { has_password, has_totp } = props.credentials;
  return (
    <Part id="password-title" title={t('password.title')}>
      <p className="hint">{t('password.together')}</p>
      <ul className="plain">
        <li>{t(has_password ? 'password.is_set' : 'password.is_not_set')}</li>
        <li>{t(has_totp ? 'totp.is_set' : 'totp.is_not_set')}</li>
      </ul>
      <details>
        <summary>{t(has_password ? 'password.change' : 'password.set')}</summary>
        <ChangePassword {...props} />
      </details>
      <ChangeApp {...props} />
    </Part>
  );
}

function ChangePassword({ whenFresh, changed }: PartProps) {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const faults = useFaults();
  const { changePassword } = useOwnCredentialRequests();
  const change = useMutation({ mutationFn: (password: string) => whenFresh(() => changePassword(password)) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (change.isPending) return;
    const form = event.currentTarget;
    const password = textOf(form, 'new-password');
    if (password === '') return faults.show([faultAt('new-password', 'password.empty')]);
    faults.clear();
    change.mutate(password, {
      onSuccess: () => {
        form.reset();
        changed('account.password_changed');
      },
      onError: (error) => {
        if (error instanceof ProofDeclined) return;
        faults.show(faultsOf(error, { 'password.': 'new-password', 'request.': 'new-password' }));
      },
    });
  };
  return (
    <form onSubmit={submit} noValidate aria-busy={change.isPending}>
      <FaultSummary faults={faults} />
      <input type="text" autoComplete="username" value={session?.account ?? ''} readOnly hidden />
      <NewPasswordField id="new-password" label={t('password.new')} hint={t('password.rule')} faults={faults} />
      <button type="submit">{t('password.save')}</button>
    </form>
  );
}

function ChangeApp({ credentials, whenFresh, changed }: PartProps) {
  const { t } = useLanguage();
  const faults = useFaults();
  const [setup, setSetup] = useState<TotpSetup | null>(null);
  const { beginTotp, confirmTotp } = useOwnCredentialRequests();
  const onError = (error: unknown) => {
    if (!(error instanceof ProofDeclined)) faults.show(faultsOf(error, { 'totp.': 'first-code' }));
  };
  const begin = useMutation({ mutationFn: () => whenFresh(beginTotp), onSuccess: setSetup, onError });
  const confirm = useMutation({
    mutationFn: (code: string) => whenFresh(() => confirmTotp(code)),
    onSuccess: () => {
      setSetup(null);
      changed('account.app_changed');
    },
    onError,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (confirm.isPending) return;
    const code = codeOf(event.currentTarget, 'first-code');
    if (!looksLikeCode(code)) return faults.show([faultAt('first-code', 'code.six_digits')]);
    faults.clear();
    confirm.mutate(code);
  };
  if (!setup)
    return (
      <>
        <FaultSummary faults={faults} />
        <button type="button" aria-busy={begin.isPending} onClick={() => !begin.isPending && begin.mutate()}>
          {t(credentials.has_totp ? 'totp.change' : 'totp.set_up')}
        </button>
      </>
    );
  return (
    <form onSubmit={submit} noValidate aria-busy={confirm.isPending}>
      <h3>{t('totp.title')}</h3>
      <FaultSummary faults={faults} />
      <AuthenticatorSetup totp={setup} />
      <CodeField id="first-code" label={t('totp.first_code')} hint={t('totp.first_code_hint')} faults={faults} />
      <div className="actions">
        <button type="submit">{t('totp.confirm')}</button>
        <button type="button" className="quiet" onClick={() => setSetup(null)}>
          {t('fresh.close')}
        </button>
      </div>
    </form>
  );
}
