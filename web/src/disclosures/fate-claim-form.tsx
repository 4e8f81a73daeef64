import { useClaimFate } from '../api/fate-claims.js';
import { type CaseView, type FateClaim, fateClaimWords, fateLevels, legalStatuses } from '../api/types.js';
import { useFaults } from '../forms/faults.js';
import { FormFrame } from '../forms/form-frame.js';
import { faultAt, textOf } from '../forms/read-form.js';
import { Select } from '../forms/select.js';
import { TextArea } from '../forms/text-area.js';
import { useLanguage } from '../language/language.js';
import { useCaseDocuments, useConfirmedLinks } from './use-case-people.js';

/** A claim and what it rests on: links that two people confirmed, documents, and what somebody told. */
export function FateClaimForm({ view, claims, onClose }: { view: CaseView; claims: FateClaim[]; onClose: () => void }) {
  const { t } = useLanguage();
  const faults = useFaults();
  const add = useClaimFate(view.id);
  const links = useConfirmedLinks(view);
  const documents = useCaseDocuments(view);
  const replaceable = claims.filter(({ superseded }) => !superseded);
  const submit = (form: HTMLFormElement) => {
    const claim = fateClaimWords.find((word) => word === textOf(form, 'fate-claim'));
    const level = fateLevels.find((word) => word === textOf(form, 'fate-level')) ?? 'alleged';
    const told = textOf(form, 'fate-told').trim();
    const note = textOf(form, 'fate-note').trim();
    const replaces = textOf(form, 'fate-replaces');
    const basis = [
      ...new FormData(form).getAll('fate-link').map((id) => ({ kind: 'link' as const, id: String(id) })),
      ...new FormData(form).getAll('fate-document').map((id) => ({ kind: 'document' as const, id: String(id) })),
      ...(told ? [{ kind: 'testimony' as const, text: told }] : []),
    ];
    if (!claim) return faults.show([faultAt('fate-claim', 'fate.claim_missing')]);
    if (basis.length === 0 && level !== 'alleged' && claim !== 'no_information')
      return faults.show([faultAt('fate-told', 'fate.basis_missing')]);
    faults.clear();
    add.mutate(
      {
        claim,
        level,
        basis,
        family_accepts: 'unknown',
        legal_status: legalStatuses.find((word) => word === textOf(form, 'fate-legal')) ?? 'none',
        ...(note && { note }),
        ...(replaces && { supersedes: replaces }),
      },
      { onSuccess: onClose },
    );
  };
  return (
    <FormFrame work={add} faults={faults} send={t('fate.send')} onSubmit={submit} onClose={onClose}>
      <Select
        id="fate-claim"
        label={t('fate.claim')}
        faults={faults}
        none={t('fate.claim_choose')}
        options={fateClaimWords.map((word) => ({ value: word, label: t(`fate_claim.${word}`) }))}
      />
      <Select
        id="fate-level"
        label={t('fate.level')}
        faults={faults}
        options={fateLevels.map((word) => ({ value: word, label: t(`fate_level.${word}`) }))}
      />
      <p className="hint">{t('fate.level_hint')}</p>
      {links.length > 0 && (
        <fieldset className="checks">
          <legend>{t('fate.rests_on_links')}</legend>
          {links.map(({ id, record }) => (
            <label key={id} className="check">
              <input type="checkbox" name="fate-link" value={id} />
              <span>
                <bdi dir="auto">{record.name}</bdi> · <bdi dir="auto">{record.source_title}</bdi>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {documents.length > 0 && (
        <fieldset className="checks">
          <legend>{t('fate.rests_on_documents')}</legend>
          {documents.map(({ id, title }) => (
            <label key={id} className="check">
              <input type="checkbox" name="fate-document" value={id} />
              <bdi dir="auto">{title}</bdi>
            </label>
          ))}
        </fieldset>
      )}
      <TextArea id="fate-told" label={t('fate.told')} hint={t('notes.no_bank')} faults={faults} maxLength={4000} />
      <Select
        id="fate-legal"
        label={t('fate.legal_status')}
        faults={faults}
        options={legalStatuses.map((word) => ({ value: word, label: t(`legal_status.${word}`) }))}
      />
      {replaceable.length > 0 && (
        <Select
          id="fate-replaces"
          label={t('fate.replaces')}
          faults={faults}
          none={t('fate.replaces_none')}
          options={replaceable.map((one) => ({
            value: one.id,
            label: `${t(`fate_claim.${one.claim}`)} · ${t(`fate_level.${one.effective_level}`)}`,
          }))}
        />
      )}
      <TextArea id="fate-note" label={t('decision.confirm_text')} faults={faults} maxLength={4000} rows={2} />
    </FormFrame>
  );
}
