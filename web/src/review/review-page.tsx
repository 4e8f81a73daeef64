import { useEffect, useRef, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { ApiProblem } from '../api/problem.js';
import { useSession } from '../api/session.js';
import { useClaim, useSuggestion } from '../api/suggestions.js';
import type { SuggestionDetail } from '../api/types.js';
import { ListState } from '../frame/list-state.js';
import { NotFound } from '../frame/not-found.js';
import { useArrival } from '../frame/use-arrival.js';
import { KeysHelp } from '../keyboard/keys-help.js';
import { useKeys } from '../keyboard/use-keys.js';
import { useLanguage } from '../language/language.js';
import { decides } from '../session/roles.js';
import { BandWord } from '../suggestion/band-word.js';
import { filtersFrom, queueAddress, reviewAddress } from '../suggestion/filters-in-address.js';
import { Icon } from '../suggestion/icon.js';
import { StateWord } from '../suggestion/state-word.js';
import { ComparisonTable } from './comparison-table.js';
import { DecisionBar } from './decision-bar.js';
import { History } from './history.js';
import { useLastDecision } from './last-decision.js';
import { LastDecisionsKey } from './last-decisions-key.js';
import { useNeighbours } from './neighbours.js';
import { OtherCandidates } from './other-candidates.js';
import { SourcePanel } from './source-panel.js';
import { UndoNotice } from './undo-notice.js';
import { useHeldClaim } from './use-held-claim.js';
import { comesAgain, useNextPair } from './use-next-pair.js';
import { rememberWeightsHidden, weightsWereHidden } from './weights-setting.js';
import './comparison.css';
import './decision.css';
import './review.css';

const keys = [
  { press: '1 2 3', does: 'keys.choose' },
  { press: 'Enter', does: 'keys.send' },
  { press: 'Ctrl Z', does: 'keys.undo' },
  { press: 'Esc', does: 'keys.close_form' },
  { press: 'J K', does: 'keys.neighbours' },
  { press: '↓ ↑', does: 'keys.comparison_rows' },
  { press: 'E', does: 'keys.sentence' },
  { press: 'N', does: 'keys.note' },
  { press: 'S', does: 'keys.original_row' },
  { press: 'L', does: 'keys.other_script' },
  { press: 'A', does: 'keys.let_go' },
  { press: 'H', does: 'keys.last_decisions' },
  { press: '/', does: 'keys.search' },
  { press: 'G Q C', does: 'keys.go' },
] as const;

/** Whether this reader is to judge the pair: what was decided, and one's own proposal, is only looked at. */
const isJudgedHere = ({ state, awaits_own_opinion, own_opinion }: SuggestionDetail): boolean =>
  ['suggested', 'resurfaced', 'needs_info', 'returned'].includes(state) ||
  (state === 'proposed' && (awaits_own_opinion || own_opinion !== null));

/** One suggestion side by side with its evidence, and the decision about it. */
export default function ReviewPage({ id }: { id: string }) {
  const { t } = useLanguage();
  const [search] = useSearchParams();
  const filters = filtersFrom(search);
  const suggestion = useSuggestion(id);
  const neighbours = useNeighbours(id, filters);
  const [, navigate] = useLocation();
  const last = useLastDecision();
  // What was undone is decided about from the beginning.
  const [timesUndone, setTimesUndone] = useState(0);

  const go = (to: string | null | undefined) => () => {
    if (to) navigate(reviewAddress(to, filters));
  };
  useKeys({ KeyJ: go(neighbours?.next), KeyK: go(neighbours?.previous) });

  if (suggestion.error instanceof ApiProblem && suggestion.error.status === 404) return <NotFound />;
  const neighbourAddress = neighbours?.next ? reviewAddress(neighbours.next, filters) : null;
  const previousAddress = neighbours?.previous ? reviewAddress(neighbours.previous, filters) : null;
  return (
    <div className="page review-page" aria-busy={suggestion.isFetching}>
      <title>{`${t('review.title')} - Athar`}</title>
      <nav className="review-places" aria-label={t('review.places')}>
        <Link href={queueAddress(filters)}>
          <Icon name="back" mirrored /> {t('review.queue')}
        </Link>
        {previousAddress && <Link href={previousAddress}>{t('review.previous')}</Link>}
        {neighbourAddress && <Link href={neighbourAddress}>{t('review.next')}</Link>}
        <KeysHelp keys={[...keys]} />
        <LastDecisionsKey />
      </nav>
      {last && (
        <UndoNotice
          key={`${last.suggestionId} ${last.revision}`}
          last={last}
          onUndone={(undone) => {
            comesAgain(undone);
            setTimesUndone((times) => times + 1);
            if (undone !== id) navigate(reviewAddress(undone, filters));
          }}
        />
      )}
      <ListState list={suggestion} />
      {suggestion.data && <Review key={timesUndone} suggestion={suggestion.data} />}
    </div>
  );
}

function Review({ suggestion }: { suggestion: SuggestionDetail }) {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const [search] = useSearchParams();
  const filters = filtersFrom(search);
  const [, navigate] = useLocation();
  const mayDecide = session ? decides(session.role) : false;
  // As it was on arrival: deciding lets it go, and nobody takes it for himself again by that.
  const [reviewing] = useState(() => mayDecide && isJudgedHere(suggestion));
  useHeldClaim(suggestion.id, reviewing);
  const next = useNextPair(suggestion.id, filters, reviewing);
  const nextAddress = next ? reviewAddress(next, filters) : null;
  // Whoever decides faster than the next pair comes goes on as soon as it is there.
  const [decided, setDecided] = useState(false);
  useEffect(() => {
    if (decided && nextAddress) navigate(nextAddress);
  }, [decided, nextAddress, navigate]);
  const claim = useClaim(suggestion.id);
  const [otherScript, setOtherScript] = useState(false);
  const nameOf = ({ name, name_other }: { name: string; name_other: string | null }) =>
    (otherScript && name_other) || name;
  const showOtherScript = () => setOtherScript((other) => !other);
  // Leaving lets it go; what somebody else has is asked for anew.
  const takeOrLetGo = () =>
    suggestion.claim && !suggestion.claim.mine ? void claim.take() : navigate(queueAddress(filters));
  useKeys({ KeyL: showOtherScript, KeyA: takeOrLetGo });
  const heading = useArrival();
  const [weightsHidden, setWeightsHidden] = useState(weightsWereHidden);
  const table = useRef<HTMLDivElement>(null);
  return (
    <div className="review">
      <div className="review-main">
        <header className="review-head">
          <h1 ref={heading} tabIndex={-1}>
            {suggestion.explanation.headline}
          </h1>
          <dl className="review-names">
            <div>
              <dt>{t('comparison.report')}</dt>
              <dd>
                <bdi dir="auto">{nameOf(suggestion.report)}</bdi>
              </dd>
            </div>
            <div>
              <dt>{t('comparison.record')}</dt>
              <dd>
                <bdi dir="auto">{nameOf(suggestion.record)}</bdi>
              </dd>
            </div>
          </dl>
          <p className="review-standing">
            <BandWord band={suggestion.band} />
            <StateWord state={suggestion.state} />
            {suggestion.runner_up_close && (
              <span className="hint">
                <Icon name="almost" /> {t('review.close_second')}
              </span>
            )}
            {suggestion.blind ? (
              <span className="hint">{t('review.blind')}</span>
            ) : (
              <label className="check">
                <input
                  type="checkbox"
                  checked={weightsHidden}
                  onChange={(event) => {
                    rememberWeightsHidden(event.target.checked);
                    setWeightsHidden(event.target.checked);
                  }}
                />
                {t('review.hide_weights')}
              </label>
            )}
          </p>
        </header>
        <ComparisonTable suggestion={suggestion} weightsHidden={suggestion.blind || weightsHidden} container={table} />
        <DecisionBar
          suggestion={suggestion}
          nextAddress={nextAddress}
          queue={queueAddress(filters)}
          onDecided={() => setDecided(true)}
        />
      </div>
      <aside className="review-side" aria-label={t('review.side')}>
        <SourcePanel suggestion={suggestion} />
        <OtherCandidates suggestion={suggestion} />
        <History suggestion={suggestion} />
      </aside>
    </div>
  );
}
