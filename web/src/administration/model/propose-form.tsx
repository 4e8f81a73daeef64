import { useModels, useProposeModel } from '../../api/models.js';
import { Asked } from '../../forms/asked.js';
import { useFaults } from '../../forms/faults.js';
import { FormFrame } from '../../forms/form-frame.js';
import { faultAt, textOf } from '../../forms/read-form.js';
import { Select } from '../../forms/select.js';
import { TextArea } from '../../forms/text-area.js';
import { useLanguage } from '../../language/language.js';
import type { WhenFresh } from '../../session/fresh-proof.js';

/** A model file, or one that is stored already, and why. What it would change is worked out before anybody decides. */
export function ProposeForm({ whenFresh, onClose }: { whenFresh: WhenFresh; onClose: () => void }) {
  const { t } = useLanguage();
  const faults = useFaults();
  const propose = useProposeModel(whenFresh);
  const stored = useModels().items.filter((model) => !model.in_use);
  const submit = async (form: HTMLFormElement) => {
    const reason = textOf(form, 'model-reason').trim();
    const hash = textOf(form, 'model-stored');
    const file = new FormData(form).get('model-file');
    const given = file instanceof File && file.size > 0 ? file : null;
    if (!given && hash === '') return faults.show([faultAt('model-file', 'admin_model.file_missing')]);
    if (reason === '') return faults.show([faultAt('model-reason', 'undo.reason_missing')]);
    if (!given) {
      faults.clear();
      return propose.mutate({ hash, reason }, { onSuccess: onClose });
    }
    let read: unknown;
    try {
      read = JSON.parse(await given.text());
    } catch {
      read = null;
    }
    if (typeof read !== 'object' || read === null || Array.isArray(read))
      return faults.show([faultAt('model-file', 'admin_model.file_unreadable')]);
    faults.clear();
    propose.mutate({ file: read as Record<string, unknown>, reason }, { onSuccess: onClose });
  };
  return (
    <FormFrame
      work={propose}
      faults={faults}
      send={t('admin_model.propose_send')}
      onSubmit={(form) => void submit(form)}
      onClose={onClose}
    >
      <p className="hint">{t('admin_model.propose_what')}</p>
      <Asked id="model-file" label={t('admin_model.file')} hint={t('admin_model.file_hint')} faults={faults}>
        {(by) => <input {...by} type="file" accept=".json,application/json" />}
      </Asked>
      {stored.length > 0 && (
        <Select
          id="model-stored"
          label={t('admin_model.stored')}
          faults={faults}
          none={t('admin_model.stored_none')}
          options={stored.map(({ hash, version }) => ({ value: hash, label: `${version} (${hash.slice(0, 8)})` }))}
        />
      )}
      <TextArea id="model-reason" label={t('admin_model.reason')} faults={faults} maxLength={2000} />
    </FormFrame>
  );
}
