import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLastSearch, useNameSearch, useSearchReason } from '../api/name-search.js';
import { ApiProblem } from '../api/problem.js';
import { useFaults } from '../forms/faults.js';
import { faultAt, textOf } from '../forms/read-form.js';
import { Loading } from '../frame/loading.js';
import { ProblemNotice } from '../frame/problem-notice.js';
import { useArrival } from '../frame/use-arrival.js';
import { KeysHelp } from '../keyboard/keys-help.js';
import { useKeys } from '../keyboard/use-keys.js';
import { useLanguage } from '../language/language.js';
import { askedBy, fieldsOf, hasFilters, type SearchFields } from './asked.js';
import { SearchForm } from './search-form.js';
import { SearchHits } from './search-hits.js';
import { SearchReason } from './search-reason.js';
import './search.css';

const keys = [
  { press: 'J ↓', does: 'keys.next_hit' },
  { press: 'K ↑', does: 'keys.previous_hit' },
  { press: 'L', does: 'keys.other_script' },
  { press: '/', does: 'keys.search' },
] as const;

/** One box for reports and detention records. The reason is asked once a session; the names stay out of the address. */
export default function SearchPage() {
  const { t } = useLanguage();
  const heading = useArrival();
  const { reason, keepReason } = useSearchReason();
  const search = useNameSearch();
  const last = useLastSearch().data ?? null;
  const faults = useFaults();
  const [script, setScript] = useState<'Arab' | 'Latn' | null>(null);
  const results = useRef<HTMLDivElement>(null);
  const outcome = useRef<HTMLHeadingElement>(null);
  const [answered, setAnswered] = useState(0);
  useEffect(() => {
    if (answered > 0) outcome.current?.focus();
  }, [answered]);

  const step = (by: 1 | -1) => (event: KeyboardEvent) => {
    const rows = [...(results.current?.querySelectorAll<HTMLElement>('[data-hit]') ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const target = at === -1 ? rows[0] : rows[at + by];
    if (!target) return;
    event.preventDefault();
    target.focus();
  };
  const otherScript = () => setScript((now) => (now === 'Arab' ? 'Latn' : 'Arab'));
  useKeys({ KeyJ: step(1), ArrowDown: step(1), KeyK: step(-1), ArrowUp: step(-1), KeyL: otherScript });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (search.isPending || reason === null) return;
    const form = event.currentTarget;
    const names = Object.keys(fieldsOf(undefined)) as (keyof SearchFields)[];
    const read = askedBy(Object.fromEntries(names.map((name) => [name, textOf(form, name)])) as SearchFields);
    if ('faults' in read) return faults.show(read.faults);
    faults.clear();
    search.mutate(
      { reason, asked: read.asked },
      {
        onSuccess: () => setAnswered((count) => count + 1),
        onError: (error) => {
          if (unknownPlace(error)) faults.show([faultAt('place', 'search.place_unknown')]);
        },
      },
    );
  };

  return (
    <div className="page search-page">
      <title>{`${t('search.title')} - Athar`}</title>
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {t('search.title')}
        </h1>
        <KeysHelp keys={[...keys]} />
      </div>
      <SearchReason reason={reason} onKeep={keepReason} />
      {reason !== null && (
        <SearchForm faults={faults} fields={fieldsOf(last?.asked)} searching={search.isPending} onSubmit={submit} />
      )}
      {search.isError && !unknownPlace(search.error) && <ProblemNotice error={search.error} takeFocus />}
      {search.isPending && <Loading />}
      {reason !== null && last && (
        <div ref={results} aria-busy={search.isPending} className={search.isPending ? 'old' : undefined}>
          <h2 ref={outcome} tabIndex={-1} className="search-outcome">
            {last.found.hits.length === 0
              ? t('search.none')
              : t(last.found.more ? 'search.found_more' : 'search.found', { count: last.found.hits.length })}
          </h2>
          {(last.found.more || !last.found.complete) && (
            <div className="notice">
              {last.found.more && <p>{t('search.narrow', { count: last.found.hits.length })}</p>}
              {!last.found.complete && <p>{t('search.not_complete')}</p>}
            </div>
          )}
          {last.found.hits.length === 0 ? (
            <div className="notice empty">
              <p>{t(hasFilters(last.asked) ? 'search.none_filtered' : 'search.none_next')}</p>
            </div>
          ) : (
            <SearchHits hits={last.found.hits} asked={last.asked.names} script={script} onOtherScript={otherScript} />
          )}
        </div>
      )}
    </div>
  );
}

const unknownPlace = (error: unknown) =>
  error instanceof ApiProblem && error.faults.some(({ code }) => code === 'place.unknown');
