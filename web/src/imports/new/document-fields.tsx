import type { Fault, Faults } from '../../forms/faults.js';
import { Field } from '../../forms/field.js';
import { faultAt, textOf } from '../../forms/read-form.js';
import { useLanguage } from '../../language/language.js';
import { copyKinds, documentTypes } from '../document-types.js';
import type { DocumentType, NewImport } from '../types.js';

/** What document the list is: every row of it will be that document's word. */
export function DocumentFields({ faults }: { faults: Faults }) {
  const { t } = useLanguage();
  const fault = faults.list.find(({ field }) => field === 'document_type');
  return (
    <>
      <div className="field">
        <label htmlFor="document_type">{t('import_new.document_type')}</label>
        {fault && (
          <p className="error-text" id="type-fault">
            {fault.say(t)}
          </p>
        )}
        <select
          id="document_type"
          name="document_type"
          defaultValue=""
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? 'type-fault' : undefined}
        >
          <option value="">{t('import_new.document_type_choose')}</option>
          {documentTypes.map((type) => (
            <option key={type} value={type}>
              {t(`source_type.${type}`)}
            </option>
          ))}
        </select>
      </div>
      <Field
        id="title"
        label={t('import_new.document_title')}
        hint={t('import_new.document_title_hint')}
        faults={faults}
        maxLength={300}
      />
      <div className="field">
        <label htmlFor="version_at">{t('import_new.version_at')}</label>
        <p className="hint" id="version-hint">
          {t('import_new.version_at_hint')}
        </p>
        <input type="date" id="version_at" name="version_at" aria-describedby="version-hint" />
      </div>
      <details className="more-fields">
        <summary>{t('import_new.more')}</summary>
        <Field id="issuer" label={t('source.issuer')} faults={faults} maxLength={300} />
        <Field id="document_number" label={t('import_new.document_number')} faults={faults} maxLength={100} />
        <Field
          id="document_date"
          label={t('import_new.document_date')}
          hint={t('import_new.document_date_hint')}
          faults={faults}
          maxLength={100}
        />
        <div className="field">
          <label htmlFor="original_or_copy">{t('import_new.copy')}</label>
          <select id="original_or_copy" name="original_or_copy" defaultValue="unknown">
            {copyKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`copy_kind.${kind}`)}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="custody">{t('import_new.custody')}</label>
          <p className="hint" id="custody-hint">
            {t('import_new.custody_hint')}
          </p>
          <textarea
            id="custody"
            name="custody"
            rows={2}
            dir="auto"
            maxLength={2000}
            aria-describedby="custody-hint"
            spellCheck={false}
          />
        </div>
      </details>
    </>
  );
}

export function documentFaults(form: HTMLFormElement): Fault[] {
  return [
    textOf(form, 'document_type') === '' && faultAt('document_type', 'import_new.document_type_missing'),
    textOf(form, 'title').trim() === '' && faultAt('title', 'import_new.title_missing'),
  ].filter((fault) => fault !== false);
}

const optional = ['issuer', 'document_number', 'document_date', 'custody'] as const;

export function documentOf(form: HTMLFormElement): NewImport['source'] {
  const filled = optional
    .map((field) => [field, textOf(form, field).trim()] as const)
    .filter(([, text]) => text !== '');
  return {
    document_type: textOf(form, 'document_type') as DocumentType,
    title: textOf(form, 'title').trim(),
    original_or_copy: textOf(form, 'original_or_copy') as (typeof copyKinds)[number],
    ...Object.fromEntries(filled),
  };
}
