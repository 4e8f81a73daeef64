import { useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { Redirect, useSearchParams } from 'wouter';
import { ApiProblem } from '../api/problem.js';
import { sessionEndKey } from '../api/query-client.js';
import { useSession, useSignIn, useSignInWithPasskey } from '../api/session.js';
import { FaultSummary, useFaults } from '../forms/faults.js';
import { CodeField, Field } from '../forms/field.js';
import { codeOf, faultAt, faultsOf, looksLikeCode, textOf } from '../forms/read-form.js';
import { useArrival } from '../frame/use-arrival.js';
import { useLanguage } from '../language/language.js';
import type { MessageKey } from '../language/messages.js';
import { passkeysWorkHere, signWithPasskey } from './passkey.js';
import './sign-in.css';

/** An address inside the console to go back to; anything that could lead elsewhere becomes the start. */
export function placeToReturnTo(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/';
}

/** @param inPlace before a screen that waits: whoever signs in stays there */
export default function SignInPage({ inPlace = false }: { inPlace?: boolean }) {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const [search] = useSearchParams();
  const end = useQueryClient().getQueryData<string>(sessionEndKey);
  const heading = useArrival();
  const signIn = useSignIn();
  const withPasskey = useSignInWithPasskey(signWithPasskey);
  const faults = useFaults();

  if (session && !inPlace) return <Redirect to={placeToReturnTo(search.get('next'))} replace />;
  const busy = signIn.isPending || withPasskey.isPending;

  const refused = (words: MessageKey) => (error: unknown) =>
    faults.show(
      error instanceof ApiProblem && [400, 401, 422].includes(error.status) ? [faultAt(null, words)] : faultsOf(error),
    );

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    const account = textOf(form, 'account').trim();
    const password = textOf(form, 'password');
    const code = codeOf(form, 'code');
    const missing = [
      account === '' && faultAt('account', 'sign_in.account_empty'),
      password === '' && faultAt('password', 'sign_in.password_empty'),
      code !== '' && !looksLikeCode(code) && faultAt('code', 'code.six_digits'),
    ].filter((fault) => fault !== false);
    faults.show(missing);
    if (missing.length > 0) return;
    signIn.mutate({ account, password, ...(code ? { code } : {}) }, { onError: refused('sign_in.refused') });
  };

  const signInByPasskey = () => {
    if (busy) return;
    faults.clear();
    withPasskey.mutate(undefined, { onError: refused('sign_in.passkey_refused') });
  };

  return (
    <div className="page narrow sign-in">
      <title>{`${faults.list.length > 0 ? `${t('form.error_title')} ` : ''}${t('sign_in.title')} - Athar`}</title>
      <h1 ref={heading} tabIndex={-1}>
        {t('sign_in.title')}
      </h1>
      {faults.list.length === 0 && (end || search.get('next')) && (
        <p className="notice">
          {end && `${t(end === 'access.session_moved' ? 'sign_in.moved' : 'sign_in.ended')} `}
          {(inPlace || search.get('next')) && t('sign_in.return')}
        </p>
      )}
      <FaultSummary faults={faults} />
      <section className="way" aria-busy={withPasskey.isPending}>
        {passkeysWorkHere() ? (
          <button type="button" className="primary" onClick={signInByPasskey}>
            {t('sign_in.passkey')}
          </button>
        ) : (
          <p className="hint">{t('passkey.not_supported')}</p>
        )}
        {passkeysWorkHere() && <p className="hint">{t('sign_in.passkey_hint')}</p>}
      </section>
      <p className="or">{t('sign_in.or')}</p>
      <form onSubmit={submit} noValidate aria-busy={signIn.isPending}>
        <Field id="account" label={t('sign_in.account')} faults={faults} latin autoComplete="username" />
        <Field
          id="password"
          label={t('sign_in.password')}
          faults={faults}
          latin
          type="password"
          autoComplete="current-password"
        />
        <CodeField id="code" label={t('sign_in.code')} hint={t('sign_in.code_hint')} faults={faults} />
        <button type="submit" className={passkeysWorkHere() ? undefined : 'primary'}>
          {t('sign_in.submit')}
        </button>
      </form>
    </div>
  );
}
