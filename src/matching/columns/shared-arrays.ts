/** Typed arrays by name, all of them in shared memory, so that threads use them without copying. */
export type SharedArrays = Record<string, SharedNumbers>;
export type SharedNumbers = Int32Array | Uint32Array | Float64Array | Uint8Array | Int8Array;

interface Made<Numbers> {
  new (buffer: SharedArrayBuffer): Numbers;
  readonly BYTES_PER_ELEMENT: number;
}

/** Zeros in shared memory. */
export function shared<Numbers extends SharedNumbers>(made: Made<Numbers>, length: number): Numbers {
  return new made(new SharedArrayBuffer(length * made.BYTES_PER_ELEMENT));
}

/** The first `length` numbers of an array, in shared memory. */
export function sharedCopy<Numbers extends SharedNumbers>(values: Numbers, length = values.length): Numbers {
  const copy = shared(values.constructor as unknown as Made<Numbers>, length);
  copy.set(values.length === length ? values : values.subarray(0, length));
  return copy;
}
