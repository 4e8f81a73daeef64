import { Problem } from './errors.js';

/** Lets so many pieces of work run at a time; the others wait in the order in which they came, up to a number and a time. */
export class Turns {
  private readonly waiting: (() => void)[] = [];

  constructor(
    private free: number,
    private readonly mostWaiting: number,
    private readonly longestWaitMs = Number.POSITIVE_INFINITY,
  ) {}

  /** @throws Problem service.unavailable when too many wait already, or this one waited too long. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free--;
    else if (this.waiting.length >= this.mostWaiting) throw new Problem('service.unavailable');
    else await this.turn();
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free++;
    }
  }

  private turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.waiting.splice(this.waiting.indexOf(come), 1);
        reject(new Problem('service.unavailable'));
      };
      const timer = Number.isFinite(this.longestWaitMs) ? setTimeout(giveUp, this.longestWaitMs) : undefined;
      const come = () => {
        clearTimeout(timer);
        resolve();
      };
      this.waiting.push(come);
    });
  }
}
