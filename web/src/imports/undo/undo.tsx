import { useState } from 'react';
import { useImportAction } from '../../api/imports.js';
import { ReasonForm } from '../../forms/reason-form.js';
import { ProblemNotice } from '../../frame/problem-notice.js';
import { useLanguage } from '../../language/language.js';
import { Moment } from '../../suggestion/moment.js';
import type { ImportView } from '../types.js';

/** Taking a whole import back: what goes, why, and where a second person has to agree. */
export function Undo({ view }: { view: ImportView }) {
  const { t } = useLanguage();
  const action = useImportAction(view);
  const waits = view.revert?.waits_for_second_person ?? false;
  const [open, setOpen] = useState(waits);
  if (!view.allowed.includes('revert') && !waits) return null;
  const { created, new_revision } = view.rows;
  return (
    <section className="undo" aria-labelledby="undo">
      <h2 id="undo">{t('undo.title')}</h2>
      <p>{t('undo.what', { created, changed: new_revision })}</p>
      <p className="hint">{t('undo.for_30_days')}</p>
      {waits && view.revert && (
        <div className="notice">
          <p>
            <strong>{t('undo.waits')}</strong>
          </p>
          <p>
            {t('undo.asked')} <Moment at={view.revert.asked_at} />: <bdi dir="auto">{view.revert.reason}</bdi>
          </p>
        </div>
      )}
      {view.allowed.includes('revert') &&
        (open ? (
          <ReasonForm
            id="reason-revert"
            label={t('undo.reason')}
            send={t(waits ? 'undo.confirm' : 'undo.send')}
            sending={action.isPending}
            error={action.error}
            onSend={(reason) => action.mutate({ do: 'revert', reason })}
            onClose={() => setOpen(false)}
          />
        ) : (
          <button type="button" onClick={() => setOpen(true)}>
            {t('undo.open')}
          </button>
        ))}
    </section>
  );
}

/** An import that was taken back, as long as it can be brought back. */
export function TakenBack({ view }: { view: ImportView }) {
  const { t } = useLanguage();
  const action = useImportAction(view);
  const { revert } = view;
  return (
    <>
      <p>{t('undo.done')}</p>
      {revert && (
        <p>
          {t('undo.asked')} <Moment at={revert.asked_at} />: <bdi dir="auto">{revert.reason}</bdi>
        </p>
      )}
      {revert?.until && (
        <p>
          {t('undo.until')} <Moment at={revert.until} />
        </p>
      )}
      {action.isError && <ProblemNotice error={action.error} takeFocus />}
      {view.allowed.includes('take_back') && (
        <button type="button" onClick={() => action.isPending || action.mutate({ do: 'take_back_revert' })}>
          {t('undo.take_back')}
        </button>
      )}
    </>
  );
}
