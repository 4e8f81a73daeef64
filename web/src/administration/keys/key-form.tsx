import { useAddKey } from '../../api/administration.js';
import { keyScopes, type NewPartnerKeySecret } from '../../api/types.js';
import { Checks, chosenOf } from '../../forms/checks.js';
import { useFaults } from '../../forms/faults.js';
import { Field } from '../../forms/field.js';
import { FormFrame } from '../../forms/form-frame.js';
import { faultAt, textOf } from '../../forms/read-form.js';
import { useLanguage } from '../../language/language.js';
import type { WhenFresh } from '../../session/fresh-proof.js';

interface KeyFormProps {
  whenFresh: WhenFresh;
  onClose: () => void;
  onMade: (made: NewPartnerKeySecret) => void;
}

const dayMs = 86_400_000;
const dayFromNow = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);
/** The end of a day of the reader's calendar, and never beyond the year that the service allows. */
const endOf = (day: string) =>
  new Date(Math.min(new Date(`${day}T23:59:59`).getTime(), Date.now() + 365 * dayMs - 60_000)).toISOString();

/** A key for one program: what it may do, and until when. Overlap opens nothing yet, so it is not offered. */
export function KeyForm({ whenFresh, onClose, onMade }: KeyFormProps) {
  const { t } = useLanguage();
  const faults = useFaults();
  const add = useAddKey(whenFresh);
  const offered = keyScopes.filter((scope) => scope !== 'overlap');
  const submit = (form: HTMLFormElement) => {
    const name = textOf(form, 'key-name').trim();
    const scopes = chosenOf(form, 'key-scopes', offered);
    const until = textOf(form, 'key-until');
    const outside = until < dayFromNow(0) || until > dayFromNow(365);
    const missing = [
      name === '' && faultAt('key-name', 'admin_keys.name_missing'),
      scopes.length === 0 && faultAt('key-scopes', 'admin_keys.scopes_missing'),
      outside && faultAt('key-until', 'admin_keys.until_missing'),
    ].filter((fault) => fault !== false);
    if (missing.length > 0) return faults.show(missing);
    faults.clear();
    add.mutate({ name, scopes, expires_at: endOf(until) }, { onSuccess: onMade });
  };
  return (
    <FormFrame work={add} faults={faults} send={t('admin_keys.add_send')} onSubmit={submit} onClose={onClose} takeFocus>
      <Field
        id="key-name"
        label={t('admin_keys.name')}
        hint={t('admin_keys.name_hint')}
        faults={faults}
        maxLength={100}
      />
      <Checks
        id="key-scopes"
        label={t('admin_keys.scopes')}
        faults={faults}
        options={offered.map((value) => ({ value, label: t(`admin_scope.${value}`) }))}
      />
      <Field
        id="key-until"
        label={t('admin_keys.until')}
        hint={t('admin_keys.until_hint')}
        faults={faults}
        type="date"
        latin
        defaultValue={dayFromNow(180)}
      />
    </FormFrame>
  );
}
