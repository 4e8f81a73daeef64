import type { Cell, Column } from '../../partner-files/index.js';

/** Between the lines of a heading that has several (partner-files). */
const betweenLines = ' / ';
/** Fewer equal cells say so only when the row has nothing else: a man may be called like a heading. */
const surely = 3;

/**
 * Whether a row says the headings again, as lists do that were printed on pages or put together from several: at least half of its filled cells say what
 * stands above them, three cells or all that are filled.
 */
export function repeatsHeadings(columns: readonly Column[]): (cells: readonly Cell[]) => boolean {
  const headings = columns.map(({ heading }) => {
    const lines = heading.includes(betweenLines) ? heading.split(betweenLines) : [];
    return new Set([heading, ...lines].map(folded).filter((text) => text !== ''));
  });
  return (cells) => {
    let filled = 0;
    let same = 0;
    for (const [at, { raw }] of cells.entries()) {
      const text = folded(raw);
      if (text === '') continue;
      filled++;
      if (headings[at]?.has(text)) same++;
    }
    return same > 0 && same * 2 >= filled && (same >= surely || same === filled);
  };
}

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();
