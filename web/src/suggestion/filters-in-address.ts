import { bands, queueParts, type SuggestionFilters, states } from '../api/types.js';

/** Filters as the address holds them. Words that are not filters are ignored, so an old link still opens. */
export function filtersFrom(search: URLSearchParams): SuggestionFilters {
  const band = bands.find((word) => word === search.get('band'));
  const state = states.find((word) => word === search.get('state'));
  const which = queueParts.find((word) => word === search.get('which'));
  const sourceType = search.get('source_type');
  const governorate = search.get('governorate');
  return {
    ...(band && { band }),
    ...(state && { state }),
    ...(which && { which }),
    ...(sourceType && /^[a-z_]+$/.test(sourceType) && { source_type: sourceType as SourceType }),
    ...(governorate && /^SY\d\d$/.test(governorate) && { governorate }),
    ...(search.get('child') === 'true' && { child: 'true' as const }),
  };
}

type SourceType = NonNullable<SuggestionFilters['source_type']>;

const inAddress = (filters: SuggestionFilters) => {
  const text = new URLSearchParams(Object.entries(filters)).toString();
  return text && `?${text}`;
};

export const queueAddress = (filters: SuggestionFilters) => `/suggestions${inAddress(filters)}`;

/** The review carries the filters along: they say which pair is next and where "back" leads. */
export const reviewAddress = (id: string, filters: SuggestionFilters) => `/suggestions/${id}${inAddress(filters)}`;
