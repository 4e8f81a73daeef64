import type { Column } from './reading.js';

/** 0 is A, 25 is Z, 26 is AA. */
export function letterOf(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/**
 * Columns from the lines of a heading. In all lines but the last a label goes on to the right over empty cells, as one does that was merged
 * over several columns, as far as a line below names something there.
 */
export function columnsOf(lines: string[][]): Column[] {
  const width = Math.max(0, ...lines.map((line) => line.length));
  const labels = lines.map((line, at) => (at === lines.length - 1 ? line : spread(line, lines.slice(at + 1), width)));
  return named(Array.from({ length: width }, (_, index) => joined(labels.map((line) => line[index] ?? ''))));
}

export function named(headings: string[]): Column[] {
  const first = new Map<string, string>();
  return headings.map((heading, index) => {
    const letter = letterOf(index);
    const key = heading.trim();
    const sameAs = key === '' ? undefined : first.get(key);
    if (sameAs === undefined) first.set(key, letter);
    return sameAs === undefined ? { index, letter, heading } : { index, letter, heading, sameAs };
  });
}

function spread(line: string[], below: string[][], width: number): string[] {
  let label = '';
  return Array.from({ length: width }, (_, index) => {
    const own = line[index] ?? '';
    if (own.trim() !== '') label = own;
    else if (!below.some((lower) => (lower[index] ?? '').trim() !== '')) return own;
    return label;
  });
}

function joined(labels: string[]): string {
  if (labels.length === 1) return labels[0].toWellFormed();
  const said = labels.map((label) => label.trim()).filter((label) => label !== '');
  return [...new Set(said)].join(' / ').toWellFormed();
}
