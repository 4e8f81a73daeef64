/** Scans that the median is of. */
const remembered = 15;
/** Before the first scan, and beside it: slower than any machine that was measured, in milliseconds a row. */
const firstGuess = 0.0002;
/** What was measured before counts no more after so long: a machine that was busy once would otherwise keep searches from being exact, and so from being measured, for ever. */
const trustedForMs = 30_000;

/** How long scanning the rows of one side takes, by the median of recent scans, so that one that was held up counts for little. */
export class ScanTimes {
  private recent: number[] = [firstGuess];
  private lastAt = 0;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** @param ms how long a scan of so many rows took */
  add(rows: number, ms: number): void {
    // Of few rows nothing is learnt about many.
    if (rows < 1000) return;
    this.lastAt = this.now();
    this.recent.push(ms / rows);
    if (this.recent.length > remembered) this.recent.shift();
  }

  /** Milliseconds that a scan of so many rows will take. */
  expected(rows: number): number {
    if (this.now() - this.lastAt > trustedForMs) this.recent = [firstGuess];
    const sorted = [...this.recent].sort((a, b) => a - b);
    // The lower one of two: a first scan, which works out what later ones find, is not believed alone.
    return rows * sorted[Math.floor((sorted.length - 1) / 2)];
  }
}
