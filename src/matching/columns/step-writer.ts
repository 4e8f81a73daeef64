import { grown } from './growing-numbers.js';

const roomOfNumber = 5;

/**
 * Whole numbers from 0 up as bytes of seven bits each, lowest first; all but the last byte have the eighth bit set (varints). Rising rows are kept as the steps from one
 * to the next: half of what the rows themselves would take.
 */
export class StepWriter {
  length = 0;
  bytes: Uint8Array;

  constructor(expected: number) {
    this.bytes = new Uint8Array(2 * expected + roomOfNumber);
  }

  number(value: number): void {
    if (this.length + roomOfNumber > this.bytes.length) this.bytes = grown(this.bytes);
    let left = value;
    for (; left > 127; left >>>= 7) this.bytes[this.length++] = (left & 127) | 128;
    this.bytes[this.length++] = left;
  }
}
