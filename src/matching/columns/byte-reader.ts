/** Reads what ByteWriter wrote, from `at` on. */
export class ByteReader {
  constructor(
    private readonly bytes: Buffer,
    public at = 0,
  ) {}

  byte(): number {
    return this.bytes[this.at++]!;
  }

  short(): number {
    const low = this.byte();
    return low | (this.byte() << 8);
  }

  list(): Uint8Array {
    const length = this.byte();
    const values = new Uint8Array(length);
    for (let i = 0; i < length; i++) values[i] = this.bytes[this.at + i]!;
    this.at += length;
    return values;
  }

  numbers(): number[] {
    const length = this.byte();
    const values: number[] = [];
    for (let i = 0; i < length; i++) values.push(this.byte());
    return values;
  }

  text(): string {
    const length = this.byte();
    this.at += length;
    return length === 0 ? '' : this.bytes.toString('utf8', this.at - length, this.at);
  }
}
