import { useFaults } from '../forms/faults.js';
import { Field } from '../forms/field.js';
import { FormFrame } from '../forms/form-frame.js';
import { faultAt, textOf } from '../forms/read-form.js';
import { useLanguage } from '../language/language.js';

interface OverlapFormProps {
  id: string;
  what: string;
  work: { isPending: boolean; error: unknown };
  onSend: (days: number) => void;
  onClose: () => void;
}

/** A second secret, and for how many days the present one goes on beside it. */
export function OverlapForm({ id, what, work, onSend, onClose }: OverlapFormProps) {
  const { t } = useLanguage();
  const faults = useFaults();
  const submit = (form: HTMLFormElement) => {
    const typed = textOf(form, id).trim();
    const days = /^\d{1,2}$/.test(typed) ? Number(typed) : -1;
    if (days < 0 || days > 30) return faults.show([faultAt(id, 'admin_keys.days_missing')]);
    faults.clear();
    onSend(days);
  };
  return (
    <FormFrame
      work={work}
      faults={faults}
      send={t('admin_keys.rotate_send')}
      onSubmit={submit}
      onClose={onClose}
      takeFocus
    >
      <p className="hint">{what}</p>
      <Field
        id={id}
        label={t('admin_keys.days')}
        faults={faults}
        inputMode="numeric"
        maxLength={2}
        defaultValue="7"
        latin
      />
    </FormFrame>
  );
}
