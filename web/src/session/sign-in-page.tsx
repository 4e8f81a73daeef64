import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Redirect, useSearchParams } from 'wouter';
import { ApiProblem } from '../api/problem.js';
import { useSession, useSignIn } from '../api/session.js';
import { problemWords } from '../frame/problem-notice.js';
import { useArrival } from '../frame/use-arrival.js';
import { type LanguageValue, useLanguage } from '../language/language.js';

const fieldNames = ['account', 'password'] as const;
type FieldName = (typeof fieldNames)[number];

/** An address inside the console to go back to; anything that could lead elsewhere becomes the queue. */
export function placeToReturnTo(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/suggestions';
}

export function SignInPage() {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const [search] = useSearchParams();
  const heading = useArrival();
  const signIn = useSignIn();
  const [empty, setEmpty] = useState<FieldName[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  const [attempts, setAttempts] = useState(0);

  useEffect(() => {
    if (attempts > 0) summary.current?.focus();
  }, [attempts]);

  if (session) return <Redirect to={placeToReturnTo(search.get('next'))} replace />;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const entered = new FormData(form.current as HTMLFormElement);
    const account = String(entered.get('account') ?? '').trim();
    const password = String(entered.get('password') ?? '');
    const missing = fieldNames.filter((name) => (name === 'account' ? account : password) === '');
    setEmpty(missing);
    if (missing.length > 0) return setAttempts((count) => count + 1);
    if (signIn.isPending) return;
    signIn.mutate({ account, password }, { onError: () => setAttempts((count) => count + 1) });
  };

  const hasProblem = empty.length > 0 || signIn.isError;
  return (
    <div className="page narrow sign-in">
      <title>{`${hasProblem ? `${t('form.error_title')} ` : ''}${t('sign_in.title')} - Athar`}</title>
      <h1 ref={heading} tabIndex={-1}>
        {t('sign_in.title')}
      </h1>
      {search.get('next') && !hasProblem && <p className="notice">{t('sign_in.return')}</p>}
      {hasProblem && (
        <div className="notice error" role="alert" tabIndex={-1} ref={summary}>
          {empty.length > 0 ? (
            <ul>
              {empty.map((name) => (
                <li key={name}>
                  <a href={`#${name}`} onClick={(event) => focusField(event, name)}>
                    {t(`sign_in.${name}_empty`)}
                  </a>
                </li>
              ))}
            </ul>
          ) : (
            <p>{signInWords(signIn.error, t)}</p>
          )}
        </div>
      )}
      <form onSubmit={submit} noValidate ref={form} aria-busy={signIn.isPending}>
        {fieldNames.map((name) => (
          <div className="field" key={name}>
            <label htmlFor={name}>{t(`sign_in.${name}`)}</label>
            {empty.includes(name) && (
              <p className="error-text" id={`${name}-error`}>
                {t(`sign_in.${name}_empty`)}
              </p>
            )}
            <input
              id={name}
              name={name}
              type={name === 'password' ? 'password' : 'text'}
              autoComplete={name === 'password' ? 'current-password' : 'username'}
              autoCapitalize="none"
              spellCheck={false}
              dir="ltr"
              aria-invalid={empty.includes(name) || undefined}
              aria-describedby={empty.includes(name) ? `${name}-error` : undefined}
            />
          </div>
        ))}
        <button type="submit" className="primary">
          {t('sign_in.submit')}
        </button>
      </form>
    </div>
  );
}

function focusField(event: { preventDefault: () => void }, name: FieldName) {
  event.preventDefault();
  document.getElementById(name)?.focus();
}

function signInWords(error: unknown, t: LanguageValue['t']): string {
  const refused = error instanceof ApiProblem && [400, 401, 403, 422].includes(error.status);
  return refused ? t('sign_in.refused') : problemWords(error, t);
}
