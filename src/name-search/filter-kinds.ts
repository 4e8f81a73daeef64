import type { Filters } from './names-in-reach.js';

export const filterKindNames = ['kind', 'birth', 'event', 'place', 'list'] as const;
export type FilterKind = (typeof filterKindNames)[number];

/** By what a search was narrowed. Not to what: a place or a date would say who was meant. */
export function filterKinds(filters: Filters): FilterKind[] {
  const used: Record<FilterKind, unknown> = {
    kind: filters.kind,
    birth: filters.birth_from ?? filters.birth_to,
    event: filters.event_from ?? filters.event_to,
    place: filters.place,
    list: filters.list_id,
  };
  return filterKindNames.filter((kind) => used[kind]);
}
