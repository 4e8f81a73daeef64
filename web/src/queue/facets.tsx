import { type QueueFacet, useQueueFacets } from '../api/suggestions.js';
import type { SuggestionFilters } from '../api/types.js';
import { useLanguage } from '../language/language.js';

/** One choice of the queue as the address holds it. */
export type Narrowing = { name: keyof SuggestionFilters; value: string };

const parts: readonly string[] = ['needs_second_reviewer', 'returned', 'resurfaced', 'mine'];

const narrowingOf = ({ name, value }: QueueFacet): Narrowing =>
  parts.includes(name)
    ? { name: 'which', value: name }
    : { name: name as keyof SuggestionFilters, value: name === 'child' ? 'true' : (value ?? '') };

/** What waits, by what it can be narrowed down to, with counts: one's own exactly, of others nothing below five. Chosen again, it is let go. */
export function Facets(props: {
  filters: SuggestionFilters;
  onChoose: (name: Narrowing['name'], value: string) => void;
}) {
  const { filters, onChoose } = props;
  const { t, knows } = useLanguage();
  const { data } = useQueueFacets(filters);
  const shown = (data?.facets ?? []).filter(({ name }) => name !== 'band');
  if (shown.length === 0) return null;
  return (
    <fieldset className="facets">
      <legend className="unseen">{t('queue.facets')}</legend>
      {shown.map((facet) => {
        const { name, value } = narrowingOf(facet);
        const chosen = filters[name] === value;
        const key = parts.includes(facet.name) || facet.name === 'child' ? `facet.${facet.name}` : `${name}.${value}`;
        return (
          <button
            key={`${name} ${value}`}
            type="button"
            aria-pressed={chosen}
            className={chosen ? 'chosen' : undefined}
            onClick={() => onChoose(name, chosen ? '' : value)}
          >
            {knows(key) ? t(key) : value} <span className="muted">{countWords(facet)}</span>
          </button>
        );
      })}
    </fieldset>
  );
}

/** Counts are read from the left in every language. */
function countWords({ own, others }: QueueFacet) {
  if (others === 0) return <bdi dir="ltr">{own}</bdi>;
  return typeof others === 'number' ? (
    <bdi dir="ltr">{own + others}</bdi>
  ) : (
    <bdi dir="ltr">{own > 0 ? `${own} + <5` : '<5'}</bdi>
  );
}
