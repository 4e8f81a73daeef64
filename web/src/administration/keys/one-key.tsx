import { useEndKey, useRotateKey } from '../../api/administration.js';
import type { NewPartnerKeySecret, PartnerKey } from '../../api/types.js';
import { AskTwice } from '../../forms/ask-twice.js';
import { Disclosing } from '../../forms/disclosing.js';
import { ProblemNotice } from '../../frame/problem-notice.js';
import { useLanguage } from '../../language/language.js';
import type { WhenFresh } from '../../session/fresh-proof.js';
import { ProofDeclined } from '../../session/proof-declined.js';
import { Icon } from '../../suggestion/icon.js';
import { Moment } from '../../suggestion/moment.js';
import { OverlapForm } from '../overlap-form.js';

interface OneKeyProps {
  partnerKey: PartnerKey;
  /** Whose it is, where keys of several are shown. */
  organisation: string | undefined;
  rotates: boolean;
  whenFresh: WhenFresh;
  onSecret: (made: NewPartnerKeySecret) => void;
}

/** A key with its secrets, of which there are two only while one takes the place of the other. */
export function OneKey({ partnerKey: key, organisation, rotates, whenFresh, onSecret }: OneKeyProps) {
  const { t } = useLanguage();
  const end = useEndKey(key.id, whenFresh);
  const rotate = useRotateKey(key.id, whenFresh);
  const title = `key-${key.id}`;
  const liveSecrets = key.secrets.filter(({ live }) => live).length;
  return (
    <section className={key.live ? 'panel' : 'panel past'} aria-labelledby={title} aria-busy={end.isPending}>
      <h2 id={title}>
        <bdi dir="auto">{key.name}</bdi>
      </h2>
      <p>
        <Icon name={key.live ? 'tick' : 'cross'} />{' '}
        {key.revoked_at ? (
          <>
            {t('admin_keys.revoked')} <Moment at={key.revoked_at} />
          </>
        ) : (
          <>
            {t(key.live ? 'admin_keys.live_until' : 'admin_keys.ran_out')} <Moment at={key.expires_at} />
          </>
        )}
        {organisation && (
          <>
            {' · '}
            <bdi dir="auto">{organisation}</bdi>
          </>
        )}
      </p>
      <ul className="chip-list">
        {key.scopes.map((scope) => (
          <li key={scope}>{t(`admin_scope.${scope}`)}</li>
        ))}
      </ul>
      {end.isError && !(end.error instanceof ProofDeclined) && <ProblemNotice error={end.error} takeFocus />}
      <table className="grid">
        <caption className="unseen">{t('admin_keys.secrets')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('admin_keys.secret')}</th>
            <th scope="col">{t('admin_keys.secret_until')}</th>
            <th scope="col">{t('admin_keys.last_used')}</th>
            <th scope="col">
              <span className="unseen">{t('admin_users.steps')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {key.secrets.map((secret, index) => (
            <tr key={secret.id} className={secret.live ? undefined : 'past'}>
              <th scope="row">
                {t('admin_keys.secret_number', { number: index + 1 })}
                <span className="reading">
                  <Moment at={secret.created_at} />
                </span>
              </th>
              <td data-label={t('admin_keys.secret_until')}>
                <Icon name={secret.live ? 'tick' : 'cross'} /> <Moment at={lastMomentOf(secret, key)} />
              </td>
              <td data-label={t('admin_keys.last_used')}>
                {secret.last_used_at ? (
                  <Moment at={secret.last_used_at} />
                ) : (
                  <span className="muted">{t('admin_keys.never_used')}</span>
                )}
              </td>
              <td>
                {secret.live && liveSecrets > 1 && (
                  <AskTwice
                    says={t('admin_keys.end_secret')}
                    named={t('admin_keys.end_secret_named', { number: index + 1, name: key.name })}
                    yes={t('admin_keys.end_secret_yes')}
                    no={t('admin_no')}
                    busy={end.isPending}
                    onYes={() => end.mutate(secret.id)}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {key.live && (
        <div className="choices">
          {rotates && liveSecrets < 2 && (
            <Disclosing says={t('admin_keys.rotate')}>
              {(close) => (
                <OverlapForm
                  id={`overlap-${key.id}`}
                  what={t('admin_keys.rotate_what')}
                  work={rotate}
                  onClose={close}
                  onSend={(days) =>
                    rotate.mutate(
                      { overlap_days: days },
                      {
                        onSuccess: (made) => {
                          onSecret(made);
                          close();
                        },
                      },
                    )
                  }
                />
              )}
            </Disclosing>
          )}
          <AskTwice
            says={t('admin_keys.revoke')}
            named={t('admin_keys.revoke_named', { name: key.name })}
            yes={t('admin_keys.revoke_yes')}
            no={t('admin_no')}
            busy={end.isPending}
            onYes={() => end.mutate(null)}
          />
        </div>
      )}
    </section>
  );
}

/** A revoked key takes its secrets along. */
const lastMomentOf = (secret: PartnerKey['secrets'][number], key: PartnerKey) =>
  [secret.ended_at, key.revoked_at, secret.expires_at].filter((at) => at !== null).sort()[0] ?? secret.expires_at;
