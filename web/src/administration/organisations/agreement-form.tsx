import { useAddAgreement } from '../../api/administration.js';
import { agreementFields, agreementPurposes, type Organisation } from '../../api/types.js';
import { Checks, chosenOf } from '../../forms/checks.js';
import { useFaults } from '../../forms/faults.js';
import { Field } from '../../forms/field.js';
import { FormFrame } from '../../forms/form-frame.js';
import { faultAt, textOf } from '../../forms/read-form.js';
import { Select } from '../../forms/select.js';
import { useLanguage } from '../../language/language.js';
import type { WhenFresh } from '../../session/fresh-proof.js';

interface AgreementFormProps {
  organisation: Organisation;
  whenFresh: WhenFresh;
  onClose: () => void;
}

const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** What was agreed on paper: for what, about which kinds of data, and until when. */
export function AgreementForm({ organisation, whenFresh, onClose }: AgreementFormProps) {
  const { t } = useLanguage();
  const faults = useFaults();
  const add = useAddAgreement(organisation.id, whenFresh);
  const submit = (form: HTMLFormElement) => {
    const purpose = agreementPurposes.find((one) => one === textOf(form, 'agreement-purpose'));
    const fields = chosenOf(form, 'agreement-fields', agreementFields);
    const [from, until] = [textOf(form, 'agreement-from'), textOf(form, 'agreement-until')];
    const missing = [
      fields.length === 0 && faultAt('agreement-fields', 'admin_orgs.fields_missing'),
      from === '' && faultAt('agreement-from', 'admin_orgs.from_missing'),
      (until === '' || until < from) && faultAt('agreement-until', 'admin_orgs.until_missing'),
    ].filter((fault) => fault !== false);
    if (missing.length > 0 || !purpose) return faults.show(missing);
    faults.clear();
    add.mutate({ purpose, fields, valid_from: from, valid_until: until }, { onSuccess: onClose });
  };
  return (
    <FormFrame
      work={add}
      faults={faults}
      send={t('admin_orgs.agreement_send')}
      onSubmit={submit}
      onClose={onClose}
      takeFocus
    >
      <Select
        id="agreement-purpose"
        label={t('admin_orgs.purpose')}
        faults={faults}
        options={agreementPurposes.map((value) => ({ value, label: t(`admin_purpose.${value}`) }))}
      />
      <Checks
        id="agreement-fields"
        label={t('admin_orgs.fields')}
        faults={faults}
        options={agreementFields.map((value) => ({ value, label: t(`agreement_field.${value}`) }))}
      />
      <Field
        id="agreement-from"
        label={t('admin_orgs.from')}
        faults={faults}
        type="date"
        latin
        defaultValue={dayFromNow(0)}
      />
      <Field
        id="agreement-until"
        label={t('admin_orgs.until')}
        hint={t('admin_orgs.until_hint')}
        faults={faults}
        type="date"
        latin
        defaultValue={dayFromNow(365)}
      />
    </FormFrame>
  );
}
