import { useDecideRole, useWaitingRoles } from '../../api/administration.js';
import type { Account, RoleChange } from '../../api/types.js';
import { ListState } from '../../frame/list-state.js';
import { ProblemNotice } from '../../frame/problem-notice.js';
import { useLanguage } from '../../language/language.js';
import type { WhenFresh } from '../../session/fresh-proof.js';
import { ProofDeclined } from '../../session/proof-declined.js';
import { roleLabel } from '../../session/role-label.js';
import { Icon } from '../../suggestion/icon.js';
import { Moment } from '../../suggestion/moment.js';

interface WaitingRolesProps {
  accounts: Account[];
  me: string;
  whenFresh: WhenFresh;
}

/** Roles that one administrator proposed, until another one gives or refuses them. */
export function WaitingRoles({ accounts, me, whenFresh }: WaitingRolesProps) {
  const { t } = useLanguage();
  const waiting = useWaitingRoles();
  return (
    <section className="panel" aria-labelledby="waiting-title" aria-busy={waiting.isFetching}>
      <h2 id="waiting-title">{t('admin_users.waiting')}</h2>
      <ListState
        list={waiting}
        empty={waiting.items.length === 0 && <p className="muted">{t('admin_users.waiting_none')}</p>}
      />
      <ul className="plain matters">
        {waiting.items.map((change) => (
          <li key={change.id}>
            <OneChange change={change} accounts={accounts} me={me} whenFresh={whenFresh} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneChange({ change, accounts, me, whenFresh }: WaitingRolesProps & { change: RoleChange }) {
  const { t } = useLanguage();
  const decide = useDecideRole(change.id, whenFresh);
  const account = accounts.find(({ id }) => id === change.account_id);
  const proposer = accounts.find(({ id }) => id === change.proposed_by);
  const own = change.proposed_by === me;
  const name = account?.display_name ?? '–';
  const linkOpen = account?.link_open_until != null;
  const send = (decision: 'confirmation' | 'refusal' | 'withdrawal') => () =>
    decide.isPending || decide.mutate(decision);
  return (
    <>
      <p>
        <strong>
          <bdi dir="auto">{name}</bdi>
        </strong>{' '}
        {account && <bdi dir="ltr">{account.login}</bdi>} · {roleLabel(change.to_role ?? '', t)}
      </p>
      <p className="reading">
        {own ? (
          t('admin_users.proposed_by_you')
        ) : (
          <>
            {t('admin_users.proposed_by')}{' '}
            <bdi dir="auto">{proposer?.display_name ?? t('admin_users.another_administrator')}</bdi>
          </>
        )}{' '}
        · <Moment at={change.proposed_at} />
      </p>
      {decide.isError && !(decide.error instanceof ProofDeclined) && <ProblemNotice error={decide.error} takeFocus />}
      {linkOpen && (
        <p>
          <Icon name="clock" /> {t('admin_users.link_not_used')}
        </p>
      )}
      {own ? (
        <p>{t('admin_users.own_proposal')}</p>
      ) : change.account_id === me ? (
        <p>{t('admin_users.own_role')}</p>
      ) : (
        !linkOpen && <p className="hint">{t('admin_users.ask_in_person')}</p>
      )}
      <div className="choices" aria-busy={decide.isPending}>
        {own ? (
          <button type="button" onClick={send('withdrawal')}>
            {t('admin_users.withdraw')}
          </button>
        ) : (
          change.account_id !== me && (
            <>
              {!linkOpen && (
                <button
                  type="button"
                  className="primary"
                  aria-label={t('admin_users.confirm_named', { name })}
                  onClick={send('confirmation')}
                >
                  {t('admin_users.confirm')}
                </button>
              )}
              <button type="button" onClick={send('refusal')}>
                {t('admin_users.refuse')}
              </button>
            </>
          )
        )}
      </div>
    </>
  );
}
