import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useOwnCredentialRequests } from '../api/own-sign-in.js';
import type { OwnCredentials } from '../api/types.js';
import { AskTwice } from '../forms/ask-twice.js';
import { FaultSummary, useFaults } from '../forms/faults.js';
import { Field } from '../forms/field.js';
import { faultsOf, textOf } from '../forms/read-form.js';
import { useLanguage } from '../language/language.js';
import type { MessageKey } from '../language/messages.js';
import type { WhenFresh } from '../session/fresh-proof.js';
import { makePasskeyOnDevice, passkeysWorkHere } from '../session/passkey.js';
import { ProofDeclined } from '../session/proof-declined.js';
import { Moment } from '../suggestion/moment.js';
import { Part } from './part.js';

export interface PartProps {
  credentials: OwnCredentials;
  whenFresh: WhenFresh;
  changed: (what: MessageKey) => void;
}

/** The devices by which somebody signs in. */
export function Passkeys({ credentials, whenFresh, changed }: PartProps) {
  const { t } = useLanguage();
  const faults = useFaults();
  const { beginPasskey, addPasskey, removePasskey } = useOwnCredentialRequests();
  const onError = (error: unknown) => {
    if (!(error instanceof ProofDeclined)) faults.show(faultsOf(error));
  };
  const add = useMutation({
    mutationFn: async (label: string) => {
      const options = await whenFresh(beginPasskey);
      await addPasskey(await makePasskeyOnDevice(options), label);
    },
    onSuccess: () => changed('account.passkey_added'),
    onError,
  });
  const remove = useMutation({
    mutationFn: (id: string) => whenFresh(() => removePasskey(id)),
    onSuccess: () => changed('account.passkey_removed'),
    onError,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (add.isPending) return;
    faults.clear();
    const form = event.currentTarget;
    const label = textOf(form, 'label').trim() || t('passkey.label_default');
    add.mutate(label, { onSuccess: () => form.reset() });
  };
  return (
    <Part id="passkeys-title" title={t('passkeys.title')}>
      <p className="hint">{t('passkey.what')}</p>
      <FaultSummary faults={faults} />
      {credentials.passkeys.length === 0 && <p>{t('passkeys.none')}</p>}
      <ul className="entries">
        {credentials.passkeys.map(({ id, label, created_at, last_used_at }) => (
          <li key={id}>
            <div>
              <strong>
                <bdi dir="auto">{label}</bdi>
              </strong>
              <span>
                {t('passkeys.since')} <Moment at={created_at} />
              </span>
              <span className="muted">
                {last_used_at ? t('passkeys.used') : t('passkeys.unused')}{' '}
                {last_used_at && <Moment at={last_used_at} />}
              </span>
            </div>
            <AskTwice
              says={t('passkeys.remove')}
              named={t('passkeys.remove_named', { label })}
              yes={t('passkeys.remove_yes')}
              no={t('passkeys.remove_no')}
              busy={remove.isPending}
              onBegin={faults.clear}
              onYes={() => remove.mutate(id)}
            />
          </li>
        ))}
      </ul>
      {passkeysWorkHere() ? (
        <form onSubmit={submit} noValidate aria-busy={add.isPending}>
          <Field id="label" label={t('passkey.label')} hint={t('passkey.label_hint')} faults={faults} maxLength={60} />
          <button type="submit">{t('passkeys.add')}</button>
        </form>
      ) : (
        <p className="notice">{t('passkey.not_supported')}</p>
      )}
    </Part>
  );
}
