// Writes zip archives for tests: well-formed ones, and such as lie about what they hold.
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  name: string;
  /** What is in it. */
  bytes: Buffer | string;
  /** Unpacked size that the headers claim. Default: the true one. */
  claimedSize?: number;
  /** Bit 0 says that the part has a password. */
  flags?: number;
  /** Packed by the test itself, instead of `bytes` packed here. */
  packed?: Buffer;
}

/** An archive with its parts packed (deflate) in the order given. */
export function zipped(parts: ZipPart[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, claimedSize, flags = 0, packed } of parts) {
    const data = Buffer.from(bytes);
    const deflated = packed ?? deflateRawSync(data);
    const fileName = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x800 | flags, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt16LE(0x21, 8);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(deflated.length, 14);
    fields.writeUInt32LE(claimedSize ?? data.length, 18);
    fields.writeUInt16LE(fileName.length, 22);
    locals.push(Buffer.from('PK\x03\x04'), fields, fileName, deflated);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), fields, rest, fileName);
    offset += 30 + fileName.length + deflated.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end]);
}
