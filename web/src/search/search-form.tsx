import { type FormEvent, useEffect, useRef } from 'react';
import { useLists } from '../api/imports.js';
import { FaultSummary, type Faults } from '../forms/faults.js';
import { Field } from '../forms/field.js';
import { useKeys } from '../keyboard/use-keys.js';
import { useLanguage } from '../language/language.js';
import type { SearchFields } from './asked.js';

interface SearchFormProps {
  faults: Faults;
  /** Of the last search. */
  fields: SearchFields;
  searching: boolean;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
}

/** A name, a second spelling of it, and what narrows the search. */
export function SearchForm({ faults, fields, searching, onSubmit }: SearchFormProps) {
  const { t } = useLanguage();
  const form = useRef<HTMLFormElement>(null);
  const toName = () => form.current?.querySelector<HTMLInputElement>('#name')?.focus();
  useEffect(() => form.current?.querySelector<HTMLInputElement>('#name')?.focus(), []);
  const backToName = (event: KeyboardEvent) => {
    event.preventDefault();
    toName();
  };
  useKeys({ Slash: backToName });
  const year = (id: keyof SearchFields, label: string) => (
    <Field id={id} label={label} faults={faults} latin inputMode="numeric" maxLength={4} defaultValue={fields[id]} />
  );
  return (
    <form ref={form} className="panel search-form" onSubmit={onSubmit} noValidate aria-busy={searching}>
      <FaultSummary faults={faults} />
      <div className="search-names">
        <Field
          id="name"
          label={t('search.name')}
          hint={t('search.name_hint')}
          faults={faults}
          maxLength={200}
          autoComplete="off"
          defaultValue={fields.name}
        />
        <Field
          id="name_other"
          label={t('search.name_other')}
          hint={t('search.name_other_hint')}
          faults={faults}
          maxLength={200}
          autoComplete="off"
          defaultValue={fields.name_other}
        />
      </div>
      <fieldset className="search-filters">
        <legend>{t('search.filters')}</legend>
        <p className="hint">{t('search.filters_hint')}</p>
        <div className="search-filter-fields">
          <label className="field">
            {t('search.kind')}
            <select name="kind" defaultValue={fields.kind}>
              <option value="">{t('search.kind_any')}</option>
              <option value="report">{t('search.kind_report')}</option>
              <option value="detention_record">{t('search.kind_detention_record')}</option>
            </select>
          </label>
          {year('birth_from', t('search.birth_from'))}
          {year('birth_to', t('search.birth_to'))}
          {year('event_from', t('search.event_from'))}
          {year('event_to', t('search.event_to'))}
          <Field id="place" label={t('search.place')} faults={faults} maxLength={200} defaultValue={fields.place} />
          <ListSelect chosen={fields.list_id} />
        </div>
      </fieldset>
      <p>
        <button type="submit" className="primary">
          {t('search.send')}
        </button>
      </p>
    </form>
  );
}

function ListSelect({ chosen }: { chosen: string }) {
  const { t } = useLanguage();
  const lists = useLists();
  const items = lists.data?.items.filter(({ kind }) => kind === 'detention_records') ?? [];
  return (
    <label className="field">
      {t('search.list')}
      <select key={items.length} name="list_id" defaultValue={chosen}>
        <option value="">{t('search.list_any')}</option>
        {items.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
