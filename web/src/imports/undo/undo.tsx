import { type FormEvent, useState } from 'react';
import { useImportAction } from '../../api/imports.js';
import { FaultSummary, useFaults } from '../../forms/faults.js';
import { faultAt, textOf } from '../../forms/read-form.js';
import { ProblemNotice } from '../../frame/problem-notice.js';
import { useLanguage } from '../../language/language.js';
import { Moment } from '../../suggestion/moment.js';
import type { ImportView } from '../types.js';

/** Taking a whole import back: what goes, why, and where a second person has to agree. */
export function Undo({ view }: { view: ImportView }) {
  const { t } = useLanguage();
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
            view={view}
            doing="revert"
            label={t('undo.reason')}
            send={t(waits ? 'undo.confirm' : 'undo.send')}
            close={() => setOpen(false)}
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

interface ReasonFormProps {
  view: Pick<ImportView, 'id' | 'revision'>;
  doing: 'revert' | 'release' | 'refusal';
  label: string;
  send: string;
  close?: () => void;
}

/** A step that needs a reason in words. */
export function ReasonForm({ view, doing, label, send, close }: ReasonFormProps) {
  const { t } = useLanguage();
  const action = useImportAction(view);
  const faults = useFaults();
  const field = `reason-${doing}-${view.id}`;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (action.isPending) return;
    const reason = textOf(event.currentTarget, field).trim();
    if (reason === '') return faults.show([faultAt(field, 'undo.reason_missing')]);
    faults.clear();
    action.mutate({ do: doing, reason });
  };
  return (
    <form onSubmit={submit} noValidate aria-busy={action.isPending} className="reason-form">
      <FaultSummary faults={faults} />
      {action.isError && <ProblemNotice error={action.error} takeFocus />}
      <div className="field">
        <label htmlFor={field}>{label}</label>
        <textarea
          id={field}
          name={field}
          rows={2}
          dir="auto"
          maxLength={2000}
          aria-invalid={faults.list.length > 0 || undefined}
        />
      </div>
      <div className="choices">
        <button type="submit">{send}</button>
        {close && (
          <button type="button" className="quiet" onClick={close}>
            {t('decision.close')}
          </button>
        )}
      </div>
    </form>
  );
}
