import { useState } from 'react';
import { useAccounts, useEndAllSessionsOf, useOrganisations } from '../../api/administration.js';
import { useSession } from '../../api/session.js';
import type { InvitedAccount } from '../../api/types.js';
import { AskTwice } from '../../forms/ask-twice.js';
import { Disclosing } from '../../forms/disclosing.js';
import { ListEnd } from '../../frame/list-end.js';
import { ListState } from '../../frame/list-state.js';
import { ProblemNotice } from '../../frame/problem-notice.js';
import { useLanguage } from '../../language/language.js';
import { ProofDeclined } from '../../session/proof-declined.js';
import type { PageProps } from '../administration-pages.js';
import { PageFrame } from '../page-frame.js';
import { ShownOnce } from '../shown-once.js';
import { AccountsTable } from './accounts-table.js';
import { InviteForm } from './invite-form.js';
import { WaitingRoles } from './waiting-roles.js';

/** Who works here, by which role, and how each of them signs in. */
export default function UsersPage({ whenFresh }: PageProps) {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const accounts = useAccounts();
  const organisations = useOrganisations();
  const [invited, setInvited] = useState<InvitedAccount | null>(null);
  const endAll = useEndAllSessionsOf(whenFresh);
  if (!session) return null;
  const known = organisations.items;
  return (
    <PageFrame title={t('places.users')} what={t('admin_users.what')}>
      {invited && (
        <ShownOnce
          title={t('admin_users.link_for', { name: invited.account.display_name })}
          what={t('admin_users.link_what')}
          secret={invited.invitation?.link ?? null}
          onDone={() => setInvited(null)}
        />
      )}
      <div className="choices">
        <Disclosing says={t('admin_users.invite')}>
          {(close) => (
            <InviteForm
              organisations={known}
              whenFresh={whenFresh}
              onClose={close}
              onInvited={(made) => {
                setInvited(made);
                close();
              }}
            />
          )}
        </Disclosing>
      </div>
      <WaitingRoles accounts={accounts.items} me={session.account_id} whenFresh={whenFresh} />
      <section aria-labelledby="accounts-title">
        <h2 id="accounts-title">{t('admin_users.accounts')}</h2>
        <ListState list={accounts} />
        <div aria-busy={accounts.isFetching}>
          {accounts.items.length > 0 && (
            <AccountsTable
              items={accounts.items}
              organisations={known}
              session={session}
              whenFresh={whenFresh}
              onLink={setInvited}
            />
          )}
        </div>
        {accounts.items.length > 0 && (
          <ListEnd
            shown={t('admin_users.shown', { count: accounts.items.length })}
            hasMore={accounts.hasNextPage}
            showMore={() => void accounts.fetchNextPage()}
          />
        )}
      </section>
      <section className="panel" aria-labelledby="emergency-title">
        <h2 id="emergency-title">{t('admin_users.emergency')}</h2>
        <p className="hint">{t('admin_users.emergency_what')}</p>
        {endAll.isError && !(endAll.error instanceof ProofDeclined) && <ProblemNotice error={endAll.error} takeFocus />}
        <ul className="plain entries">
          {known.map(({ id, name }) => (
            <li key={id}>
              <bdi dir="auto">{name}</bdi>
              <AskTwice
                says={t('admin_users.end_everybody')}
                named={t('admin_users.end_everybody_of', { name })}
                yes={t('admin_users.end_everybody_yes')}
                no={t('admin_no')}
                busy={endAll.isPending}
                onYes={() => endAll.mutate(id)}
              />
            </li>
          ))}
        </ul>
        <p role="status">{endAll.data && t('admin_users.ended', { count: endAll.data.ended })}</p>
      </section>
    </PageFrame>
  );
}
