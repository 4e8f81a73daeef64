import { useState } from 'react';
import { Link } from 'wouter';
import { useImportAction } from '../../api/imports.js';
import { ProblemNotice } from '../../frame/problem-notice.js';
import { useArrival } from '../../frame/use-arrival.js';
import { useLanguage } from '../../language/language.js';
import { stepAddress } from '../steps.js';
import type { Choices, ImportView, Inspection } from '../types.js';
import { saidIn } from '../words.js';
import { Guesses } from './guesses.js';
import { RawPreview } from './raw-preview.js';

/** What was understood of the file before any column has a meaning: every guess with its reason, and each can be changed. */
export function ReadingStep({ view }: { view: ImportView }) {
  const heading = useArrival();
  const { t } = useLanguage();
  return (
    <section className="panel wide">
      <h1 ref={heading} tabIndex={-1}>
        {t('reading.title')}
      </h1>
      {view.inspection && <Reading view={view} inspection={view.inspection} />}
    </section>
  );
}

function Reading({ view, inspection }: { view: ImportView; inspection: Inspection }) {
  const words = useLanguage();
  const { t } = words;
  const action = useImportAction(view);
  const [draft, setDraft] = useState<Choices>({});
  const chosen = { ...inspection.options, ...draft };
  const changed = JSON.stringify(chosen) !== JSON.stringify(inspection.options);
  const rejected = inspection.first_rows.filter(({ problem }) => problem !== null);
  const readAgain = () => {
    const choices = { ...view.choices, ...draft };
    // Another sheet has its headings elsewhere.
    if (draft.sheet !== undefined && draft.headings === undefined) delete choices.headings;
    action.mutate({ do: 'choices', choices });
  };
  return (
    <>
      <p className="muted">{t('reading.what')}</p>
      <Guesses inspection={inspection} chosen={chosen} onChoose={(choice) => setDraft({ ...draft, ...choice })} />
      {inspection.notices.length > 0 && (
        <ul className="remarks">
          {inspection.notices.map((notice) => (
            <li key={`${notice.code} ${JSON.stringify(notice.facts)}`}>{saidIn(words, notice)}</li>
          ))}
        </ul>
      )}
      <RawPreview
        inspection={inspection}
        headings={chosen.headings}
        onChoose={(headings) => setDraft({ ...draft, headings })}
      />
      {rejected.length > 0 && <p className="notice">{t('reading.some_unreadable', { rows: rejected.length })}</p>}
      {action.isError && <ProblemNotice error={action.error} takeFocus />}
      <div className="choices next-step" aria-busy={action.isPending}>
        {changed ? (
          <>
            <button type="button" className="primary" onClick={readAgain}>
              {t('reading.again')}
            </button>
            <button type="button" className="quiet" onClick={() => setDraft({})}>
              {t('reading.undo_changes')}
            </button>
          </>
        ) : (
          <Link href={stepAddress(view.id, 'columns')} className="button primary">
            {t('reading.next')}
          </Link>
        )}
        {view.allowed.includes('cancel') && (
          <button type="button" className="quiet" onClick={() => action.mutate({ do: 'cancellation' })}>
            {t('imports.cancel')}
          </button>
        )}
      </div>
    </>
  );
}
