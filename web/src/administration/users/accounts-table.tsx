import { Fragment, useState } from 'react';
import type { Account, InvitedAccount, Organisation, Session } from '../../api/types.js';
import { useLanguage } from '../../language/language.js';
import type { WhenFresh } from '../../session/fresh-proof.js';
import { roleLabel } from '../../session/role-label.js';
import { Icon, type IconName } from '../../suggestion/icon.js';
import { Moment } from '../../suggestion/moment.js';
import { AccountSteps } from './account-steps.js';

interface AccountsTableProps {
  items: Account[];
  organisations: Organisation[];
  session: Session;
  whenFresh: WhenFresh;
  onLink: (made: InvitedAccount) => void;
}

/** Everybody, by name; each with what can be done about the account. */
export function AccountsTable({ items, organisations, session, whenFresh, onLink }: AccountsTableProps) {
  const { t, language } = useLanguage();
  const [open, setOpen] = useState<string | null>(null);
  const byName = new Intl.Collator(language);
  const several = organisations.length > 1;
  return (
    <table className="grid accounts">
      <caption className="unseen">{t('admin_users.accounts')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('admin_users.name')}</th>
          {several && <th scope="col">{t('admin_users.organisation')}</th>}
          <th scope="col">{t('admin_users.role')}</th>
          <th scope="col">{t('admin_users.state')}</th>
          <th scope="col">{t('admin_users.signs_in_with')}</th>
          <th scope="col">{t('admin_users.last_sign_in')}</th>
          <th scope="col">
            <span className="unseen">{t('admin_users.steps')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {[...items]
          .sort((one, other) => byName.compare(one.display_name, other.display_name))
          .map((account) => (
            <Fragment key={account.id}>
              <tr>
                <th scope="row">
                  <bdi dir="auto">{account.display_name}</bdi>
                  <span className="reading">
                    <bdi dir="ltr">{account.login}</bdi>
                    {account.id === session.account_id && ` · ${t('admin_users.you')}`}
                  </span>
                </th>
                {several && (
                  <td data-label={t('admin_users.organisation')}>
                    <bdi dir="auto">{organisations.find(({ id }) => id === account.organisation_id)?.name ?? '–'}</bdi>
                  </td>
                )}
                <td data-label={t('admin_users.role')}>
                  {account.role ? (
                    roleLabel(account.role, t)
                  ) : (
                    <span className="muted">{t('admin_users.no_role')}</span>
                  )}
                </td>
                <td data-label={t('admin_users.state')}>
                  <AccountState account={account} />
                </td>
                <td data-label={t('admin_users.signs_in_with')}>
                  <SignsInWith account={account} />
                </td>
                <td data-label={t('admin_users.last_sign_in')}>
                  {account.last_sign_in_at ? (
                    <Moment at={account.last_sign_in_at} />
                  ) : (
                    <span className="muted">{t('admin_users.not_lately')}</span>
                  )}
                </td>
                <td>
                  <button
                    type="button"
                    id={`change-${account.id}`}
                    aria-expanded={open === account.id}
                    aria-label={t('admin_users.change_named', { name: account.display_name })}
                    onClick={() => setOpen(open === account.id ? null : account.id)}
                  >
                    {t('admin_users.change')}
                  </button>
                </td>
              </tr>
              {open === account.id && (
                <tr className="opened">
                  <td colSpan={several ? 7 : 6}>
                    <AccountSteps
                      account={account}
                      session={session}
                      whenFresh={whenFresh}
                      onLink={onLink}
                      onClose={() => {
                        setOpen(null);
                        document.getElementById(`change-${account.id}`)?.focus();
                      }}
                    />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
      </tbody>
    </table>
  );
}

function AccountState({ account }: { account: Account }) {
  const { t } = useLanguage();
  const [icon, says]: [IconName, string] = account.disabled
    ? ['cross', t('admin_users.disabled')]
    : account.link_open_until
      ? ['clock', t('admin_users.invited')]
      : account.role
        ? ['tick', t('admin_users.active')]
        : ['pause', t('admin_users.waits_for_role')];
  return (
    <span className="state">
      <Icon name={icon} /> {says}
    </span>
  );
}

function SignsInWith({ account }: { account: Account }) {
  const { t } = useLanguage();
  const ways = [
    account.passkeys > 0 && t('admin_users.passkeys', { count: account.passkeys }),
    account.has_password && t('admin_users.password'),
  ].filter((way) => way !== false);
  return ways.length > 0 ? ways.join(' · ') : <span className="muted">{t('admin_users.nothing_yet')}</span>;
}
