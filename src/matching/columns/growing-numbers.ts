type Numbers = Int32Array | Float64Array | Uint8Array | Int8Array;

/** A typed array that grows at its end. `values` is replaced when it grows: ask for it anew after anything was added. */
export class GrowingNumbers<Values extends Numbers> {
  length = 0;

  constructor(public values: Values) {}

  push(value: number): void {
    if (this.length === this.values.length) this.values = grown(this.values);
    this.values[this.length++] = value;
  }
}

const fewest = 64;

/** A copy twice as long, zeros at its end. */
export function grown<Values extends Numbers>(values: Values): Values {
  const made = values.constructor as new (length: number) => Values;
  const longer = new made(Math.max(fewest, values.length * 2));
  longer.set(values);
  return longer;
}
