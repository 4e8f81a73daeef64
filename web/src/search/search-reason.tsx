import { type FormEvent, useState } from 'react';
import { FaultSummary, useFaults } from '../forms/faults.js';
import { faultAt, textOf } from '../forms/read-form.js';
import { useLanguage } from '../language/language.js';

/** Why somebody searches: asked before the first search of a session, shown above every further one. */
export function SearchReason({ reason, onKeep }: { reason: string | null; onKeep: (reason: string) => void }) {
  const { t } = useLanguage();
  const faults = useFaults();
  const [changing, setChanging] = useState(false);
  if (reason !== null && !changing)
    return (
      <p className="search-reason-kept">
        <span className="muted">{t('search.reason_kept')}</span> <bdi dir="auto">{reason}</bdi>
        <button type="button" className="quiet" onClick={() => setChanging(true)}>
          {t('search.reason_change')}
        </button>
      </p>
    );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = textOf(event.currentTarget, 'search-reason').trim();
    if (text === '') return faults.show([faultAt('search-reason', 'search.reason_missing')]);
    faults.clear();
    setChanging(false);
    onKeep(text);
  };
  const fault = faults.list[0];
  return (
    <form className="panel search-reason" onSubmit={submit} noValidate>
      <FaultSummary faults={faults} />
      <div className="field">
        <label htmlFor="search-reason">{t('search.reason')}</label>
        <p className="hint" id="search-reason-hint">
          {t('search.reason_hint')}
        </p>
        {fault && (
          <p className="error-text" id="search-reason-fault">
            {fault.say(t)}
          </p>
        )}
        <textarea
          id="search-reason"
          name="search-reason"
          rows={2}
          dir="auto"
          maxLength={500}
          defaultValue={reason ?? ''}
          aria-invalid={fault ? true : undefined}
          aria-describedby={`search-reason-hint${fault ? ' search-reason-fault' : ''}`}
        />
      </div>
      <p>
        <button type="submit" className="primary">
          {t('search.reason_keep')}
        </button>
      </p>
    </form>
  );
}
