import { useInvite } from '../../api/administration.js';
import { useSession } from '../../api/session.js';
import { type InvitedAccount, type Organisation, staffRoles } from '../../api/types.js';
import { useFaults } from '../../forms/faults.js';
import { Field } from '../../forms/field.js';
import { FormFrame } from '../../forms/form-frame.js';
import { faultAt, textOf } from '../../forms/read-form.js';
import { Select } from '../../forms/select.js';
import { useLanguage } from '../../language/language.js';
import type { WhenFresh } from '../../session/fresh-proof.js';
import { roleLabel } from '../../session/role-label.js';

interface InviteFormProps {
  organisations: Organisation[];
  whenFresh: WhenFresh;
  onClose: () => void;
  onInvited: (made: InvitedAccount) => void;
}

const login = /^[a-z][a-z0-9._-]{1,59}$/;

/** A new colleague: an account without a role, the role proposed, and a link that is shown once. */
export function InviteForm({ organisations, whenFresh, onClose, onInvited }: InviteFormProps) {
  const { t } = useLanguage();
  const faults = useFaults();
  const { data: session } = useSession();
  const invite = useInvite(whenFresh);
  const submit = (form: HTMLFormElement) => {
    const name = textOf(form, 'invite-name').trim();
    const account = textOf(form, 'invite-login').trim().toLowerCase();
    const role = staffRoles.find((one) => one === textOf(form, 'invite-role'));
    const organisation = textOf(form, 'invite-organisation');
    const missing = [
      name === '' && faultAt('invite-name', 'admin_users.name_missing'),
      !login.test(account) && faultAt('invite-login', 'admin_users.login_missing'),
      !role && faultAt('invite-role', 'admin_users.role_missing'),
    ].filter((fault) => fault !== false);
    if (missing.length > 0 || !role) return faults.show(missing);
    faults.clear();
    const body = { login: account, display_name: name, role, ...(organisation && { organisation_id: organisation }) };
    invite.mutate(body, { onSuccess: onInvited });
  };
  const system = session?.role === 'system_admin';
  return (
    <FormFrame
      work={invite}
      faults={faults}
      send={t('admin_users.invite_send')}
      onSubmit={submit}
      onClose={onClose}
      takeFocus
    >
      <p className="hint">{t('admin_users.invite_what')}</p>
      <Field id="invite-name" label={t('admin_users.name')} faults={faults} maxLength={100} />
      <Field
        id="invite-login"
        label={t('admin_users.login')}
        hint={t('admin_users.login_hint')}
        faults={faults}
        latin
        maxLength={60}
      />
      {system && (
        <Select
          id="invite-organisation"
          label={t('admin_users.organisation')}
          faults={faults}
          options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
          {...(session && { defaultValue: organisations.find(({ kind }) => kind === 'operator')?.id })}
        />
      )}
      <Select
        id="invite-role"
        label={t('admin_users.role')}
        faults={faults}
        none={t('admin_users.role_choose')}
        options={staffRoles
          .filter((role) => system || role !== 'system_admin')
          .map((role) => ({ value: role, label: roleLabel(role, t) }))}
      />
    </FormFrame>
  );
}
