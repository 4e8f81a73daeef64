import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { useLanguage } from '../language/language.js';
import { Moment } from '../suggestion/moment.js';
import { usePastDecisions } from './last-decision.js';

/** What one decided last, each with the way back to the pair: there it is reopened, or taken back by who may. */
export default function LastDecisions({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const decisions = usePastDecisions();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="last-decisions-title" className="keys-help last-decisions" onClose={onClose}>
      <h2 id="last-decisions-title">{t('last_decisions.title')}</h2>
      <p className="hint">{t('last_decisions.what')}</p>
      {decisions.length === 0 && <p className="muted">{t('last_decisions.none')}</p>}
      <ol className="history">
        {decisions.map(({ suggestionId, action, names, revision, at }) => (
          <li key={`${suggestionId} ${revision}`}>
            <strong>{t(`outcome.${action}`)}</strong>
            <span className="reading">
              <Link href={`/suggestions/${suggestionId}`} onClick={() => dialog.current?.close()}>
                <bdi dir="auto">{names[0]}</bdi> · <bdi dir="auto">{names[1]}</bdi>
              </Link>{' '}
              · <Moment at={at} />
            </span>
          </li>
        ))}
      </ol>
      <form method="dialog">
        <button type="submit">{t('keys.close')}</button>
      </form>
    </dialog>
  );
}
