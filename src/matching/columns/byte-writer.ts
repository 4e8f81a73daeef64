/** Bytes that grow at their end. */
export class ByteWriter {
  bytes = Buffer.alloc(1 << 16);
  length = 0;

  /** 0..255. */
  byte(value: number): void {
    if (value < 0 || value > 255 || !Number.isInteger(value)) throw new RangeError(`${value} is no byte`);
    this.room(1);
    this.bytes[this.length++] = value;
  }

  /** 0..65535, low byte first. */
  short(value: number): void {
    this.byte(value & 255);
    this.byte(value >> 8);
  }

  /** Up to 255 numbers of one byte each, their count before them. */
  list(values: ArrayLike<number>): void {
    this.byte(values.length);
    for (let at = 0; at < values.length; at++) this.byte(values[at]!);
  }

  /** A text of up to 255 bytes in UTF-8, its length before it. */
  text(text: string): void {
    const length = Buffer.byteLength(text);
    this.byte(length);
    this.room(length);
    this.length += this.bytes.write(text, this.length);
  }

  private room(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const longer = Buffer.alloc(Math.max(2 * this.bytes.length, this.length + more));
    longer.set(this.bytes);
    this.bytes = longer;
  }
}
