/** A small seeded source of chance (mulberry32): the same seed gives the same people on every machine. Not for secrets. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** Uniform in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** Whole number from `lowest` to `highest`, both included. */
  between(lowest: number, highest: number): number {
    return lowest + Math.floor(this.next() * (highest - lowest + 1));
  }

  /** True with probability `share` (0..1). */
  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('Nothing to pick from.');
    return items[Math.floor(this.next() * items.length)]!;
  }

  /** The same items in a new order (Fisher and Yates). */
  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = Math.floor(this.next() * (last + 1));
      [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
    }
    return shuffled;
  }
}

/** Items drawn in proportion to their weights; each draw costs log2(n) steps. */
export class WeightedDraw<T> {
  private readonly running: number[] = [];
  private readonly items: T[] = [];

  /** Items of weight 0 or less are left out; throws RangeError when nothing remains. */
  constructor(entries: Iterable<readonly [item: T, weight: number]>) {
    let total = 0;
    for (const [item, weight] of entries) {
      if (!(weight > 0)) continue;
      total += weight;
      this.items.push(item);
      this.running.push(total);
    }
    if (this.items.length === 0) throw new RangeError('A weighted draw needs an item of positive weight.');
  }

  draw(random: Random): T {
    const target = random.next() * this.running[this.running.length - 1]!;
    let low = 0;
    let high = this.running.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.running[middle]! > target) high = middle;
      else low = middle + 1;
    }
    return this.items[low]!;
  }
}
