import type { NameColumn } from './column-data.js';
import { GrowingNumbers } from './growing-numbers.js';

/** A column of written names that grows by rows. */
export class GrowingNames implements NameColumn {
  private readonly firsts = new GrowingNumbers(new Int32Array(0));
  private readonly startsOf = new GrowingNumbers(new Int32Array(0));
  private readonly partIds = new GrowingNumbers(new Int32Array(0));
  private readonly toldOf = new GrowingNumbers(new Uint8Array(0));
  private readonly sureOf = new GrowingNumbers(new Float64Array(0));

  constructor() {
    this.firsts.push(0);
    this.startsOf.push(0);
  }

  get first(): Int32Array {
    return this.firsts.values;
  }
  get starts(): Int32Array {
    return this.startsOf.values;
  }
  get parts(): Int32Array {
    return this.partIds.values;
  }
  get told(): Uint8Array {
    return this.toldOf.values;
  }
  get sure(): Float64Array {
    return this.sureOf.values;
  }

  /** Adds a part to the name that endName closes. */
  addPart(part: number): void {
    this.partIds.push(part);
  }

  endName(told: boolean, sure: number): void {
    this.startsOf.push(this.partIds.length);
    this.toldOf.push(told ? 1 : 0);
    this.sureOf.push(sure);
  }

  endRow(): void {
    this.firsts.push(this.toldOf.length);
  }
}
