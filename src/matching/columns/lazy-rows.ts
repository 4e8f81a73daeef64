/** Rows of numbers that are worked out when first asked for and forgotten all at once, by counting rounds instead of clearing. */
export class LazyRows {
  readonly values: Float64Array;
  private readonly rounds: Int32Array;
  private round = 0;

  constructor(
    rows: number,
    readonly width: number,
  ) {
    this.values = new Float64Array(rows * width);
    this.rounds = new Int32Array(rows);
  }

  forgetAll(): void {
    this.round += 1;
  }

  /** True when the row has to be worked out; it counts as known from then on. */
  isNew(row: number): boolean {
    if (this.rounds[row] === this.round) return false;
    this.rounds[row] = this.round;
    return true;
  }
}
