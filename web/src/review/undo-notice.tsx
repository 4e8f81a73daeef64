import { useEffect, useRef } from 'react';
import { useUndo } from '../api/suggestions.js';
import { ProblemNotice } from '../frame/problem-notice.js';
import { KeyHint } from '../keyboard/key-hint.js';
import { useLanguage } from '../language/language.js';
import { Icon } from '../suggestion/icon.js';
import { type LastDecision, lastDecision } from './last-decision.js';

/** What was decided a moment ago, and the way back. Ctrl+Z or Cmd+Z does it too, but in a text field, where it is the text's. */
export function UndoNotice({ last, onUndone }: { last: LastDecision; onUndone: (suggestionId: string) => void }) {
  const { t } = useLanguage();
  const undo = useUndo(last.suggestionId);
  const run = () => {
    if (undo.isPending) return;
    undo.mutate(
      { seen_revision: last.revision },
      {
        onSuccess: () => {
          lastDecision.forget();
          onUndone(last.suggestionId);
        },
      },
    );
  };
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isUndo(event) || (event.target instanceof Element && event.target.closest('textarea, input[type="text"]')))
        return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  if (undo.isError) return <ProblemNotice error={undo.error} takeFocus />;
  return (
    <div className="undo-notice" role="status">
      <p>
        <Icon name="tick" /> {t(`outcome.${last.action}`)}
      </p>
      <button type="button" onClick={run} aria-keyshortcuts="Control+Z Meta+Z">
        {t('undo.button')} <KeyHint press="Ctrl Z" />
      </button>
    </div>
  );
}

/** By what the key types where that is a Latin letter (Y and Z change places in German), by its place elsewhere. */
function isUndo(event: KeyboardEvent): boolean {
  if (event.shiftKey || event.altKey || !(event.ctrlKey || event.metaKey)) return false;
  return /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() === 'z' : event.code === 'KeyZ';
}
