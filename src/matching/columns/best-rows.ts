/** A row and the match weight of its pair with the record that asks. */
export interface WeighedRow {
  row: number;
  /** Log2 odds that the two are one person, as compareRecords gives it. */
  weight: number;
}

const before = (a: WeighedRow, b: WeighedRow): number => b.weight - a.weight || a.row - b.row;

/** A hundredth of a bit is no exact binary number. */
const lastBits = 1e-6;

/** Collects the best rows: best first, of equal weight the lower row. Weights are given in hundredths of a bit. */
export class BestRows {
  private readonly rows: WeighedRow[] = [];
  /** Weight, in hundredths, below which no row is taken any more; rises as better rows come. */
  floor: number;

  /** @param most rows to keep; @param least weight in bits */
  constructor(
    private readonly most: number,
    least: number,
  ) {
    this.floor = most > 0 ? Math.ceil(least * 100 - lastBits) : Number.POSITIVE_INFINITY;
  }

  add(row: number, weight: number): void {
    if (weight < this.floor) return;
    this.rows.push({ row, weight });
    if (this.rows.length >= 2 * this.most) this.cut();
  }

  /** What was collected, weights in bits. */
  sorted(): WeighedRow[] {
    this.cut();
    return this.rows.map(({ row, weight }) => ({ row, weight: weight / 100 }));
  }

  private cut(): void {
    this.rows.sort(before);
    if (this.rows.length < this.most) return;
    this.rows.length = this.most;
    this.floor = Math.max(this.floor, this.rows.at(-1)!.weight);
  }
}
