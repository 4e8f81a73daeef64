import { useSession } from '../api/session.js';
import { rejectReasons, type SuggestionDetail, type SuggestionEvent } from '../api/types.js';
import { type LanguageValue, useLanguage } from '../language/language.js';
import type { MessageKey } from '../language/messages.js';
import { Moment } from '../suggestion/moment.js';

const kinds: Record<string, MessageKey> = {
  suggested: 'event.suggested',
  rescored: 'event.rescored',
  proposed: 'event.proposed',
  confirmed: 'event.confirmed',
  rejected: 'event.rejected',
  returned: 'event.returned',
  stale: 'event.stale',
  suppressed: 'event.suppressed',
  revived: 'event.revived',
};

/** Everything that happened to this suggestion, newest first. */
export function History({ suggestion }: { suggestion: SuggestionDetail }) {
  const { t } = useLanguage();
  const { data: session } = useSession();
  // A second reader who has read the first one's reasons mostly agrees with them; so they are one step away.
  const covered = suggestion.state === 'proposed' && suggestion.proposed_by !== session?.account;
  const newestFirst = [...suggestion.events].sort((one, other) => other.at.localeCompare(one.at));
  return (
    <section className="panel" aria-labelledby="history-title">
      <h2 id="history-title">{t('history.title')}</h2>
      {newestFirst.length === 0 && <p className="muted">{t('history.none')}</p>}
      <ol className="history">
        {newestFirst.map((event) => (
          <li key={`${event.at} ${event.kind}`}>
            <strong>{kindLabel(event.kind, t)}</strong>{' '}
            {event.actor && (
              <>
                {t('history.by')} <bdi dir="auto">{event.actor}</bdi>
              </>
            )}
            <span className="reading">
              <Moment at={event.at} />
            </span>
            <Words event={event} covered={covered && kinds[event.kind] === 'event.proposed'} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Words({ event, covered }: { event: SuggestionEvent; covered: boolean }) {
  const { t } = useLanguage();
  const texts = [event.evidence, event.note].filter((text) => text !== null);
  if (!event.reason && texts.length === 0) return null;
  const words = (
    <>
      {event.reason && <p>{reasonLabel(event.reason, t)}</p>}
      {texts.map((text) => (
        <blockquote key={text}>
          <bdi dir="auto">{text}</bdi>
        </blockquote>
      ))}
    </>
  );
  if (!covered) return words;
  return (
    <details>
      <summary>{t('history.covered')}</summary>
      {words}
    </details>
  );
}

function kindLabel(kind: string, t: LanguageValue['t']): string {
  const label = kinds[kind];
  return label ? t(label) : kind;
}

function reasonLabel(reason: string, t: LanguageValue['t']): string {
  const known = rejectReasons.find((code) => code === reason);
  return known ? t(`reason.${known}`) : reason;
}
