import type { NewWebhookSecret, WebhookPage } from '../../api/types.js';
import { useAddWebhook } from '../../api/webhooks.js';
import { Checks, chosenOf } from '../../forms/checks.js';
import { useFaults } from '../../forms/faults.js';
import { Field } from '../../forms/field.js';
import { FormFrame } from '../../forms/form-frame.js';
import { faultAt, textOf } from '../../forms/read-form.js';
import { useLanguage } from '../../language/language.js';
import type { WhenFresh } from '../../session/fresh-proof.js';

interface WebhookFormProps {
  offered: WebhookPage['event_types'];
  whenFresh: WhenFresh;
  onClose: () => void;
  onMade: (made: NewWebhookSecret) => void;
}

/** The address of a program and what it is told. The service decides which addresses it sends to. */
export function WebhookForm({ offered, whenFresh, onClose, onMade }: WebhookFormProps) {
  const { t } = useLanguage();
  const faults = useFaults();
  const add = useAddWebhook(whenFresh);
  const submit = (form: HTMLFormElement) => {
    const [name, url] = [textOf(form, 'webhook-name').trim(), textOf(form, 'webhook-url').trim()];
    const types = chosenOf(form, 'webhook-types', offered);
    const missing = [
      name === '' && faultAt('webhook-name', 'admin_keys.name_missing'),
      !url.startsWith('https:') && faultAt('webhook-url', 'admin_hooks.url_missing'),
      types.length === 0 && faultAt('webhook-types', 'admin_hooks.types_missing'),
    ].filter((fault) => fault !== false);
    if (missing.length > 0) return faults.show(missing);
    faults.clear();
    add.mutate({ name, url, event_types: types }, { onSuccess: onMade });
  };
  return (
    <FormFrame
      work={add}
      faults={faults}
      send={t('admin_hooks.add_send')}
      onSubmit={submit}
      onClose={onClose}
      takeFocus
    >
      <Field id="webhook-name" label={t('admin_keys.name')} faults={faults} maxLength={100} />
      <Field
        id="webhook-url"
        label={t('admin_hooks.url')}
        hint={t('admin_hooks.url_hint')}
        faults={faults}
        latin
        inputMode="url"
        maxLength={2000}
      />
      <Checks
        id="webhook-types"
        label={t('admin_hooks.types')}
        faults={faults}
        options={offered.map((value) => ({ value, label: t(`admin_event.${value}`) }))}
      />
    </FormFrame>
  );
}
