import { type FormEvent, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useAcceptWithPasskey, useAcceptWithPassword, useInvitation } from '../api/invitation.js';
import { ApiProblem } from '../api/problem.js';
import { useSession } from '../api/session.js';
import type { Invitation } from '../api/types.js';
import { FaultSummary, useFaults } from '../forms/faults.js';
import { CodeField, Field, NewPasswordField } from '../forms/field.js';
import { codeOf, faultAt, faultsOf, looksLikeCode, textOf } from '../forms/read-form.js';
import { Loading } from '../frame/loading.js';
import { ProblemNotice } from '../frame/problem-notice.js';
import { useArrival } from '../frame/use-arrival.js';
import { useLanguage } from '../language/language.js';
import { Moment } from '../suggestion/moment.js';
import { AuthenticatorSetup } from './authenticator-setup.js';
import { forgetInvitationToken, takeInvitationToken } from './invitation-token.js';
import { makePasskeyOnDevice, passkeysWorkHere } from './passkey.js';
import { seesCases } from './roles.js';
import './sign-in.css';

/** Where an invitation link leads: somebody sets up how he signs in, for the first time or anew. */
export default function InvitationPage() {
  const { t } = useLanguage();
  const [token, setToken] = useState(takeInvitationToken);
  const { data: session } = useSession();
  const [accepted, setAccepted] = useState(false);
  const [, navigate] = useLocation();
  const invitation = useInvitation(token);
  const heading = useArrival();

  // A second link pasted into the same tab changes only what stands behind the #.
  useEffect(() => {
    const take = () => setToken(takeInvitationToken());
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, []);

  useEffect(() => {
    if (!accepted || !session) return;
    forgetInvitationToken();
    navigate(seesCases(session.role) ? '/suggestions' : '/account', { replace: true });
  }, [accepted, session, navigate]);

  const gone = token === '' || (invitation.error instanceof ApiProblem && invitation.error.status === 404);
  const title = t(gone ? 'invitation.gone' : 'invitation.title');
  return (
    <div className="page narrow sign-in">
      <title>{`${title} - Athar`}</title>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {gone && <Gone held={token !== ''} />}
      {!gone && invitation.isPending && <Loading />}
      {!gone && invitation.isError && (
        <ProblemNotice error={invitation.error} retry={() => void invitation.refetch()} />
      )}
      {invitation.data && <Choices invitation={invitation.data} token={token} accepted={() => setAccepted(true)} />}
    </div>
  );
}

/** A link that was used, has run out, or is not in the page any more. */
function Gone({ held }: { held: boolean }) {
  const { t } = useLanguage();
  return (
    <>
      <p>{t(held ? 'invitation.gone_why' : 'invitation.not_held')}</p>
      <p>{t('invitation.gone_what')}</p>
      <p>
        <Link href="/sign-in">{t('invitation.to_sign_in')}</Link>
      </p>
    </>
  );
}

function Choices(props: { invitation: Invitation; token: string; accepted: () => void }) {
  const { invitation, token, accepted } = props;
  const { t } = useLanguage();
  return (
    <>
      <dl className="facts">
        <div>
          <dt>{t('invitation.for')}</dt>
          <dd>
            <bdi dir="auto">{invitation.display_name}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t('sign_in.account')}</dt>
          <dd>
            <bdi dir="ltr">{invitation.account}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t('invitation.until')}</dt>
          <dd>
            <Moment at={invitation.expires_at} />
          </dd>
        </div>
      </dl>
      <p className="hint">{t('invitation.replaces')}</p>
      <WithPasskey token={token} accepted={accepted} />
      <details className="way" open={!passkeysWorkHere()}>
        <summary>{t('invitation.by_password')}</summary>
        <WithPassword invitation={invitation} token={token} accepted={accepted} />
      </details>
    </>
  );
}

function WithPasskey({ token, accepted }: { token: string; accepted: () => void }) {
  const { t } = useLanguage();
  const faults = useFaults();
  const accept = useAcceptWithPasskey(token, makePasskeyOnDevice);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (accept.isPending) return;
    faults.clear();
    const label = textOf(event.currentTarget, 'label').trim() || t('passkey.label_default');
    accept.mutate(label, { onSuccess: accepted, onError: (error) => faults.show(faultsOf(error)) });
  };
  return (
    <section className="way">
      <h2>{t('invitation.by_passkey')}</h2>
      <p>{t('passkey.what')}</p>
      {passkeysWorkHere() ? (
        <form onSubmit={submit} noValidate aria-busy={accept.isPending}>
          <FaultSummary faults={faults} />
          <Field id="label" label={t('passkey.label')} hint={t('passkey.label_hint')} faults={faults} maxLength={60} />
          <button type="submit" className="primary">
            {t('passkey.make')}
          </button>
        </form>
      ) : (
        <p className="notice">{t('passkey.not_supported')}</p>
      )}
    </section>
  );
}

function WithPassword(props: { invitation: Invitation; token: string; accepted: () => void }) {
  const { invitation, token, accepted } = props;
  const { t } = useLanguage();
  const faults = useFaults();
  const accept = useAcceptWithPassword(token);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (accept.isPending) return;
    const form = event.currentTarget;
    const password = textOf(form, 'new-password');
    const code = codeOf(form, 'first-code');
    const missing = [
      password === '' && faultAt('new-password', 'password.empty'),
      !looksLikeCode(code) && faultAt('first-code', 'code.six_digits'),
    ].filter((fault) => fault !== false);
    faults.show(missing);
    if (missing.length > 0) return;
    accept.mutate(
      { password, code },
      {
        onSuccess: accepted,
        onError: (error) =>
          faults.show(
            faultsOf(error, { 'password.': 'new-password', 'totp.': 'first-code', 'request.': 'new-password' }),
          ),
      },
    );
  };
  return (
    <form onSubmit={submit} noValidate aria-busy={accept.isPending}>
      <FaultSummary faults={faults} />
      {/* So that a password manager knows whose password it keeps. */}
      <input type="text" autoComplete="username" value={invitation.account} readOnly hidden />
      <NewPasswordField id="new-password" label={t('password.new')} hint={t('password.rule')} faults={faults} />
      <h2>{t('totp.title')}</h2>
      <AuthenticatorSetup totp={invitation.totp} />
      <CodeField id="first-code" label={t('totp.first_code')} hint={t('totp.first_code_hint')} faults={faults} />
      <button type="submit">{t('invitation.finish')}</button>
    </form>
  );
}
