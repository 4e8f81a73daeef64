import type { Cell } from '../../partner-files/index.js';
import { writtenIn } from '../rows/written-cell.js';
import { meansUnknown } from './value-words.js';

/** So many values are looked at closely, evenly over the sample: reading a date or a name takes its time. */
const lookedAt = 30;
/** Words for "not known" are short and without numbers, but for a single 0. */
const maySayUnknown = (text: string): boolean => text.length <= 24 && (text.length === 1 || !/\p{Nd}/u.test(text));

/** The values of one column in the first rows of a file, without empty cells and "not known". */
export class ColumnValues {
  /** In the order of the rows. */
  readonly filled: string[] = [];
  readonly counts = new Map<string, number>();
  private readonly looked: string[];
  private readonly shares = new Map<(text: string) => boolean, number>();

  constructor(rows: readonly (readonly Cell[])[], index: number) {
    const saysUnknown = askedOnce((text) => maySayUnknown(text) && meansUnknown(text));
    for (const row of rows) {
      const text = writtenIn(row[index])?.trim() ?? '';
      if (text === '' || saysUnknown(text)) continue;
      this.filled.push(text);
      this.counts.set(text, (this.counts.get(text) ?? 0) + 1);
    }
    const step = Math.max(1, this.filled.length / lookedAt);
    this.looked = Array.from(
      { length: Math.min(lookedAt, this.filled.length) },
      (_, at) => this.filled[Math.floor(at * step)],
    );
  }

  /**
   * Share of the values of which `test` is true, 0 to 1; 0 where there is no value.
   * @param every ask of every so manieth value only, for tests that take long
   */
  share(test: (text: string) => boolean, every = 1): number {
    let share = this.shares.get(test);
    if (share === undefined) {
      const asked = this.looked.filter((_, at) => at % every === 0);
      share = asked.length === 0 ? 0 : asked.filter(askedOnce(test)).length / asked.length;
      this.shares.set(test, share);
    }
    return share;
  }

  /** The first different values as written, at most `most` of them, cut after 200 characters. */
  samples(most: number): string[] {
    return [...this.counts.keys()].slice(0, most).map((text) => text.slice(0, 200));
  }

  /** 1 when no value stands twice. */
  get differing(): number {
    return this.filled.length === 0 ? 0 : this.counts.size / this.filled.length;
  }
}

function askedOnce(test: (text: string) => boolean): (text: string) => boolean {
  const answers = new Map<string, boolean>();
  return (text) => {
    const answer = answers.get(text) ?? test(text);
    answers.set(text, answer);
    return answer;
  };
}
