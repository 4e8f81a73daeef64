/**
 * Several values as one run of bytes that no other list of values gives: before each stands its length in bytes (32 bit, big endian).
 * Without the lengths "ab","c" and "a","bc" would be the same.
 */
export function withLengths(...parts: (string | Buffer)[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}
