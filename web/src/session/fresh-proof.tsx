import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../api/problem.js';
import { useFreshProof } from '../api/session.js';
import type { OwnCredentials } from '../api/types.js';
import { FaultSummary, useFaults } from '../forms/faults.js';
import { CodeField, Field } from '../forms/field.js';
import { codeOf, faultAt, faultsOf, looksLikeCode, textOf } from '../forms/read-form.js';
import { useLanguage } from '../language/language.js';
import { passkeysWorkHere, signWithPasskey } from './passkey.js';
import { ProofDeclined } from './proof-declined.js';

/** Does what is given; when the service wants a fresh proof for it, asks for that first and then goes on. */
export type WhenFresh = <T>(work: () => Promise<T>) => Promise<T>;

interface Waiting {
  proven: () => void;
  declined: () => void;
}

/** @param ways of the person, so that nobody is asked for what he does not have; undefined asks for either */
export function useFreshGate(ways: OwnCredentials | undefined): { whenFresh: WhenFresh; dialog: ReactNode } {
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const whenFresh: WhenFresh = async (work) => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiProblem && error.code === 'access.fresh_sign_in')) throw error;
    }
    await new Promise<void>((resolve, reject) => {
      setWaiting({ proven: resolve, declined: () => reject(new ProofDeclined()) });
    }).finally(() => setWaiting(null));
    return work();
  };
  return { whenFresh, dialog: waiting && <FreshProofDialog ways={ways} {...waiting} /> };
}

function FreshProofDialog({ ways, proven, declined }: Waiting & { ways: OwnCredentials | undefined }) {
  const { t } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const faults = useFaults();
  const prove = useFreshProof(signWithPasskey);
  useEffect(() => dialog.current?.showModal(), []);

  const send = (proof: Parameters<typeof prove.mutate>[0]) => {
    if (prove.isPending) return;
    faults.clear();
    prove.mutate(proof, {
      onSuccess: proven,
      onError: (error) =>
        faults.show(
          error instanceof ApiProblem && [400, 401].includes(error.status)
            ? [faultAt(null, proof === 'passkey' ? 'fresh.passkey_refused' : 'fresh.refused')]
            : faultsOf(error),
        ),
    });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = textOf(event.currentTarget, 'proof-password');
    const code = codeOf(event.currentTarget, 'proof-code');
    const missing = [
      password === '' && faultAt('proof-password', 'sign_in.password_empty'),
      code !== '' && !looksLikeCode(code) && faultAt('proof-code', 'code.six_digits'),
    ].filter((fault) => fault !== false);
    if (missing.length > 0) return faults.show(missing);
    send({ password, ...(code ? { code } : {}) });
  };

  const byPasskey = passkeysWorkHere() && (!ways || ways.passkeys.length > 0);
  const byPassword = !ways || ways.has_password;
  return (
    <dialog ref={dialog} aria-labelledby="fresh-title" className="sign-in fresh" onClose={declined}>
      <h2 id="fresh-title">{t('fresh.title')}</h2>
      <p>{t('fresh.why')}</p>
      <FaultSummary faults={faults} />
      {byPasskey && (
        <button type="button" className="primary" onClick={() => send('passkey')}>
          {t('fresh.passkey')}
        </button>
      )}
      {byPasskey && byPassword && <p className="or">{t('sign_in.or')}</p>}
      {byPassword && (
        <form onSubmit={submit} noValidate aria-busy={prove.isPending}>
          <Field
            id="proof-password"
            label={t('sign_in.password')}
            faults={faults}
            latin
            type="password"
            autoComplete="current-password"
          />
          {(!ways || ways.has_totp) && <CodeField id="proof-code" label={t('sign_in.code')} faults={faults} />}
          <button type="submit">{t('fresh.submit')}</button>
        </form>
      )}
      <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
        {t('fresh.close')}
      </button>
    </dialog>
  );
}
