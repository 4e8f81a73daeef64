import { useState } from 'react';
import { useOwnCredentials, useReadOwnSignInAgain } from '../api/own-sign-in.js';
import { useSession } from '../api/session.js';
import { ListState } from '../frame/list-state.js';
import { useArrival } from '../frame/use-arrival.js';
import { useLanguage } from '../language/language.js';
import type { MessageKey } from '../language/messages.js';
import { useFreshGate } from '../session/fresh-proof.js';
import { Passkeys } from './passkeys.js';
import { PasswordAndApp } from './password-and-app.js';
import { Sessions } from './sessions.js';
import '../session/sign-in.css';
import './account.css';

/** How somebody signs in, and where he is signed in now. */
export default function AccountPage() {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const credentials = useOwnCredentials();
  const readAgain = useReadOwnSignInAgain();
  const { whenFresh, dialog } = useFreshGate(credentials.data);
  const [done, setDone] = useState<MessageKey | null>(null);
  const heading = useArrival();
  const changed = (what: MessageKey) => {
    setDone(what);
    void readAgain();
  };
  return (
    <div className="page account">
      <title>{`${t('account.title')} - Athar`}</title>
      <h1 ref={heading} tabIndex={-1}>
        {t('account.title')}
      </h1>
      <p>
        {t('sign_in.account')}: <bdi dir="ltr">{session?.account}</bdi>
      </p>
      <div role="status">{done && <p className="notice">{t(done)}</p>}</div>
      <ListState list={credentials} />
      {credentials.data && (
        <>
          <Passkeys credentials={credentials.data} whenFresh={whenFresh} changed={changed} />
          <PasswordAndApp credentials={credentials.data} whenFresh={whenFresh} changed={changed} />
        </>
      )}
      <Sessions />
      {dialog}
    </div>
  );
}
