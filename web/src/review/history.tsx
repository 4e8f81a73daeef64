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
  resurfaced: 'event.resurfaced',
  opinion: 'event.opinion',
  passed: 'event.passed',
  needs_info: 'event.needs_info',
  revoked: 'event.revoked',
  reopened: 'event.reopened',
  undone: 'event.undone',
  source_withdrawn: 'event.source_withdrawn',
  source_back: 'event.source_back',
};

/** Everything that happened to this suggestion, newest first. */
export function History({ suggestion }: { suggestion: SuggestionDetail }) {
  const { t } = useLanguage();
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
            <Words event={event} />
          </li>
        ))}
      </ol>
      {suggestion.opinions.length > 0 && <Opinions suggestion={suggestion} />}
    </section>
  );
}

/** What second readers thought before they read why the pair was proposed. */
function Opinions({ suggestion }: { suggestion: SuggestionDetail }) {
  const { t } = useLanguage();
  return (
    <>
      <h3>{t('history.opinions')}</h3>
      <ol className="history">
        {suggestion.opinions.map((one) => (
          <li key={one.at}>
            <strong>{t(`opinion.${one.opinion}`)}</strong> {t('history.by')} <bdi dir="auto">{one.by}</bdi>
            <span className="reading">
              <Moment at={one.at} />
            </span>
            {one.reasons.map((reason) => (
              <p key={reason}>{reasonLabel(reason, t)}</p>
            ))}
            {one.note && (
              <blockquote>
                <bdi dir="auto">{one.note}</bdi>
              </blockquote>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

/** A second reader who has read the first one's reasons mostly agrees with them: until he has judged himself, the service does not say them. */
function Words({ event }: { event: SuggestionEvent }) {
  const { t } = useLanguage();
  const texts = [event.evidence, event.note].filter((text) => text !== null);
  if (event.covered) return <p className="muted">{t('history.covered')}</p>;
  return (
    <>
      {event.reasons.map((reason) => (
        <p key={reason}>{reasonLabel(reason, t)}</p>
      ))}
      {texts.map((text) => (
        <blockquote key={text}>
          <bdi dir="auto">{text}</bdi>
        </blockquote>
      ))}
    </>
  );
}

function kindLabel(kind: string, t: LanguageValue['t']): string {
  const label = kinds[kind];
  return label ? t(label) : kind;
}

function reasonLabel(reason: string, t: LanguageValue['t']): string {
  const known = rejectReasons.find((code) => code === reason);
  if (known) return t(`reason.${known}`);
  return reason === 'quarantine' ? t('reason.quarantine') : reason;
}
