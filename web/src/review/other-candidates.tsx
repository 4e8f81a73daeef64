import { Link, useSearchParams } from 'wouter';
import type { SuggestionDetail, SuggestionSummary } from '../api/types.js';
import { useLanguage } from '../language/language.js';
import { BandWord } from '../suggestion/band-word.js';
import { filtersFrom, reviewAddress } from '../suggestion/filters-in-address.js';
import { StateWord } from '../suggestion/state-word.js';

/** Other pairs that this report or this record stands in: a pair is judged against its rivals. */
export function OtherCandidates({ suggestion }: { suggestion: SuggestionDetail }) {
  const { t } = useLanguage();
  const forReport = suggestion.other_candidates.filter((other) => other.report.id === suggestion.report.id);
  const forRecord = suggestion.other_candidates.filter((other) => other.report.id !== suggestion.report.id);
  return (
    <section className="panel" aria-labelledby="others-title">
      <h2 id="others-title">{t('others.title')}</h2>
      {suggestion.other_candidates.length === 0 && <p className="muted">{t('others.none')}</p>}
      {forReport.length > 0 && <CandidateList title={t('others.for_report')} items={forReport} side="record" />}
      {forRecord.length > 0 && <CandidateList title={t('others.for_record')} items={forRecord} side="report" />}
    </section>
  );
}

function CandidateList(props: { title: string; items: SuggestionSummary[]; side: 'report' | 'record' }) {
  const { title, items, side } = props;
  const [search] = useSearchParams();
  const filters = filtersFrom(search);
  return (
    <>
      <h3>{title}</h3>
      <ul className="candidates">
        {items.map((other) => (
          <li key={other.id}>
            <Link href={reviewAddress(other.id, filters)}>
              <bdi dir="auto">{other[side].name}</bdi>
            </Link>
            <span className="candidate-standing">
              <BandWord band={other.band} />
              <StateWord state={other.state} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
