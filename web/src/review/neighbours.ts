import { useEffect, useState } from 'react';
import { useSuggestionList } from '../api/suggestions.js';
import type { SuggestionFilters } from '../api/types.js';

export interface Neighbours {
  previous: string | null;
  next: string | null;
}

/**
 * The pairs before and after this one in the filtered queue, as they stood on arrival: deciding may take this pair out
 * of the list, and "next" must still lead on from where one was. Null until the queue is known.
 */
export function useNeighbours(id: string, filters: SuggestionFilters): Neighbours | null {
  const { items, hasNextPage, isFetching, isPlaceholderData, fetchNextPage } = useSuggestionList(filters);
  const [found, setFound] = useState<Neighbours | null>(null);
  useEffect(() => {
    if (found || !items || isPlaceholderData) return;
    const at = items.findIndex((item) => item.id === id);
    if (at === items.length - 1 && at !== -1 && hasNextPage) {
      if (!isFetching) void fetchNextPage();
      return;
    }
    const other = items.find((item) => item.id !== id);
    setFound(
      at === -1
        ? { previous: null, next: other?.id ?? null }
        : { previous: items[at - 1]?.id ?? null, next: items[at + 1]?.id ?? null },
    );
  }, [found, items, isPlaceholderData, hasNextPage, isFetching, fetchNextPage, id]);
  return found;
}
