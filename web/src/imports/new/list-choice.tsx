import { useState } from 'react';
import type { Fault, Faults } from '../../forms/faults.js';
import { Field } from '../../forms/field.js';
import { faultAt, textOf } from '../../forms/read-form.js';
import { useLanguage } from '../../language/language.js';
import type { ListKind, ListView, NewImport } from '../types.js';

const newList = 'new';
const kinds: readonly ListKind[] = ['detention_records', 'reports'];

interface ListChoiceProps {
  lists: ListView[];
  /** Id of a list that the page was opened for. */
  chosen: string | null;
  faults: Faults;
  kind: ListKind;
  onKind: (kind: ListKind) => void;
}

/** Which list the file is a version of. The same list again: rows are compared with what it said before, and its mapping is used again. */
export function ListChoice({ lists, chosen, faults, kind, onKind }: ListChoiceProps) {
  const { t } = useLanguage();
  const [list, setList] = useState(
    lists.some(({ id }) => id === chosen) ? (chosen as string) : lists[0] ? '' : newList,
  );
  const choose = (value: string) => {
    setList(value);
    onKind(lists.find(({ id }) => id === value)?.kind ?? 'detention_records');
  };
  const fault = faults.list.find(({ field }) => field === 'list');
  return (
    <>
      {lists.length > 0 && (
        <div className="field">
          <label htmlFor="list">{t('import_new.list')}</label>
          <p className="hint" id="list-hint">
            {t('import_new.list_hint')}
          </p>
          {fault && (
            <p className="error-text" id="list-fault">
              {fault.say(t)}
            </p>
          )}
          <select
            id="list"
            name="list"
            value={list}
            onChange={({ target }) => choose(target.value)}
            aria-describedby={fault ? 'list-fault list-hint' : 'list-hint'}
            aria-invalid={fault ? true : undefined}
          >
            <option value="">{t('import_new.list_choose')}</option>
            {lists.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            <option value={newList}>{t('import_new.list_new')}</option>
          </select>
        </div>
      )}
      {list === newList && (
        <>
          <Field
            id="list-name"
            label={t('import_new.list_name')}
            hint={t('import_new.list_name_hint')}
            faults={faults}
            maxLength={200}
          />
          <fieldset className="field">
            <legend>{t('import_new.kind')}</legend>
            {kinds.map((one) => (
              <label key={one} className="check">
                <input type="radio" name="kind" value={one} checked={kind === one} onChange={() => onKind(one)} />
                {t(`list_kind.${one}`)}
              </label>
            ))}
          </fieldset>
        </>
      )}
    </>
  );
}

const listIn = (form: HTMLFormElement) => (form.querySelector('#list') ? textOf(form, 'list') : newList);

export function listFaults(form: HTMLFormElement): Fault[] {
  const list = listIn(form);
  if (list === '') return [faultAt('list', 'import_new.list_missing')];
  if (list === newList && textOf(form, 'list-name').trim() === '')
    return [faultAt('list-name', 'import_new.list_name_missing')];
  return [];
}

export function listOf(form: HTMLFormElement): NewImport['list'] {
  const list = listIn(form);
  return list === newList ? { name: textOf(form, 'list-name').trim() } : { id: list };
}
