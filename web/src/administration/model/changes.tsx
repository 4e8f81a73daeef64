import { useDecideModel, useModelChanges, useRollBackModel } from '../../api/models.js';
import type { ModelChange, Session } from '../../api/types.js';
import { Disclosing } from '../../forms/disclosing.js';
import { ReasonForm } from '../../forms/reason-form.js';
import { ListEnd } from '../../frame/list-end.js';
import { ListState } from '../../frame/list-state.js';
import { ProblemNotice } from '../../frame/problem-notice.js';
import { useLanguage } from '../../language/language.js';
import type { WhenFresh } from '../../session/fresh-proof.js';
import { ProofDeclined } from '../../session/proof-declined.js';
import { Icon, type IconName } from '../../suggestion/icon.js';
import { Moment } from '../../suggestion/moment.js';
import { Panel } from '../panel.js';
import { DryRunView } from './dry-run.js';
import { ProposeForm } from './propose-form.js';

interface ChangesProps {
  session: Session;
  whenFresh: WhenFresh;
}

const icons: Record<ModelChange['state'], IconName> = {
  pending: 'clock',
  confirmed: 'tick',
  refused: 'cross',
  withdrawn: 'dash',
  at_once: 'back',
};

/** Another model is proposed by one person and put in use by a second; going back takes one, at once. */
export function Changes({ session, whenFresh }: ChangesProps) {
  const { t } = useLanguage();
  const changes = useModelChanges();
  const rollBack = useRollBackModel(whenFresh);
  const pending = changes.items.filter(({ state }) => state === 'pending');
  const past = changes.items.filter(({ state }) => state !== 'pending');
  return (
    <Panel title={t('admin_model.changes')}>
      <p className="hint">{t('admin_model.changes_what')}</p>
      <ListState list={changes} />
      {changes.isSuccess && pending.length === 0 && <p className="muted">{t('admin_model.none_waits')}</p>}
      <div aria-busy={changes.isFetching}>
        {pending.map((change) => (
          <Waiting key={change.id} change={change} me={session.account_id} whenFresh={whenFresh} />
        ))}
      </div>
      <div className="choices">
        {session.role === 'supervisor' && pending.length === 0 && (
          <Disclosing says={t('admin_model.propose')}>
            {(close) => <ProposeForm whenFresh={whenFresh} onClose={close} />}
          </Disclosing>
        )}
        <Disclosing says={t('admin_model.roll_back')}>
          {(close) => (
            <ReasonForm
              id="roll-back-reason"
              label={t('admin_model.roll_back_reason')}
              send={t('admin_model.roll_back_send')}
              sending={rollBack.isPending}
              error={rollBack.error}
              onSend={(reason) => rollBack.mutate({ reason }, { onSuccess: close })}
              onClose={close}
            />
          )}
        </Disclosing>
      </div>
      {past.length > 0 && (
        <>
          <h3>{t('admin_model.history')}</h3>
          <ul className="plain matters">
            {past.map((change) => (
              <li key={change.id}>
                <p>
                  <Icon name={icons[change.state]} mirrored={change.state === 'at_once'} />{' '}
                  {t(`admin_model_state.${change.state}`)}: <bdi dir="ltr">{change.replaces.version}</bdi> →{' '}
                  <bdi dir="ltr">{change.model.version}</bdi>
                </p>
                <By change={change} />
              </li>
            ))}
          </ul>
          <ListEnd
            shown={t('admin_model.changes_shown', { count: changes.items.length })}
            hasMore={changes.hasNextPage}
            showMore={() => void changes.fetchNextPage()}
          />
        </>
      )}
    </Panel>
  );
}

function By({ change }: { change: ModelChange }) {
  const { t } = useLanguage();
  return (
    <>
      <blockquote>
        <bdi dir="auto">{change.reason}</bdi>
      </blockquote>
      <p className="reading">
        <bdi dir="auto">{change.proposed_by_name ?? '–'}</bdi> · <Moment at={change.proposed_at} />
        {change.decided_at && change.decided_by && (
          <>
            {' · '}
            {t('admin_model.decided_by')} <bdi dir="auto">{change.decided_by_name ?? '–'}</bdi> ·{' '}
            <Moment at={change.decided_at} />
          </>
        )}
      </p>
    </>
  );
}

function Waiting({ change, me, whenFresh }: { change: ModelChange; me: string; whenFresh: WhenFresh }) {
  const { t } = useLanguage();
  const decide = useDecideModel(change.id, whenFresh);
  const own = change.proposed_by === me;
  const send = (decision: 'confirmation' | 'refusal' | 'withdrawal') => () =>
    decide.isPending || decide.mutate(decision);
  return (
    <div className="waiting-change" aria-busy={decide.isPending}>
      <p>
        <strong>
          <Icon name="clock" /> <bdi dir="ltr">{change.replaces.version}</bdi> →{' '}
          <bdi dir="ltr">{change.model.version}</bdi>
        </strong>
      </p>
      <By change={change} />
      {change.dry_run && <DryRunView run={change.dry_run} />}
      {decide.isError && !(decide.error instanceof ProofDeclined) && <ProblemNotice error={decide.error} takeFocus />}
      <p className="what-it-does">{t(own ? 'admin_model.own_proposal' : 'admin_model.confirm_does')}</p>
      <div className="choices">
        {own ? (
          <button type="button" onClick={send('withdrawal')}>
            {t('admin_users.withdraw')}
          </button>
        ) : (
          <>
            <button type="button" className="primary" onClick={send('confirmation')}>
              {t('admin_model.confirm')}
            </button>
            <button type="button" onClick={send('refusal')}>
              {t('admin_users.refuse')}
            </button>
          </>
        )}
      </div>
    </div>
  );
}
