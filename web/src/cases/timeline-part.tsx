import { useState } from 'react';
import { useCaseHistory } from '../api/cases.js';
import { type CaseHistoryItem, historySources } from '../api/types.js';
import { ListEnd } from '../frame/list-end.js';
import { ListState } from '../frame/list-state.js';
import { type LanguageValue, useLanguage } from '../language/language.js';
import { FilterSelect } from '../queue/filter-select.js';
import { Moment } from '../suggestion/moment.js';
import { PersonName } from './person-name.js';

/** Everything that happened to a case, its reports, suggestions, claims and disclosures, newest first. */
export function TimelinePart({ caseId }: { caseId: string }) {
  const words = useLanguage();
  const { t } = words;
  const [only, setOnly] = useState<CaseHistoryItem['of'] | ''>('');
  const history = useCaseHistory(caseId, only);
  const events = history.items ?? [];
  return (
    <section className="panel" aria-labelledby="timeline-title" aria-busy={history.isFetching}>
      <div className="page-head">
        <h2 id="timeline-title">{t('timeline.what')}</h2>
        <FilterSelect
          name="only"
          label={t('timeline.filter')}
          everything={t('timeline.everything')}
          value={only}
          options={historySources.map((of) => ({ value: of, label: ofWords(of, words) }))}
          onChoose={(_, value) => setOnly(historySources.find((of) => of === value) ?? '')}
        />
      </div>
      <ListState
        list={history}
        empty={events.length === 0 && <p className="muted">{t(only === '' ? 'timeline.empty' : 'timeline.none')}</p>}
      />
      <ol className="timeline">
        {events.map((event) => (
          <Event key={`${event.at} ${event.of} ${event.kind} ${event.about}`} event={event} />
        ))}
      </ol>
      {events.length > 0 && (
        <ListEnd
          shown={t('timeline.shown', { count: events.length })}
          hasMore={history.hasNextPage}
          showMore={() => void history.fetchNextPage()}
        />
      )}
    </section>
  );
}

function Event({ event }: { event: CaseHistoryItem }) {
  const words = useLanguage();
  const { t } = words;
  const texts = [event.reason, event.note].filter((text) => text !== null && text !== '');
  return (
    <li>
      <span className="timeline-when">
        <Moment at={event.at} />
      </span>
      <div>
        <span className="tag">{ofWords(event.of, words)}</span> <strong>{kindWords(event, words)}</strong>{' '}
        <span className="muted">{event.by_family ? t('timeline.by_family') : <PersonName who={event.by} />}</span>
        {event.from_state && event.to_state && event.from_state !== event.to_state && (
          <span className="reading">
            {t('timeline.from_to', {
              from: stateWords(event, event.from_state, words),
              to: stateWords(event, event.to_state, words),
            })}
          </span>
        )}
        {texts.map((text) => (
          <blockquote key={text}>
            <bdi dir="auto">{codeOrText(text as string, words)}</bdi>
          </blockquote>
        ))}
      </div>
    </li>
  );
}

const ofWords = (of: CaseHistoryItem['of'], { t, knows }: Pick<LanguageValue, 't' | 'knows'>): string => {
  const key = `timeline_of.${of}`;
  return knows(key) ? t(key) : of;
};

/** Words for a kind of event; one that this console does not know yet stands as the service names it. */
function kindWords({ of, kind }: CaseHistoryItem, { t, knows }: LanguageValue): string {
  for (const key of [`${of}_event.${kind}`, `event.${kind}`]) if (knows(key)) return t(key);
  return kind.replaceAll('_', ' ');
}

function stateWords({ of }: CaseHistoryItem, state: string, { t, knows }: LanguageValue): string {
  for (const key of [`${of}_state.${state}`, `state.${state}`, `case_state.${state}`]) if (knows(key)) return t(key);
  return state;
}

const ofCodes = [
  'closing_reason',
  'reason',
  'consent_purpose',
  'extortion_outcome',
  'special_class',
  'fate_claim',
  'fate_level',
  'case_reason',
];

/** A reason is one or several codes of the service, or what somebody wrote. */
function codeOrText(text: string, { t, knows }: LanguageValue): string {
  const words = text.split(' ').map((code) => {
    const key = ofCodes.map((of) => `${of}.${code}`).find(knows);
    return key && knows(key) ? t(key) : null;
  });
  return words.includes(null) ? text : words.join(' \u00b7 ');
}
