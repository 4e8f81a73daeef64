import { useState } from 'react';
import { usePlanDisclosure } from '../api/disclosures.js';
import { useFateClaims } from '../api/fate-claims.js';
import { type CaseView, type Disclosure, type DisclosureSummary, disclosureKinds, ownerBodies } from '../api/types.js';
import { useFaults } from '../forms/faults.js';
import { FormFrame } from '../forms/form-frame.js';
import { faultAt, textOf } from '../forms/read-form.js';
import { Select } from '../forms/select.js';
import { useLanguage } from '../language/language.js';
import { formatMoment } from '../language/read-date.js';
import { type Recipient, useConfirmedLinks } from './use-case-people.js';

interface PlanFormProps {
  view: CaseView;
  /** What is planned or was told already: a correction takes back one of them. */
  told: DisclosureSummary[];
  recipients: Recipient[];
  onClose: () => void;
  onPlanned: (id: string) => void;
}

/** What is told to whom, and on what it rests. Everything else is filled in afterwards, beside the guards. */
export function PlanForm({ view, told, recipients, onClose, onPlanned }: PlanFormProps) {
  const { t, language } = useLanguage();
  const faults = useFaults();
  const plan = usePlanDisclosure(view.id);
  const links = useConfirmedLinks(view);
  const claims = useFateClaims(view.id).data?.items.filter(({ superseded }) => !superseded) ?? [];
  const [kindChosen, setKindChosen] = useState<string>(disclosureKinds[0]);
  const correctable = told.filter(({ state }) => state === 'delivered' || state === 'followed_up');
  const kinds = disclosureKinds.filter((word) => word !== 'correction' || correctable.length > 0);
  const submit = (form: HTMLFormElement) => {
    const kind = disclosureKinds.find((word) => word === textOf(form, 'plan-kind'));
    const recipient = textOf(form, 'plan-recipient');
    const owner = ownerBodies.find((word) => word === textOf(form, 'plan-owner')) ?? 'operator';
    if (!kind || recipient === '') return faults.show([faultAt('plan-recipient', 'disclosure.recipient_missing')]);
    const corrects = kind === 'correction' ? textOf(form, 'plan-corrects') : '';
    if (kind === 'correction' && corrects === '')
      return faults.show([faultAt('plan-corrects', 'disclosure.corrects_missing')]);
    faults.clear();
    const [link, claim] = [textOf(form, 'plan-link'), textOf(form, 'plan-claim')];
    plan.mutate(
      {
        kind,
        recipient_id: recipient,
        owner_body: owner,
        ...(corrects && { corrects }),
        ...(link && { suggestion_id: link }),
        ...(claim && { fate_claim_id: claim }),
      },
      { onSuccess: (made: Disclosure) => onPlanned(made.id) },
    );
  };
  return (
    <FormFrame
      work={plan}
      faults={faults}
      send={t('disclosure.plan_send')}
      onSubmit={submit}
      onClose={onClose}
      className="step-form plan-fields"
    >
      <Select
        id="plan-kind"
        label={t('disclosure.kind')}
        faults={faults}
        options={kinds.map((word) => ({ value: word, label: t(`disclosure_kind.${word}`) }))}
        onChoose={setKindChosen}
      />
      {kindChosen === 'correction' && (
        <Select
          id="plan-corrects"
          label={t('disclosure.corrects')}
          faults={faults}
          none={t('disclosure.corrects_choose')}
          options={correctable.map(({ id, kind, recipient_id, updated_at }) => ({
            value: id,
            label: [
              t(`disclosure_kind.${kind}`),
              recipients.find((one) => one.id === recipient_id)?.label ?? '–',
              formatMoment(updated_at, language),
            ].join(' · '),
          }))}
        />
      )}
      <Select
        id="plan-recipient"
        label={t('disclosure.recipient')}
        faults={faults}
        none={t('disclosure.recipient_choose')}
        options={recipients.map(({ id, label }) => ({ value: id, label }))}
      />
      <Select
        id="plan-link"
        label={t('disclosure.link')}
        faults={faults}
        none={t('disclosure.none_chosen')}
        options={links.map(({ id, record }) => ({ value: id, label: record.name }))}
      />
      <Select
        id="plan-claim"
        label={t('disclosure.claim')}
        faults={faults}
        none={t('disclosure.none_chosen')}
        options={claims.map((claim) => ({
          value: claim.id,
          label: `${t(`fate_claim.${claim.claim}`)} · ${t(`fate_level.${claim.effective_level}`)}`,
        }))}
      />
      <Select
        id="plan-owner"
        label={t('disclosure.owner')}
        faults={faults}
        options={ownerBodies.map((word) => ({ value: word, label: t(`owner_body.${word}`) }))}
      />
    </FormFrame>
  );
}
