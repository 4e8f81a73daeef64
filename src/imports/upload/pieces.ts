import { Problem } from '../../errors.js';

/** Stored at a time, in bytes: what a broken connection loses at most. */
export const pieceBytes = 1024 * 1024;

/**
 * Cuts what comes into pieces of one size; the last one is given when all has come. When the sender breaks off, what came until then is given
 * first: a sender so slow that his connection is cut before a piece is full would else never come further.
 * @param most bytes that may come; who goes on beyond what he announced sends another file than that
 * @throws Problem request.too_large without giving the last piece, so that no file is whole that goes on; what `bytes` throws after giving it
 */
export async function* pieces(
  bytes: AsyncIterable<Uint8Array>,
  most: number,
  size = pieceBytes,
): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let held = 0;
  let come = 0;
  const taken = () => {
    const piece = Buffer.concat(pending);
    pending = [];
    held = 0;
    return piece;
  };
  try {
    for await (const chunk of bytes) {
      come += chunk.length;
      if (come > most) throw tooMuch();
      for (let rest = Buffer.from(chunk); rest.length > 0; ) {
        if (held === size) yield taken();
        const part = rest.subarray(0, size - held);
        pending.push(part);
        held += part.length;
        rest = rest.subarray(part.length);
      }
    }
  } catch (error) {
    if (held > 0 && !(error instanceof Problem)) yield taken();
    throw error;
  }
  if (held > 0) yield taken();
}

export const tooMuch = () =>
  new Problem('request.too_large', undefined, [
    { pointer: '', code: 'upload.too_much', message: 'More bytes came than were announced for this file.' },
  ]);
