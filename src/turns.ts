import { Problem } from './errors.js';

/** Lets so many pieces of work run at a time; the others wait in the order in which they came, up to a number. */
export class Turns {
  private readonly waiting: (() => void)[] = [];

  constructor(
    private free: number,
    private readonly mostWaiting: number,
  ) {}

  /** @throws Problem service.unavailable when too many wait already. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free--;
    else if (this.waiting.length >= this.mostWaiting) throw new Problem('service.unavailable');
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free++;
    }
  }
}
