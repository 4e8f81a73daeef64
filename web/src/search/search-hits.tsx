import { Link } from 'wouter';
import type { NameSearchHit } from '../api/types.js';
import { KeyHint } from '../keyboard/key-hint.js';
import { useLanguage } from '../language/language.js';
import { AsWritten, DateInterval } from '../suggestion/date-interval.js';
import { Icon, type IconName } from '../suggestion/icon.js';
import { StateWord } from '../suggestion/state-word.js';

export type Script = 'Arab' | 'Latn';

interface SearchHitsProps {
  hits: NameSearchHit[];
  /** The names as they were sent. */
  asked: string[];
  /** Which spelling stands first, where there is one in it; null: the one that was found. */
  script: Script | null;
  onOtherScript: () => void;
}

/** Who was found, the most similar first. The most similar is nobody's proof: names are shared by many. */
export function SearchHits({ hits, asked, script, onOtherScript }: SearchHitsProps) {
  const { t } = useLanguage();
  return (
    <>
      <p className="search-tools">
        <span className="hint">{t('search.shared')}</span>
        <button type="button" onClick={onOtherScript} aria-keyshortcuts="L">
          {t(script === 'Arab' ? 'search.show_latin' : 'search.show_arabic')} <KeyHint press="L" />
        </button>
      </p>
      <table className="hits">
        <caption className="unseen">{t('search.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('queue.name')}</th>
            <th scope="col">{t('search.closeness')}</th>
            <th scope="col">{t('search.kind')}</th>
            <th scope="col">{t('queue.birth')}</th>
            <th scope="col">{t('queue.event')}</th>
            <th scope="col">{t('queue.place')}</th>
            <th scope="col">{t('search.where')}</th>
          </tr>
        </thead>
        <tbody>
          {hits.map((hit) => (
            <Hit key={hit.id} hit={hit} asked={asked} script={script} />
          ))}
        </tbody>
      </table>
    </>
  );
}

const scriptOf = (name: string): Script => (/\p{Script=Arabic}/u.test(name) ? 'Arab' : 'Latn');

const icons: Record<NameSearchHit['closeness'], IconName> = {
  same: 'tick',
  other_spelling: 'twoScripts',
  similar: 'almost',
};

function Hit({ hit, asked, script }: { hit: NameSearchHit; asked: string[]; script: Script | null }) {
  const { t } = useLanguage();
  const spellings = [hit.name, ...hit.other_spellings];
  const first = spellings.find((name) => script === null || scriptOf(name) === script) ?? hit.name;
  const others = spellings.filter((name) => name !== first);
  const spelling = asked[hit.asked];
  return (
    <tr tabIndex={-1} data-hit>
      <th scope="row">
        <bdi dir="auto" className="hit-name">
          {first}
        </bdi>
        {others.map((name) => (
          <span key={name} className="reading">
            {t(name === hit.name ? 'search.found_as' : 'search.also')} <bdi dir="auto">{name}</bdi>
          </span>
        ))}
      </th>
      <td data-label={t('search.closeness')}>
        <span className="closeness">
          <Icon name={icons[hit.closeness]} /> {t(`search.closeness_${hit.closeness}`)}
        </span>
        {asked.length > 1 && spelling && (
          <span className="reading">
            {t('search.like')} <bdi dir="auto">{spelling}</bdi>
          </span>
        )}
      </td>
      <td data-label={t('search.kind')}>{t(`search.kind_${hit.kind}`)}</td>
      <td data-label={t('queue.birth')}>
        <DateInterval view={hit.birth} />
      </td>
      <td data-label={t('queue.event')}>
        <DateInterval view={hit.event} />
      </td>
      <td data-label={t('queue.place')}>
        <AsWritten value={hit.place} />
      </td>
      <td data-label={t('search.where')}>
        <WhereItStands hit={hit} />
      </td>
    </tr>
  );
}

function WhereItStands({ hit }: { hit: NameSearchHit }) {
  const { t } = useLanguage();
  return (
    <>
      {hit.source && (
        <span>
          <bdi dir="auto">{hit.source.title}</bdi>{' '}
          <span className="muted small">{t('queue.row', { number: hit.source.row_number })}</span>
        </span>
      )}
      {hit.case && (
        <Link href={`/cases/${hit.case.id}`}>
          {t('search.open_case')} <bdi dir="ltr">{hit.case.locator}</bdi>
        </Link>
      )}
      {hit.suggestion ? (
        <span className="reading">
          <Link href={`/suggestions/${hit.suggestion.id}`}>{t('search.open_suggestion')}</Link>{' '}
          <StateWord state={hit.suggestion.state} />
        </span>
      ) : (
        <span className="reading">{t('search.no_suggestion')}</span>
      )}
    </>
  );
}
