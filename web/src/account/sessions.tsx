import { useEndAllSessions, useEndSessions, useOwnSessions } from '../api/own-sign-in.js';
import { ListState } from '../frame/list-state.js';
import { ProblemNotice } from '../frame/problem-notice.js';
import { useLanguage } from '../language/language.js';
import { Moment } from '../suggestion/moment.js';
import { Part } from './part.js';

/** Where somebody is signed in; he ends one, the others, or all. */
export function Sessions() {
  const { t } = useLanguage();
  const sessions = useOwnSessions();
  const end = useEndSessions();
  const endAll = useEndAllSessions();
  const others = (sessions.data ?? []).filter((session) => !session.current).map((session) => session.id);
  const failed = end.error ?? endAll.error;
  return (
    <Part id="sessions-title" title={t('sessions.title')}>
      <p className="hint">{t('sessions.rule')}</p>
      <ListState list={sessions} />
      {failed && <ProblemNotice error={failed} takeFocus />}
      <ul className="entries" aria-busy={end.isPending}>
        {sessions.data?.map((session) => (
          <li key={session.id}>
            <div>
              {session.current && <strong>{t('sessions.this')}</strong>}
              <span>
                {t('sessions.since')} <Moment at={session.created_at} />
              </span>
              <span className="muted">
                {t('sessions.seen')} <Moment at={session.last_seen_at} />
              </span>
            </div>
            {!session.current && (
              <button type="button" onClick={() => end.mutate([session.id])}>
                {t('sessions.end')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <div className="actions">
        {others.length > 1 && (
          <button type="button" onClick={() => end.mutate(others)}>
            {t('sessions.end_others')}
          </button>
        )}
        <button type="button" onClick={() => endAll.mutate()}>
          {t('sessions.end_all')}
        </button>
      </div>
    </Part>
  );
}
