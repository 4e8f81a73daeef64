import { bands, type SuggestionFilters, states } from '../api/types.js';

/** Filters as the address holds them. Words that are not filters are ignored, so an old link still opens. */
export function filtersFrom(search: URLSearchParams): SuggestionFilters {
  const band = bands.find((word) => word === search.get('band'));
  const state = states.find((word) => word === search.get('state'));
  return { ...(band && { band }), ...(state && { state }) };
}

const inAddress = (filters: SuggestionFilters) => {
  const text = new URLSearchParams(filters as Record<string, string>).toString();
  return text && `?${text}`;
};

export const queueAddress = (filters: SuggestionFilters) => `/suggestions${inAddress(filters)}`;

/** The review carries the filters along: they say which pair is next and where "back" leads. */
export const reviewAddress = (id: string, filters: SuggestionFilters) => `/suggestions/${id}${inAddress(filters)}`;
