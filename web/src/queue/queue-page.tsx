import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { useSession } from '../api/session.js';
import { useSuggestionList, useTakeNext } from '../api/suggestions.js';
import { bands, type SuggestionFilters, states } from '../api/types.js';
import { EmptyNotice } from '../frame/empty-notice.js';
import { ListEnd } from '../frame/list-end.js';
import { ListState } from '../frame/list-state.js';
import { ProblemNotice } from '../frame/problem-notice.js';
import { useArrival } from '../frame/use-arrival.js';
import { KeyHint } from '../keyboard/key-hint.js';
import { KeysHelp } from '../keyboard/keys-help.js';
import { useKeys } from '../keyboard/use-keys.js';
import { useLanguage } from '../language/language.js';
import { LastDecisionsKey } from '../review/last-decisions-key.js';
import { decides } from '../session/roles.js';
import { filtersFrom, reviewAddress } from '../suggestion/filters-in-address.js';
import { Facets } from './facets.js';
import { FilterSelect } from './filter-select.js';
import { QueueTable } from './queue-table.js';
import './queue.css';

const PassOn = lazy(() => import('./pass-on.js'));

const keys = [
  { press: 'J ↓', does: 'keys.next_row' },
  { press: 'K ↑', does: 'keys.previous_row' },
  { press: 'Enter', does: 'keys.open_row' },
  { press: 'A', does: 'keys.take_next' },
  { press: 'H', does: 'keys.last_decisions' },
  { press: '/', does: 'keys.search' },
  { press: 'G Q C', does: 'keys.go' },
] as const;

/** Of no use to whoever only reads. */
const decidersKeys: readonly string[] = ['A', 'H', '/'];

/** The list of suggestions waiting for a person, strongest first. */
export default function QueuePage() {
  const { t } = useLanguage();
  const heading = useArrival();
  const [search, setSearch] = useSearchParams();
  const filters = filtersFrom(search);
  const list = useSuggestionList(filters);
  const rows = useRef<HTMLDivElement>(null);

  const rowLinks = () => [...(rows.current?.querySelectorAll<HTMLAnchorElement>('a.open') ?? [])];
  const step = (by: 1 | -1) => (event: KeyboardEvent) => {
    const links = rowLinks();
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    const target = at === -1 ? links[0] : links[at + by];
    if (!target) return;
    event.preventDefault();
    target.focus();
  };

  const { data: session } = useSession();
  const [, navigate] = useLocation();
  const takeNext = useTakeNext();
  const [nothingWaits, setNothingWaits] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const start = async () => {
    setFailure(null);
    try {
      const next = await takeNext({ except: [], ...(filters.band && { band: filters.band }) });
      if (next) navigate(reviewAddress(next, filters));
      setNothingWaits(next === null);
    } catch (error) {
      setFailure(error);
    }
  };
  const mayDecide = session != null && decides(session.role);
  useKeys({
    KeyJ: step(1),
    ArrowDown: step(1),
    KeyK: step(-1),
    ArrowUp: step(-1),
    KeyA: mayDecide ? () => void start() : undefined,
  });

  const choose = (name: keyof SuggestionFilters, value: string) =>
    setSearch((previous) => {
      const next = new URLSearchParams(previous);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });

  const items = list.items ?? [];
  const narrowed = Object.keys(filters).length > 0;
  const held = items.filter(({ claim }) => claim?.mine);
  // After "show more" the first of the new rows is where reading goes on.
  const goOnAt = useRef<number | null>(null);
  const showMore = () => {
    goOnAt.current = items.length;
    void list.fetchNextPage();
  };
  useEffect(() => {
    if (goOnAt.current === null || items.length <= goOnAt.current) return;
    rows.current?.querySelectorAll<HTMLAnchorElement>('a.open')[goOnAt.current]?.focus();
    goOnAt.current = null;
  }, [items.length]);
  return (
    <div className="page">
      <title>{`${t('queue.title')} - Athar`}</title>
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {t('queue.title')}
        </h1>
        <form className="filters" onSubmit={(event) => event.preventDefault()}>
          <FilterSelect
            name="band"
            label={t('queue.band')}
            everything={t('queue.every_band')}
            value={filters.band}
            options={bands.map((band) => ({ value: band, label: t(`band.${band}`) }))}
            onChoose={choose}
          />
          <FilterSelect
            name="state"
            label={t('queue.state')}
            everything={t('queue.every_state')}
            value={filters.state}
            options={states.map((state) => ({ value: state, label: t(`state.${state}`) }))}
            onChoose={choose}
          />
        </form>
        {mayDecide && (
          <button
            type="button"
            className="primary start"
            title={t('queue.start_order')}
            onClick={() => void start()}
            aria-keyshortcuts="A"
          >
            {t('queue.start')} <KeyHint press="A" />
          </button>
        )}
        <KeysHelp keys={mayDecide ? [...keys] : keys.filter(({ press }) => !decidersKeys.includes(press))} />
        {mayDecide && <LastDecisionsKey />}
      </div>
      <p role="status" className={nothingWaits ? 'notice' : undefined}>
        {nothingWaits && t('queue.nothing_waits')}
      </p>
      {failure !== null && <ProblemNotice error={failure} takeFocus />}
      <Facets filters={filters} onChoose={choose} />
      {held.length > 0 && (
        <Suspense fallback={null}>
          <PassOn key={held.map(({ id }) => id).join()} held={held} />
        </Suspense>
      )}
      <ListState list={list} />
      <div ref={rows} aria-busy={list.isFetching} className={list.isPlaceholderData ? 'old' : undefined}>
        {items.length > 0 && <QueueTable items={items} filters={filters} />}
        {list.isSuccess && items.length === 0 && (
          <EmptyNotice
            says={t(narrowed ? 'queue.empty_filtered' : 'queue.empty')}
            next={t(narrowed ? 'queue.empty_filtered_next' : 'queue.empty_next')}
          />
        )}
      </div>
      {items.length > 0 && (
        <ListEnd shown={t('queue.shown', { count: items.length })} hasMore={list.hasNextPage} showMore={showMore} />
      )}
    </div>
  );
}
