/**
 * Rows of numbers that are worked out when first asked for and forgotten all at once. Each row begins with the round in which it was worked out, so that a new
 * round forgets the old ones without clearing, and a row is one place in memory.
 */
export class LazyRows {
  readonly values: Float64Array;
  private readonly stride: number;
  private round = 1;

  constructor(rows: number, width: number) {
    this.stride = width + 1;
    this.values = new Float64Array(rows * this.stride);
  }

  forgetAll(): void {
    this.round += 1;
  }

  /** Index in `values` of the first number of a row. */
  start(row: number): number {
    return row * this.stride + 1;
  }

  /** True when the row that starts here has to be worked out; it counts as known from then on. */
  isNew(start: number): boolean {
    if (this.values[start - 1] === this.round) return false;
    this.values[start - 1] = this.round;
    return true;
  }
}
