import { CsvRecords } from './csv-records.js';
import { type Guess, guessed, percent } from './guess.js';
import { type Delimiter, delimiters, type Quote } from './reading.js';

/** The rows that stand at the beginning of a text; the last is left out if the text may be cut there. */
export function sampleRecords(
  text: string,
  delimiter: Delimiter,
  quote: Quote,
  most: number,
  whole: boolean,
): string[][] {
  const reader = new CsvRecords(delimiter, quote);
  const found: string[][] = [];
  const take = (records: Iterable<{ cells: string[] }>) => {
    for (const { cells } of records) {
      if (found.length === most) return;
      found.push(cells);
    }
  };
  take(reader.push(text));
  if (whole && found.length < most) take(reader.end());
  return found;
}

/**
 * Guesses what stands between the cells: that which cuts most rows into the same number of cells, the more cells the better.
 * A first line "sep=;" says it (Excel writes and reads that).
 */
export function guessDelimiter(text: string, quote: Quote, most: number, whole: boolean): Guess<Delimiter> {
  const said = saidDelimiter(text);
  if (said) return guessed(said, 'certain', 'delimiter.said');
  let best: { delimiter: Delimiter; columns: number; share: number; worth: number } | null = null;
  for (const delimiter of delimiters) {
    const widths = sampleRecords(text, delimiter, quote, most, whole)
      .filter((cells) => cells.some((cell) => cell.trim() !== ''))
      .map((cells) => cells.length);
    const wide = widths.filter((width) => width > 1);
    if (wide.length === 0) continue;
    const columns = commonest(wide);
    const share = wide.filter((width) => width === columns).length / widths.length;
    const worth = share * share * Math.log2(columns + 1);
    if (best === null || worth > best.worth) best = { delimiter, columns, share, worth };
  }
  if (best === null) return guessed(',', 'guess', 'delimiter.none');
  const facts = { percent: percent(best.share, 1), columns: best.columns };
  const confidence =
    best.share >= 0.95 ? (best.columns > 2 ? 'certain' : 'likely') : best.share >= 0.6 ? 'likely' : 'guess';
  return guessed(best.delimiter, confidence, 'delimiter.steady', facts);
}

/** The mark that encloses cells: the single one only if it begins and ends most cells that hold one. */
export function guessQuote(text: string): Guess<Quote> {
  const count = (mark: RegExp) => text.match(mark)?.length ?? 0;
  const double = count(/(^|[,;\t|\r\n])"/g);
  if (double > 0) return guessed('"', 'certain', 'quote.used');
  const opened = count(/(^|[,;\t|\r\n])'/g);
  const closed = count(/'(?=$|[,;\t|\r\n])/g);
  if (opened > 1 && opened === closed) return guessed("'", 'likely', 'quote.used');
  return guessed('"', 'likely', 'quote.usual');
}

export function saidDelimiter(text: string): Delimiter | null {
  const said = /^sep=(.)\r?(\n|$)/.exec(text.slice(0, 8))?.[1];
  return delimiters.find((delimiter) => delimiter === said) ?? null;
}

/** The number that occurs most often; of several the largest. */
export function commonest(numbers: number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].reduce((best, one) =>
    one[1] > best[1] || (one[1] === best[1] && one[0] > best[0]) ? one : best,
  )[0];
}
