import { type AccountStep, useAccountStep } from '../../api/administration.js';
import { type Account, type InvitedAccount, type Session, staffRoles } from '../../api/types.js';
import { AskTwice } from '../../forms/ask-twice.js';
import { useFaults } from '../../forms/faults.js';
import { Field } from '../../forms/field.js';
import { FormFrame } from '../../forms/form-frame.js';
import { faultAt, textOf } from '../../forms/read-form.js';
import { Select } from '../../forms/select.js';
import { ProblemNotice } from '../../frame/problem-notice.js';
import { useLanguage } from '../../language/language.js';
import type { WhenFresh } from '../../session/fresh-proof.js';
import { ProofDeclined } from '../../session/proof-declined.js';
import { roleLabel } from '../../session/role-label.js';

interface AccountStepsProps {
  account: Account;
  session: Session;
  whenFresh: WhenFresh;
  onLink: (made: InvitedAccount) => void;
  onClose: () => void;
}

/** What one administrator can do about an account: taking away works at once, giving waits for another one. */
export function AccountSteps({ account, session, whenFresh, onLink, onClose }: AccountStepsProps) {
  const { t } = useLanguage();
  const step = useAccountStep(account.id, whenFresh);
  const own = account.id === session.account_id;
  const name = account.display_name;
  const take = (what: AccountStep) =>
    step.mutate(what, {
      onSuccess: (made) => {
        if (made) onLink(made);
        onClose();
      },
    });
  const asked = (says: string, what: AccountStep) => (
    <AskTwice
      says={says}
      named={t('admin_users.step_named', { step: says, name })}
      yes={t('admin_users.step_yes', { step: says })}
      no={t('admin_no')}
      busy={step.isPending}
      onYes={() => take(what)}
    />
  );
  return (
    <div className="account-steps" aria-busy={step.isPending}>
      {step.isError && !(step.error instanceof ProofDeclined) && <ProblemNotice error={step.error} takeFocus />}
      {own && <p>{t('admin_users.own_account')}</p>}
      {!own && !account.disabled && <RoleForm account={account} session={session} step={step} take={take} />}
      <RenameForm account={account} step={step} take={take} />
      <ul className="plain step-list">
        {!own && account.role && (
          <li>
            {asked(t('admin_users.take_role'), { do: 'take_role_away' })}
            <span className="hint">{t('admin_users.take_role_what')}</span>
          </li>
        )}
        {!own && !account.disabled && (
          <li>
            {asked(t('admin_users.new_link'), { do: 'new_link' })}
            <span className="hint">{t('admin_users.new_link_what')}</span>
          </li>
        )}
        <li>
          {asked(t('admin_users.end_sessions'), { do: 'end_sessions' })}
          <span className="hint">{t(own ? 'admin_users.end_sessions_own' : 'admin_users.end_sessions_what')}</span>
        </li>
        {!own && (
          <li>
            {asked(t(account.disabled ? 'admin_users.enable' : 'admin_users.disable'), {
              do: account.disabled ? 'enable' : 'disable',
            })}
            <span className="hint">{t(account.disabled ? 'admin_users.enable_what' : 'admin_users.disable_what')}</span>
          </li>
        )}
      </ul>
    </div>
  );
}

interface StepFormProps {
  account: Account;
  step: { isPending: boolean };
  take: (what: AccountStep) => void;
}

function RoleForm({ account, session, step, take }: StepFormProps & { session: Session }) {
  const { t } = useLanguage();
  const faults = useFaults();
  const id = `role-${account.id}`;
  const submit = (form: HTMLFormElement) => {
    const role = staffRoles.find((one) => one === textOf(form, id));
    if (!role) return faults.show([faultAt(id, 'admin_users.role_missing')]);
    faults.clear();
    take({ do: 'propose', role });
  };
  return (
    <FormFrame
      work={{ isPending: step.isPending, error: null }}
      faults={faults}
      send={t('admin_users.propose')}
      onSubmit={submit}
      className="one-line"
    >
      <Select
        id={id}
        label={t('admin_users.other_role')}
        faults={faults}
        none={t('admin_users.role_choose')}
        options={staffRoles
          .filter((role) => role !== account.role && (session.role === 'system_admin' || role !== 'system_admin'))
          .map((role) => ({ value: role, label: roleLabel(role, t) }))}
      />
    </FormFrame>
  );
}

function RenameForm({ account, step, take }: StepFormProps) {
  const { t } = useLanguage();
  const faults = useFaults();
  const id = `name-${account.id}`;
  const submit = (form: HTMLFormElement) => {
    const name = textOf(form, id).trim();
    if (name === '') return faults.show([faultAt(id, 'admin_users.name_missing')]);
    faults.clear();
    take({ do: 'rename', display_name: name });
  };
  return (
    <FormFrame
      work={{ isPending: step.isPending, error: null }}
      faults={faults}
      send={t('admin_users.rename')}
      onSubmit={submit}
      className="one-line"
    >
      <Field
        id={id}
        label={t('admin_users.name')}
        faults={faults}
        maxLength={100}
        defaultValue={account.display_name}
      />
    </FormFrame>
  );
}
